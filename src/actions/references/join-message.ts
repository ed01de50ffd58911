/**
 * Puts the mail that opened a case into the case where it belongs, with a reason: into the thread of the
 * party whose words a person says they are, or beside the threads, for staff. The case that it opened is
 * over, and owes nobody anything; all of it can be taken back.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { movedEvent } from "../../core/clocks/end-all.ts";
import { mustBeToPutAside } from "../../core/mail/tray.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { latestOutcome } from "../../store/cases/decision-reader.ts";
import { claimsFrom } from "../../store/claims/reader.ts";
import { insertClaim, settleClaim } from "../../store/claims/writer.ts";
import { waitingOf } from "../../store/clocks/waiting-reader.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { addMessage } from "../../store/messages/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { type ReportView, reportsOf } from "../../store/reports/reader.ts";
import { keyOf, keysOfCase } from "../../store/sealing/object-keys.ts";
import { updateState } from "../../store/state/state-rows.ts";
import { defineAction } from "../action.ts";
import { tellOfMessage } from "../messages/tell-of-message.ts";
import { type CaseSide, onTwoCases } from "./on-two-cases.ts";

export const joinMessage = defineAction({
  deed: "join-message-to-case",
  title: "Put it into this case",
  summary: "Puts the mail that opened a case into another case, where it belongs.",
  path: "/cases/{caseId}/join",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case that the mail opened" }),
    into: z.string().trim().min(3, "Write the reference of the case.").max(40).meta({
      title: "Case",
      description: "Our reference, such as PSIRT-2026-0007.",
    }),
    partyId: z.uuid().optional().meta({
      title: "Whose words they are",
      description: "Nobody's: the mail stands beside the threads, where only staff read it.",
    }),
    reason: z.string().trim().min(3, "Say how you know.").max(2_000).meta({
      title: "How you know",
      description: "Such as a call back. It is kept with the deed.",
    }),
  }),
  async run(context, actor, { caseId, into, partyId, reason }) {
    const deed = "join-message-to-case";
    return onTwoCases(context, actor, deed, { caseId, into }, async (from, target) => {
      await mustBeToJoin(from, target);
      const report = await mailOf(context, from);
      const claims = await claimsFrom(from.tx, caseId);
      const messageId = context.newId();
      const known = claims.find((each) => each.caseId === target.head.caseId);
      const claimId = known?.claimId ?? context.newId();
      const joined = await target.record({
        sideId: staffSide,
        type: "message.joined",
        body: { messageId, claimId, fromCaseId: caseId, whose: partyId ?? null },
        text: { key: await keyOf(context, target.tx, target.head.caseId), plain: reason },
      });
      await insertJoined(context, target, { messageId, report, partyId }, joined);
      const named = { caseId: target.head.caseId, partyId: partyId ?? null };
      if (!known) {
        const claim = { claimId, ...named, fromCaseId: caseId, why: [] };
        await insertClaim(context, target.tx, claim, joined);
      }
      const settledBy = staffIdOf(actor);
      const outcome = { state: "joined", partyId: named.partyId, messageId, settledBy } as const;
      await settleClaim(context, target.tx, claimId, outcome, joined);
      if (partyId) {
        await answerQuestion(target, partyId, joined);
        const { ownerId } = target.head;
        if (ownerId !== staffIdOf(actor)) await tellOfMessage(context, target, joined);
      }
      await endCase(context, from, target);
      return { caseId: target.head.caseId, reference: target.head.reference, messageId };
    });
  },
});

async function mustBeToJoin({ tx, head }: CaseSide, target: CaseSide): Promise<void> {
  const { reference, tray, closedAt, closeReason } = head;
  if (head.caseId === target.head.caseId) throw new Refusal("join.same-case", { reference });
  if (closeReason === "joined") throw new Refusal("join.joined", { reference });
  const decided = (await latestOutcome(tx, head.caseId, "relevancy")) != null;
  mustBeToPutAside({ reference, tray, closed: closedAt !== null, decided });
}

async function mailOf(context: Context, { tx, head }: CaseSide): Promise<ReportView> {
  const reports = await reportsOf(tx, head.caseId, await keysOfCase(context, tx, head.caseId));
  const mail = reports.find(({ channel }) => channel === "mail");
  if (!mail) throw new Refusal("tray.not-by-mail", { reference: head.reference });
  return mail;
}

interface Joining {
  readonly messageId: string;
  readonly report: ReportView;
  readonly partyId: string | undefined;
}

/** The words alone: original and files stay with the case that the mail opened, which is named beside. */
async function insertJoined(
  context: Context,
  { tx, head }: CaseSide,
  { messageId, report, partyId }: Joining,
  eventId: EventId,
): Promise<void> {
  const { caseId } = head;
  const party = (await partiesOf(tx, caseId)).find((each) => each.partyId === partyId);
  if (partyId && !party) throw new Refusal("party.unknown");
  const { mailId, way, authentication, problems, fields } = report.content;
  const content = {
    subject: "",
    text: fields.description ?? "",
    ...(mailId ? { mailId } : {}),
    ...(way ? { way } : {}),
    ...(authentication ? { authentication } : {}),
    ...(problems.length > 0 ? { problems } : {}),
    joined: true as const,
  };
  const place = partyId
    ? ({ sideId: partyId, direction: "in", authorKind: "party", authorId: partyId } as const)
    : ({ sideId: staffSide, direction: "internal", authorKind: "system", authorId: null } as const);
  const common = {
    ...place,
    messageId,
    caseId,
    template: "joined",
    content,
    at: report.receivedAt,
  };
  const how = { encrypted: report.encrypted, signature: report.signature };
  const key = await keyOf(context, tx, partyId ?? caseId);
  await addMessage(context, tx, key, { ...common, ...how }, eventId);
}

/** A person says that the party wrote it: it answers what we asked, as any word of theirs does. */
async function answerQuestion({ tx, head, record }: CaseSide, partyId: string, about: EventId) {
  const question = await waitingOf(tx, head.caseId, partyId);
  if (!question) return;
  await record({
    sideId: partyId,
    type: "question.answered",
    body: { about, question },
    subjectId: question,
    owedTo: partyId,
    by: "person",
  });
}

async function endCase(context: Context, { tx, head, record }: CaseSide, target: CaseSide) {
  const eventId = await record({
    sideId: staffSide,
    type: movedEvent,
    body: { intoCaseId: target.head.caseId },
  });
  const closed = { closed_at: context.now(), close_reason: "joined", tray: "kept" };
  const change = { ...closed, last_event_id: eventId };
  await updateState(context, tx, "cases", { case_id: head.caseId }, change);
}
