/**
 * Which tables the seals cover: all but these, each for a reason that docs/guides/audit.md
 * gives. What is not named here is covered from its first migration on.
 */

/** Tables that no seal covers, with what covers them instead, or why nothing need. */
export const unsealedTables = {
  access_events: "each chain links them",
  case_access: "verify derives it again from members and heads",
  checkpoint_leaves: "the root of their checkpoint covers them",
  demonstration_mail: "the demonstration alone",
  events: "each chain links them",
  hash_roots: "with another root no MAC fits and nothing starts",
  migrations: "each start compares them with the files",
  outbox: "gone within moments: what an effect did is an event",
  seals: "sealed themselves",
  sign_in_challenges: "gone within minutes; each answers once",
  sign_in_failures: "gone within a day; each attempt is an access event too",
} as const satisfies Record<string, string>;

/** Columns that the digest of a row leaves out. */
export const skippedColumns: Readonly<Record<string, string>> = {
  // Their hash is their name; verify hashes them again.
  blobs: "bytes",
  // Moves with every request; what a session is worth does not depend on it.
  sessions: "last_seen_at",
};

/** Columns left out, as a list. */
export function skippedIn(table: string): string[] {
  return skippedColumns[table]?.split(" ") ?? [];
}

/** The scope of every row that belongs to no case. */
export const houseScope = "00000000-0000-7000-8000-00000000000f";

/** So many shards the house's seal has; as in 0027_evidence_of_access.sql. */
export const houseShards = 32;
