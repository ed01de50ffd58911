/**
 * Every table that holds keys wrapped by the master key, so that a rotation misses none. A store
 * test compares the list with the database's own catalogue.
 */
import { alertHolder } from "../alerts/reader.ts";
import { customersHolder } from "../customers/reader.ts";
import { handOverHolder } from "../duty/hand-over-reader.ts";
import { filtersHolder } from "../filters/reader.ts";
import { glassHolder } from "../glass/reader.ts";
import { importsHolder } from "../imports/reader.ts";
import { inboxHolder } from "../intake/writer.ts";
import { peopleHolder } from "../people/reader.ts";
import type { SealedPlace } from "../sealing/cipher.ts";
import { wrapPlace } from "../sealing/object-keys.ts";
import { teamsHolder } from "../teams/reader.ts";
import { hashRootPlace } from "./hash-root.ts";

export interface WrapTable {
  readonly table: string;
  /** The columns of its primary key that are ids; none where the table has one row. */
  readonly key: readonly string[];
  /** The column of the wrapped key; `master_key_id` stands beside it. */
  readonly wrapped: string;
  /** A further column that `place` needs. */
  readonly reads?: string;
  /** What a row's wrap is bound to. */
  place(row: Readonly<Record<string, unknown>>): SealedPlace;
}

export const wrapTables: readonly WrapTable[] = [
  {
    table: "alert_targets",
    key: ["target_id"],
    wrapped: "key_wrapped",
    place: (row) => wrapPlace(String(row.target_id), alertHolder),
  },
  {
    table: "customers",
    key: ["customer_id"],
    wrapped: "key_wrapped",
    place: (row) => wrapPlace(String(row.customer_id), customersHolder),
  },
  {
    table: "glass_requests",
    key: ["request_id"],
    wrapped: "key_wrapped",
    place: (row) => wrapPlace(String(row.request_id), glassHolder),
  },
  {
    table: "hand_overs",
    key: ["hand_over_id"],
    wrapped: "key_wrapped",
    place: (row) => wrapPlace(String(row.hand_over_id), handOverHolder),
  },
  { table: "hash_roots", key: [], wrapped: "wrapped", place: () => hashRootPlace },
  {
    table: "imports",
    key: ["import_id"],
    wrapped: "key_wrapped",
    place: (row) => wrapPlace(String(row.import_id), importsHolder),
  },
  {
    table: "inbox",
    key: ["inbox_id"],
    wrapped: "key_wrapped",
    reads: "object_id",
    place: (row) => wrapPlace(String(row.object_id), inboxHolder),
  },
  {
    table: "key_wraps",
    key: ["object_id", "case_id"],
    wrapped: "wrapped",
    place: (row) => wrapPlace(String(row.object_id), String(row.case_id)),
  },
  {
    table: "people",
    key: ["person_id"],
    wrapped: "key_wrapped",
    place: (row) => wrapPlace(String(row.person_id), peopleHolder),
  },
  {
    // One that names no label has none.
    table: "saved_filters",
    key: ["filter_id"],
    wrapped: "key_wrapped",
    place: (row) => wrapPlace(String(row.filter_id), filtersHolder),
  },
  {
    // A team that needs no key has none.
    table: "teams",
    key: ["team_id"],
    wrapped: "key_wrapped",
    place: (row) => wrapPlace(String(row.team_id), teamsHolder),
  },
];
