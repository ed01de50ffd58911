/**
 * Takes one case of another tool over, whole or not at all. Nobody is written to and no promise begins:
 * those of the past were not ours. A case that is there already is left alone, so that a file can come
 * in again.
 */
import { z } from "zod";
import { asOwnReference } from "../../core/cases/own-reference.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { withoutAuthor } from "../../core/identity/apart.ts";
import { pseudonymFor } from "../../core/identity/pseudonym.ts";
import { type OldCase, oldCaseMark } from "../../core/imports/old-case.ts";
import { typedReference } from "../../core/mail/outside-references.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Refusal } from "../../core/refusal.ts";
import { type Arrival, productNotNamed } from "../../core/reports/arrival.ts";
import { type Opening, titlePlace } from "../../store/cases/opening-writer.ts";
import { isOurs } from "../../store/cases/own-references.ts";
import { refreshHead } from "../../store/cases/writer.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent, type EventId } from "../../store/events/writer.ts";
import { countTaken } from "../../store/imports/writer.ts";
import {
  insertImported,
  isKnownToImporter,
  knownOriginals,
} from "../../store/intake/importing-writer.ts";
import { inboxHolder, type SealedOriginal, sealOriginal } from "../../store/intake/writer.ts";
import { addMessage } from "../../store/messages/writer.ts";
import { keyOf, sealFor, unwrapKey } from "../../store/sealing/object-keys.ts";
import { indexText } from "../../store/search/tokens.ts";
import { updateState } from "../../store/state/state-rows.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { addReferences } from "../reports/record-finding.ts";
import { mintReference, openCase } from "../reports/register-report.ts";

export const importCase = defineAction({
  deed: "import-case",
  title: "Take an old case over",
  summary: "Makes one case of another tool's record. Sends nothing.",
  path: null,
  input: z.object({
    old: z
      .custom<OldCase>((value) => typeof value === "object" && value !== null)
      .meta({
        title: "The case as its file has it",
      }),
    dryRun: z.boolean().meta({ title: "Only say whether it is there" }),
    importId: z.uuid().meta({ title: "The import that it is part of" }),
  }),
  async run(
    context,
    actor,
    { old, dryRun, importId },
  ): Promise<{ known: boolean; reference: string | null }> {
    permit(actor, "import-case");
    const { line: _, column: __, ...record } = old;
    const bytes = Buffer.from(JSON.stringify(record, null, 2));
    const original = { channel: "import", bytes, receiptHash: null, once: false } as const;
    // Found again by its reference alone: a file that comes again may say more of it, and write it otherwise.
    const hashOf = (name: string) => context.masterKey.hash("source-hash", `old case\0${name}`);
    const sourceHash = hashOf(oldCaseMark(old.reference));
    const sealed = { ...(await sealOriginal(context, original)), sourceHash };
    // Earlier imports kept it as it was written.
    const asWritten = { ...sealed, sourceHash: hashOf(old.reference) };
    return context.transaction(actor, async (tx) => {
      const known = (await knownOriginals(tx, [sealed, asWritten])).hashes.size > 0;
      if (!known) await mustBeFree(tx, old.reference);
      // A check changes nothing and is seen by nobody: of an old case that is there already it tells only
      // those who are on it. That a number is one of ours is said to everybody (mustBeFree).
      if (dryRun) {
        const told = known && (await isKnownToImporter(tx, [sealed, asWritten], importId));
        return { known: told, reference: null };
      }
      if (known) return { known, reference: null };
      const reference = await takeOver(context, tx, old, sealed);
      await countTaken(tx, importId, "added");
      return { known, reference };
    });
  },
});

/** Refuses with import.reference-ours what would be the number of two cases. */
async function mustBeFree(tx: Tx, name: string): Promise<void> {
  const reference = asOwnReference(name);
  if (reference && (await isOurs(tx, reference))) {
    throw new Refusal("import.reference-ours", { reference });
  }
}

