/** Makes a case of a report that was taken. Runs once per inbox row, however often its task does. */
import { z } from "zod";
import { ownReference } from "../../core/cases/own-reference.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { urgentWord } from "../../core/duty/urgency.ts";
import { withoutAuthor } from "../../core/identity/apart.ts";
import { creditOfReport } from "../../core/identity/credit.ts";
import { pseudonymFor } from "../../core/identity/pseudonym.ts";
import type { FoundCase } from "../../core/mail/find-case.ts";
import { firstKeys } from "../../core/party-keys/known-key.ts";
import { offersOf } from "../../core/party-keys/party-key.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { type Arrival, searchTextOf } from "../../core/reports/arrival.ts";
import { redirectShown } from "../../core/reports/live-answer.ts";
import { referenceElsewhere } from "../../core/reports/outside-report.ts";
import { linkTokenOf } from "../../lib/secret-code.ts";
import { insertAttachments } from "../../store/attachments/writer.ts";
import {
  insertCase,
  insertReceipts,
  insertReport,
  insertReporter,
  type Opening,
} from "../../store/cases/opening-writer.ts";
import { isReferenceTaken } from "../../store/cases/own-references.ts";
import { refreshHead } from "../../store/cases/writer.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent, type EventId } from "../../store/events/writer.ts";
import { lockInbox } from "../../store/intake/reader.ts";
import { rememberMailId } from "../../store/messages/mail-ids.ts";
import { owe } from "../../store/outbox/writer.ts";
import { type Identity, identityObject } from "../../store/parties/reader.ts";
import { keysKnownAt } from "../../store/party-keys/known-keys-reader.ts";
import { grantKey, newObjectKey, type ObjectKey } from "../../store/sealing/object-keys.ts";
import { indexText } from "../../store/search/tokens.ts";
import { nextNumber } from "../../store/series/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { recordOnCase } from "../on-case.ts";
import { keepKeyLinks } from "../party-keys/keep-key-links.ts";
import { keepFirstOffers } from "../party-keys/keep-offers.ts";
import { answerHoldFor } from "../tray/answer-hold.ts";
import { joinAuthor, joinByRule, joinSupport } from "./join-by-rule.ts";
import { addReferences, isNotice, recordFinding } from "./record-finding.ts";
import { settleRegistered } from "./settle-mail.ts";

export const registerReport = defineAction({
  deed: "register-report",
  title: "Register a report",
  summary: "Opens a case for a report that was taken.",
  path: null,
  input: z.object({
    inboxId: z.uuid().meta({ title: "Inbox row" }),
    arrival: z.custom<Arrival>().meta({ title: "What the report says" }),
    finding: z.custom<FoundCase>().optional().meta({ title: "Which case it may continue" }),
  }),
  async run(context, actor, { inboxId, arrival, finding }) {
    permit(actor, "register-report");
    return context.transaction(actor, async (tx) => {
      const inbox = await lockInbox(context, tx, inboxId);
      if (inbox?.state !== "new") return { caseId: inbox?.caseId ?? null };
      const policy = inForceAt(context.policies, inbox.receivedAt);
      const notice = isNotice(finding, arrival);
      const pseudonym = pseudonymFor(notice ? "coordinator" : "reporter", []);
      // Locks the series: no two mails of a sender are counted at once.
      const reference = await mintReference(context, tx, inbox.receivedAt);
      const intake =
        inbox.channel === "mail" ? await trayOf(context, tx, policy, arrival) : heldFor(arrival);
      const opening: Opening = {
        ...intake,
        ...(notice ? ({ kind: "third-party-notice", partyKind: "coordinator" } as const) : {}),
        ...(arrival.filing?.asked === "question" ? { kind: "question" as const } : {}),
        caseId: context.newId(),
        partyId: context.newId(),
        pseudonym,
        reference,
        policy,
        arrival: withoutAuthor(arrival, pseudonym),
        inbox,
      };
      await openCase(context, tx, opening, arrival);
      await referToElsewhere(context, tx, opening, arrival);
      await recordFinding(context, tx, opening, finding);
      await settleRegistered(context, tx, { inboxId, caseId: opening.caseId }, arrival);
      return { caseId: opening.caseId };
    });
  },
});

/** The next number of that year which no case has; what came with cases that were taken over is passed over. */
export async function mintReference(
  context: Pick<Context, "masterKey">,
  tx: Tx,
  receivedAt: Date,
): Promise<string> {
  const year = receivedAt.getUTCFullYear();
  for (;;) {
    const reference = ownReference(year, await nextNumber(tx, `case ${year}`));
    if (!(await isReferenceTaken(context, tx, reference))) return reference;
  }
}

/** Every mail waits in the tray; whom it may be answered to by itself is decided with it. */
async function trayOf(
  context: Context,
  tx: Tx,
  policy: Policy,
  arrival: Arrival,
): Promise<Pick<Opening, "tray" | "answerHeld">> {
  return { tray: "new", answerHeld: await answerHoldFor(context, tx, policy, arrival) };
}

/** Whoever reads no portal of ours is told nothing by a program: a person carries it there. */
function heldFor({ elsewhere }: Arrival): Pick<Opening, "answerHeld"> {
  return elsewhere && !elsewhere.answeredHere ? { answerHeld: "elsewhere" } : {};
}

