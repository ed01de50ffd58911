/**
 * Erases by taking keys away. Rows stay with their ids, dates and MACs; what they hold sealed opens to
 * nobody any more. Never touches a file: those go after the transaction has committed.
 */
import { openStates } from "../../core/retention/erasure.ts";
import type { Context } from "../context.ts";
import { removeDraftsAbout } from "../drafts/writer.ts";
import type { EventId } from "../events/writer.ts";
import { forgetIdentities } from "../identity/tokens.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { type ErasureSubject, type FoundObject, heldElsewhere } from "./objects-reader.ts";
import { redactReportsOf, takeFromInbox } from "./redact-writer.ts";
import { reindexSides } from "./reindex-writer.ts";

export interface Shredding extends ErasureSubject {
  readonly erasureId: string;
  /** The event that tells of it, which every changed row points to. */
  readonly eventId: EventId;
  readonly objects: readonly FoundObject[];
}

/** So long a receipt code still opens the page that says what became of the report. */
const codeDays = 30;

export async function shred(context: Context, tx: Tx, of: Shredding): Promise<void> {
  if (of.scope === "identity") await redactReportsOf(context, tx, of);
  if (of.scope === "file") await blankFile(context, tx, of);
  await takeKeys(tx, of);
  for (const object of of.objects) {
    await insertState(context, tx, "erased_objects", {
      object_id: object.objectId,
      case_id: of.caseId,
      side_id: object.sideId,
      kind: object.kind,
      erasure_id: of.erasureId,
      erased_at: context.now(),
      last_event_id: of.eventId,
    });
  }
  await forgetPeople(context, tx, of);
  if (of.scope === "content") await endCase(context, tx, of);
  await removeDraftsAbout(tx, of.caseId);
  await reindexSides(context, tx, of);
}

/** One at a time appends to the log outside the database, until its transaction ends. */
export async function holdErasureLog(tx: Tx): Promise<void> {
  await tx.run("select pg_advisory_xact_lock(hashtext('parley erasures'))");
}

/** A person's identity goes from every case that held it; anything else from this one. */
async function takeKeys(tx: Tx, { caseId, scope, objects }: Shredding): Promise<void> {
  const ids = objects.map(({ objectId }) => objectId);
  const which = "object_id = any ($1::uuid[]) and ($2 or case_id = $3)";
  const values = [ids, scope === "identity", caseId];
  // Locked in the order in which a rotation of the master key goes through them.
  await tx.query(
    `select 1 from key_wraps where ${which} order by object_id, case_id for update`,
    values,
  );
  await tx.run(`delete from key_wraps where ${which}`, values);
  const elsewhere = await heldElsewhere(tx, caseId, ids);
  const inbox = ids.filter((id) => !elsewhere.has(id));
  // The inbox keeps the key that an original came under; with the row, its receipt goes too.
  await takeFromInbox(tx, inbox);
  await tx.run(
    `update uploads set state = 'ended', tail_sealed = null
      where object_id = any ($1::uuid[]) and state = 'open'`,
    [inbox],
  );
}

/** What leads to a person without being sealed: the hash of an address, and the ways into the portal. */
async function forgetPeople(context: Context, tx: Tx, of: Shredding): Promise<void> {
  const parties = of.objects.filter(({ kind }) => kind === "identity").map(({ sideId }) => sideId);
  for (const partyId of parties) {
    const change = { address_hash: null, last_event_id: of.eventId };
    await updateState(context, tx, "identities", { party_id: partyId }, change);
  }
  await forgetIdentities(tx, parties);
  await tx.run(`delete from receipts where party_id = any ($1::uuid[]) and kind <> 'code'`, [
    parties,
  ]);
  const until = new Date(+context.now() + codeDays * 86_400_000);
  await tx.run(
    `update receipts set expires_at = least(coalesce(expires_at, $2), $2)
      where party_id = any ($1::uuid[]) and kind = 'code'`,
    [parties, until],
  );
}

/** A file shares its key with what it came with, so its own bytes go instead. */
async function blankFile(
  context: Context,
  tx: Tx,
  { subjectId, eventId }: Shredding,
): Promise<void> {
  const nothing = Buffer.alloc(0);
  const row = await tx.first<{ inRow: boolean }>(
    `select content_sealed is not null as "inRow" from attachments where attachment_id = $1`,
    [subjectId],
  );
  await updateState(
    context,
    tx,
    "attachments",
    { attachment_id: subjectId },
    {
      about_sealed: nothing,
      findings_sealed: null,
      preview_sealed: null,
      ...(row?.inRow ? { content_sealed: nothing } : {}),
      last_event_id: eventId,
    },
  );
}

/** A case without content owes nobody anything more. */
async function endCase(context: Context, tx: Tx, { caseId, eventId, ...of }: Shredding) {
  const now = context.now();
  const last = { last_event_id: eventId };
  const running = await tx.query<{ id: string }>(
    `select clock_id as "id" from clocks
      where case_id = $1 and met_at is null and stopped_at is null limit 10000`,
    [caseId],
  );
  for (const { id } of running) {
    const change = { stopped_at: now, stopped_by_event_id: eventId, ...last };
    await updateState(context, tx, "clocks", { clock_id: id }, change);
  }
  const owed = await tx.query<{ id: string }>(
    `select delivery_id as "id" from deliveries
      where case_id = $1 and sent_at is null and state in ('owed', 'delayed') limit 10000`,
    [caseId],
  );
  for (const { id } of owed) {
    const change = { state: "withheld", code: "erased", ...last };
    await updateState(context, tx, "deliveries", { delivery_id: id }, change);
  }
  // What else was proposed on this case is done with it.
  const others = await tx.query<{ id: string }>(
    `select erasure_id as "id" from erasures
      where case_id = $1 and erasure_id <> $2 and state = any ($3::text[]) limit 10000`,
    [caseId, of.erasureId, openStates],
  );
  for (const { id } of others) {
    const change = { state: "withdrawn", ended_at: now, ...last };
    await updateState(context, tx, "erasures", { erasure_id: id }, change);
  }
  await updateState(context, tx, "cases", { case_id: caseId }, { erased_at: now, ...last });
  await tx.run(`update party_cases set erased_at = $2 where case_id = $1`, [caseId, now]);
}
