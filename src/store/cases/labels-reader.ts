/** Opens the labels of a case with the case's key, for whoever holds it. */
import { type ObjectKey, openJson } from "../sealing/object-keys.ts";

/** Where a case's labels are sealed. */
export const labelsPlace = { table: "cases", column: "labels" } as const;

/** None where there never was one, or where the key is out of reach. */
export function labelsOf(sealed: Buffer | null, key: ObjectKey | undefined): readonly string[] {
  return sealed && key ? openJson<string[]>(key, labelsPlace, sealed) : [];
}