/** The number that it has at the site that it came from is a reference of the case. */
async function referToElsewhere(
  context: Context,
  tx: Tx,
  opening: Opening,
  { elsewhere }: Arrival,
): Promise<void> {
  const reference = elsewhere && referenceElsewhere(elsewhere);
  if (reference) await addReferences(context, tx, opening, [reference]);
}

/** With its report, its reporter, and whoever joins by rule. */
export async function openCase(
  context: Context,
  tx: Tx,
  opening: Opening,
  whole: Arrival,
): Promise<void> {
  const { caseId, partyId, inbox } = opening;
  // Taken over from another tool: no promise begins, nobody is written to.
  const imported = whole.way === "import";
  const caseKey = newObjectKey(context, caseId);
  const opened = await appendEvent(context, tx, {
    caseId,
    sideId: staffSide,
    type: "case.opened",
    body: {
      reference: opening.reference,
      channel: inbox.channel,
      policy: opening.policy.name,
      policyVersion: opening.policy.version,
    },
  });
  await insertCase(context, tx, opening, caseKey, opened);
  await grantKey(context, tx, caseKey, { caseId, sideId: staffSide });
  const { channel } = inbox;
  const { product } = opening.arrival.fields;
  await joinByRule(context, tx, { ...opening, channel, product }, opened);
  await joinAuthor(context, tx, opening, opened);
  await insertPartyAndReport(context, tx, opening, { whole, eventId: opened });
  const { filedBy } = opening.arrival;
  if (filedBy) await joinSupport(context, tx, opening, filedBy);
  const urgent = urgentWord(opening.arrival.fields);
  const received = await recordOnCase(context, tx, opening, {
    sideId: partyId,
    type: imported ? "report.imported" : "report.received",
    body: {
      reportId: inbox.objectId,
      partyId,
      receivedAt: inbox.receivedAt.toISOString(),
      encrypted: opening.arrival.encrypted,
      problems: [...opening.arrival.problems],
      ...(urgent ? { urgent } : {}),
      ...(opening.answerHeld ? { answerHeld: opening.answerHeld } : {}),
    },
    owedTo: partyId,
    subjectId: inbox.objectId,
    // A report that waited in the inbox gives us no more time (ALE-29).
    happenedAt: inbox.receivedAt,
  });
  await recordRedirect(context, tx, opening);
  await indexText(context, tx, { caseId, sideId: staffSide }, opening.reference);
  await indexText(context, tx, { caseId, sideId: partyId }, searchTextOf(opening.arrival));
  await refreshHead(context, tx, caseId, received);
  // RFC 3834: a program answers no program, and nobody whose address may be somebody else's.
  if (!opening.answerHeld && !imported) {
    await owe(context, tx, "notify", { caseId, subjectId: received });
  }
}

/** That its author was shown where to turn, and by when (ALE-26); the report goes its way all the same. */
async function recordRedirect(context: Context, tx: Tx, opening: Opening): Promise<void> {
  const { inbox, partyId, arrival } = opening;
  const way = redirectShown(inbox.channel, arrival.fields);
  if (way === null) return;
  await recordOnCase(context, tx, opening, {
    sideId: partyId,
    type: "redirect.shown",
    body: { partyId, way, shownAt: inbox.receivedAt.toISOString() },
    happenedAt: inbox.receivedAt,
  });
}

async function insertPartyAndReport(
  context: Context,
  tx: Tx,
  opening: Opening,
  { whole, eventId }: { whole: Arrival; eventId: EventId },
): Promise<void> {
  const { caseId, partyId, inbox, arrival } = opening;
  const side = { caseId, sideId: partyId };
  const { fields } = whole;
  const credit = creditOfReport(fields);
  const known = await keysKnownAt(context, tx, fields.email ?? null, caseId);
  const kind = opening.partyKind ?? "reporter";
  const { offers, theirs } = firstKeys(kind, offersOf(whole), known, whole);
  const identity: Identity = {
    name: fields.name ?? null,
    handle: credit.choice === "handle" ? credit.print : null,
    organisation: fields.organisation ?? null,
    email: fields.email ?? null,
    telephone: fields.telephone ?? null,
    publicKey: theirs?.armored ?? null,
    keyFingerprint: theirs?.fingerprint ?? null,
    ...(whole.signer ? { signer: whole.signer } : {}),
    portalToken: linkTokenOf(context.randomBytes(16)),
    letterToken: linkTokenOf(context.randomBytes(16)),
  };
  const identityKey = newObjectKey(context, identityObject(partyId));
  await insertReporter(
    context,
    tx,
    opening,
    { value: identity, key: identityKey, credit },
    eventId,
  );
  await insertReport(context, tx, opening, eventId);
  await rememberMailId(context, tx, { ...side, mailId: whole.mailId });
  const partyKey = newObjectKey(context, partyId);
  const keys: ObjectKey[] = [inbox.key, identityKey, partyKey];
  for (const key of keys) await grantKey(context, tx, key, side);
  const to = { caseId, partyId, identityKey, partyKey };
  await keepFirstOffers(context, tx, to, { offers, theirs });
  const who = [{ ...identity, handle: identity.handle ?? null }];
  const by = { ...to, who, pseudonym: opening.pseudonym };
  await keepKeyLinks(context, tx, by, whole, (event) =>
    appendEvent(context, tx, { ...event, caseId }),
  );
  await insertReceipts(context, tx, opening, identity);
  await insertAttachments(context, tx, { ...side, key: inbox.key }, arrival.files, eventId);
}
