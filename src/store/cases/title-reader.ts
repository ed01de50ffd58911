/** Opens a case's title with the case's key, for whoever holds it. */
import { type ObjectKey, openFrom } from "../sealing/object-keys.ts";
import type { CaseHead } from "./head-reader.ts";
import { titlePlace } from "./opening-writer.ts";

/** The title, or "" where the key is out of reach. */
export function titleOf(
  head: Pick<CaseHead, "caseId" | "titleSealed">,
  keys: ReadonlyMap<string, ObjectKey>,
): string {
  const key = keys.get(head.caseId);
  return key ? openFrom(key, titlePlace, head.titleSealed).toString() : "";
}
