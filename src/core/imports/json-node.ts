/** JSON with the place of every value: what an import says is wrong can be found in the file. */
import type { Place } from "./import-row.ts";

export type JsonNode = Place &
  (
    | { readonly kind: "value"; readonly value: string | number | boolean | null }
    | { readonly kind: "list"; readonly items: readonly JsonNode[] }
    | { readonly kind: "object"; readonly members: ReadonlyMap<string, JsonNode> }
  );
