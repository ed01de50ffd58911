/**
 * Writes state rows. Every row carries the event that explains it and a MAC over all its columns,
 * so that `parley verify` finds a value that was changed behind Parley's back.
 */
import { canonicalJson, type JsonValue } from "../../lib/canonical-json.ts";
import type { Context } from "../context.ts";
import type { SqlValue, Tx } from "../transaction.ts";

/** Every table whose rows carry `last_event_id` and `mac`, with the columns of its key. */
export const stateTables = {
  affected_products: ["affected_id"],
  attachments: ["attachment_id"],
  case_claims: ["claim_id"],
  case_links: ["link_id"],
  case_members: ["case_id", "principal_id", "side_id"],
  case_references: ["reference_id"],
  case_reports: ["case_id", "report_id"],
  case_vulnerabilities: ["case_id", "vulnerability_id"],
  cases: ["case_id"],
  clocks: ["clock_id"],
  credit_choices: ["choice_id"],
  decisions: ["decision_id"],
  deliveries: ["delivery_id"],
  disclosure_permissions: ["entry_id"],
  erased_objects: ["object_id", "case_id"],
  erasures: ["erasure_id"],
  finding_releases: ["release_id"],
  glass_openings: ["opening_id"],
  identities: ["party_id"],
  key_link_states: ["entry_id"],
  key_links: ["link_id"],
  legal_disclosures: ["disclosure_id"],
  legal_holds: ["hold_id"],
  message_signers: ["message_id"],
  messages: ["message_id"],
  objections: ["entry_id"],
  parties: ["party_id"],
  party_key_states: ["entry_id"],
  party_keys: ["key_id"],
  party_statements: ["statement_id"],
  publications: ["publication_id"],
  remedies: ["remedy_id"],
  reply_addresses: ["party_id"],
  reports: ["report_id"],
  scores: ["score_id"],
  sending_choices: ["choice_id"],
  support_filings: ["party_id"],
  translations: ["translation_id"],
  transmissions: ["entry_id"],
  vulnerabilities: ["vulnerability_id"],
} as const satisfies Record<string, readonly string[]>;

/**
 * Columns that a migration added to rows that stood already. While such a column is null a row's
 * MAC leaves it out, so a row from before keeps its MAC; to null a value still breaks it.
 */
const laterColumns: Partial<Record<StateTable, readonly string[]>> = {
  affected_products: ["version_id", "until_on", "note_sealed", "set_by"],
  attachments: [
    "check_state",
    "checked_at",
    "findings_sealed",
    "preview_sealed",
    "content_form",
    "direction",
    "added_by",
    "released_at",
    "released_by",
  ],
  case_members: ["expires_at"],
  cases: [
    "erased_at",
    "mailbox",
    "tray",
    "tray_batch",
    "answer_held",
    "tray_alarmed_at",
    "waiting_for",
    "waiting_since",
    "labels_sealed",
    "suspected_band",
    "not_before",
  ],
  clocks: [
    "policy_version",
    "former_dues",
    "pauses",
    "stopped_by_event_id",
    "warned_at",
    "next_alarm_at",
    "held",
  ],
  decisions: ["standing", "approved_by", "ends_at", "interest", "details_sealed", "ruling_id"],
  deliveries: [
    "next_try_at",
    "trying_since",
    "unsure_tries",
    "told_at",
    "report_id",
    "resends",
    "way",
    "address_sealed",
    "left_as",
  ],
  messages: ["read_at", "withdrawn_at", "decrypted"],
  parties: ["undertaking_how"],
  remedies: ["owner_id", "withdrawn_at"],
  scores: ["product_id"],
  support_filings: ["ticket_hash", "asked", "customer_id", "token_id"],
  vulnerabilities: ["withdrawn_at", "withdrawn_by", "details_sealed"],
};

export type StateTable = keyof typeof stateTables;

/** A row by column names, without `mac`. */
export type StateRow = Readonly<Record<string, SqlValue>> & { readonly last_event_id: string };

export async function insertState(
  context: Pick<Context, "masterKey">,
  tx: Tx,
  table: StateTable,
  row: StateRow,
): Promise<void> {
  const columns = [...Object.keys(row), "mac"];
  const marks = columns.map((_, index) => `$${index + 1}`);
  await tx.run(`insert into ${table} (${columns.join(", ")}) values (${marks.join(", ")})`, [
    ...Object.values(row),
    macOfRow(context, table, row),
  ]);
}

/**
 * Locks a row, applies the change, and writes the whole row with its new MAC.
 * Returns the row as it now is, or undefined where the actor's wall shows none.
 */
export async function updateState(
  context: Pick<Context, "masterKey">,
  tx: Tx,
  table: StateTable,
  key: Readonly<Record<string, string>>,
  change: StateRow,
): Promise<StateRow | undefined> {
  const keys = Object.keys(key);
  const before = await tx.first<StateRow & { mac: Buffer }>(
    `select * from ${table} where ${keys.map((name, i) => `${name} = $${i + 1}`).join(" and ")} for no key update`,
    Object.values(key),
  );
  if (!before) return undefined;
  const { mac: _, ...values } = before;
  const next: StateRow = { ...values, ...change };
  const set = [...Object.keys(change), "mac"];
  await tx.run(
    `update ${table} set ${set.map((name, i) => `${name} = $${i + 1}`).join(", ")}
      where ${keys.map((name, i) => `${name} = $${set.length + i + 1}`).join(" and ")}`,
    [...Object.values(change), macOfRow(context, table, next), ...Object.values(key)],
  );
  return next;
}

/** The MAC that a row must carry; `verify` computes it anew from what the table holds. */
export function macOfRow(
  context: Pick<Context, "masterKey">,
  table: StateTable,
  row: Readonly<Record<string, SqlValue>>,
): Buffer {
  const later = laterColumns[table] ?? [];
  const covered = Object.fromEntries(
    Object.entries(row)
      .filter(([name, value]) => name !== "mac" && !(value === null && later.includes(name)))
      .map(([name, value]) => [name, comparable(value)]),
  );
  return context.masterKey.hash("state-rows", `${table}\0${canonicalJson(covered)}`);
}

function comparable(value: SqlValue): JsonValue {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  // PostgreSQL's infinity reaches us as a number that JSON cannot hold.
  if (value === Number.POSITIVE_INFINITY) return "infinity";
  return value;
}
