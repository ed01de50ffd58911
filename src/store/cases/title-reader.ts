/** Opens a case's title with the case's key, for whoever holds it. */
import { erasedWords } from "../../core/retention/erased.ts";
import { type ObjectKey, openFrom } from "../sealing/object-keys.ts";
import type { CaseHead } from "./head-reader.ts";
import { titlePlace } from "./opening-writer.ts";

/** The title, when it was erased, or "" where the key is out of reach. */
export function titleOf(
  head: Pick<CaseHead, "caseId" | "titleSealed" | "erasedAt">,
  keys: ReadonlyMap<string, ObjectKey>,
): string {
  const key = keys.get(head.caseId);
  if (key) return openFrom(key, titlePlace, head.titleSealed).toString();
  return head.erasedAt ? erasedWords(head.erasedAt) : "";
}
