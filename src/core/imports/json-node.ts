/** JSON with the place of every value: what an import says is wrong can be found in the file. */
import type { Place } from "./import-row.ts";

export type JsonNode = Place &
  (
    | {
        readonly kind: "value";
        readonly value: string | number | boolean | null;
        /** Of a number as the file has it: 2.10 is another version than 2.1. */
        readonly written?: string;
      }
    | { readonly kind: "list"; readonly items: readonly JsonNode[] }
    | { readonly kind: "object"; readonly members: ReadonlyMap<string, JsonNode> }
  );