async function takeOver(
  context: Context,
  tx: Tx,
  old: OldCase,
  sealed: SealedOriginal,
): Promise<string> {
  const opening = await openingOf(context, tx, old, sealed);
  const { caseId, partyId } = opening;
  await openCase(context, tx, opening, arrivalOf(old));
  await insertImported(tx, sealed, { caseId, receivedAt: opening.inbox.receivedAt });
  const reference = typedReference(old.reference);
  if (reference && reference.text !== opening.reference)
    await addReferences(context, tx, { caseId, partyId }, [reference]);
  await indexText(
    context,
    tx,
    { caseId, sideId: staffSide },
    `${old.reference}\n${old.title ?? ""}`,
  );
  const told = await tellHistory(context, tx, old, opening);
  const last = await settle(context, tx, old, opening, told);
  await refreshHead(context, tx, caseId, last);
  return opening.reference;
}

async function openingOf(
  context: Context,
  tx: Tx,
  old: OldCase,
  sealed: SealedOriginal,
): Promise<Opening> {
  const notice = old.kind === "third-party-notice";
  const pseudonym = pseudonymFor(notice ? "coordinator" : "reporter", []);
  const receivedAt = new Date(old.receivedAt);
  return {
    kind: old.kind,
    ...(notice ? { partyKind: "coordinator" as const } : {}),
    caseId: context.newId(),
    partyId: context.newId(),
    pseudonym,
    // A number of our own form is free (mustBeFree), and stays what the case is called.
    reference: asOwnReference(old.reference) ?? (await mintReference(context, tx, receivedAt)),
    // The promises of the past are nobody's: from now on today's policy holds.
    policy: inForceAt(context.policies, context.now()),
    arrival: withoutAuthor(arrivalOf(old), pseudonym),
    inbox: {
      inboxId: sealed.inboxId,
      channel: sealed.channel,
      receivedAt,
      objectId: sealed.objectId,
      key: unwrapKey(context, sealed.objectId, inboxHolder, sealed.wrap),
      envelope: null,
      payloadSealed: sealed.sealed,
      payloadFile: sealed.fileId,
      receiptHash: null,
      state: "new",
      caseId: null,
    },
  };
}

function arrivalOf({ product, report, reporter, email, organisation }: OldCase): Arrival {
  return {
    fields: {
      product: product ?? productNotNamed,
      description: report,
      ...(reporter ? { name: reporter } : {}),
      ...(email ? { email } : {}),
      ...(organisation ? { organisation } : {}),
    },
    files: [],
    language: "en",
    answersBy: email ? "mail" : "portal",
    undertakings: null,
    encrypted: false,
    decrypted: true,
    signature: "none",
    key: null,
    problems: [],
    automatic: false,
    attemptedAt: null,
    way: "import",
  };
}

/** What the former tool knew beside the report, for staff alone: nobody outside was told it by us. */
async function tellHistory(
  context: Context,
  tx: Tx,
  old: OldCase,
  { caseId }: Opening,
): Promise<EventId> {
  const side = { caseId, sideId: staffSide };
  const messageId = context.newId();
  const text = [`Taken over from another tool, where it was ${old.reference}.`, old.history]
    .filter((part) => part !== "")
    .join("\n\n");
  const eventId = await appendEvent(context, tx, {
    ...side,
    type: "message.imported",
    body: { messageId, direction: "internal", sentAt: context.now().toISOString() },
  });
  await addMessage(
    context,
    tx,
    await keyOf(context, tx, caseId),
    {
      ...side,
      messageId,
      direction: "internal",
      template: "imported",
      authorKind: "system",
      authorId: null,
      content: { subject: "From the former tool", text, way: "import" },
    },
    eventId,
  );
  await indexText(context, tx, side, text);
  return eventId;
}

/** Its title, and its end where it was closed; no letter follows, for no promise of ours ended. */
async function settle(
  context: Context,
  tx: Tx,
  { title, closed }: OldCase,
  { caseId }: Opening,
  told: EventId,
): Promise<EventId> {
  const last = closed
    ? await appendEvent(context, tx, {
        caseId,
        sideId: staffSide,
        type: "case.closed",
        body: { reason: closed.reason, closedAt: closed.at },
      })
    : told;
  const sealed = title
    ? { title_sealed: sealFor(context, await keyOf(context, tx, caseId), titlePlace, title) }
    : {};
  const end = closed ? { closed_at: new Date(closed.at), close_reason: closed.reason } : {};
  await updateState(
    context,
    tx,
    "cases",
    { case_id: caseId },
    { ...sealed, ...end, last_event_id: last },
  );
  return last;
}
