/** Makes the case that a colleague opened without a report. Runs once per inbox row, however often its task does. */
import { z } from "zod";
import { noteOf, type OwnCase } from "../../core/cases/open-by-hand.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { lockHeadOfCase } from "../../store/cases/head-reader.ts";
import { insertCaseRow } from "../../store/cases/opening-writer.ts";
import { addMember, refreshHead } from "../../store/cases/writer.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent, type EventId } from "../../store/events/writer.ts";
import { type InboxRow, lockInbox } from "../../store/intake/reader.ts";
import { settleInbox } from "../../store/intake/writer.ts";
import { addMessage } from "../../store/messages/writer.ts";
import { grantKey, newObjectKey, type ObjectKey } from "../../store/sealing/object-keys.ts";
import { indexText } from "../../store/search/tokens.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { fillSplit } from "../links/fill-split.ts";
import { type CaseEvent, recordOnCase } from "../on-case.ts";
import { joinByRule } from "../reports/join-by-rule.ts";
import { mintReference } from "../reports/register-report.ts";

export const registerCase = defineAction({
  deed: "register-case",
  title: "Register a case",
  summary: "Opens a case that a colleague wrote down.",
  path: null,
  input: z.object({
    inboxId: z.uuid().meta({ title: "Inbox row" }),
    own: z.custom<OwnCase>().meta({ title: "What was written" }),
  }),
  async run(context, actor, { inboxId, own }) {
    permit(actor, "register-case");
    return context.transaction(actor, async (tx) => {
      const inbox = await lockInbox(context, tx, inboxId);
      if (inbox?.state !== "new") return { caseId: inbox?.caseId ?? null };
      const { caseId } = own;
      await openOwn(context, tx, own, inbox);
      const outcome = { state: "registered" as const, caseId, heldCode: null };
      await settleInbox(tx, inboxId, outcome);
      return { caseId };
    });
  },
});

async function openOwn(context: Context, tx: Tx, own: OwnCase, inbox: InboxRow): Promise<void> {
  const { caseId, kind, title, product, openedBy } = own;
  const policy = policyFor(context, own, inbox);
  const reference = await mintReference(context, tx, inbox.receivedAt);
  const key = newObjectKey(context, caseId);
  const at = { caseId, policy };
  const policyOfCase = { policy: policy.name, policyVersion: policy.version };
  const opened = await appendEvent(context, tx, {
    caseId,
    sideId: staffSide,
    type: "case.opened",
    body: { reference, channel: "hand", kind, openedBy, ...policyOfCase },
  });
  const row = { caseId, reference, kind, policy, title, ownerId: openedBy };
  await insertCaseRow(context, tx, { ...row, openedAt: inbox.receivedAt }, key, opened);
  await grantKey(context, tx, key, { caseId, sideId: staffSide });
  await joinByRule(context, tx, { ...at, product, channel: "hand" }, opened);
  const opener = { caseId, principalId: openedBy, sideId: staffSide, role: "owner" };
  await addMember(context, tx, { ...opener, rule: null, addedBy: openedBy }, opened);
  const noted = await writeFirstNote(context, tx, own, key);
  const begun = await begin(context, tx, own, { ...at, key });
  const last = own.split ? await fill(context, tx, own, { policy, key }) : begun;
  for (const text of [reference, title, noteOf(own)]) {
    await indexText(context, tx, { caseId, sideId: staffSide }, text);
  }
  await refreshHead(context, tx, caseId, last ?? noted);
}

/** One that was split off runs by the version of the case that it came from. */
function policyFor(context: Context, { split }: OwnCase, { receivedAt }: InboxRow): Policy {
  const same = context.policies.find(({ version }) => version === split?.policyVersion);
  return same ?? inForceAt(context.policies, receivedAt);
}

/** The last event of what came with it from the case that it was split off. */
async function fill(
  context: Context,
  tx: Tx,
  { caseId, split, openedBy }: OwnCase,
  { policy, key }: { readonly policy: Policy; readonly key: ObjectKey },
): Promise<EventId | undefined> {
  if (!split) return undefined;
  let last: EventId | undefined;
  let severity: string | null = null;
  const head = await lockHeadOfCase(tx, caseId);
  const record = async (event: CaseEvent) => {
    last = await recordOnCase(context, tx, { caseId, policy, severity }, event);
    severity = event.severity ?? severity;
    return last;
  };
  await fillSplit(context, { tx, head, policy, caseKey: key, record }, split, openedBy);
  return last;
}

/** What they wrote is the first thing that everybody on the case reads. */
async function writeFirstNote(
  context: Context,
  tx: Tx,
  own: OwnCase,
  key: ObjectKey,
): Promise<EventId> {
  const { caseId, openedBy } = own;
  const messageId = context.newId();
  const event = { caseId, sideId: staffSide, type: "note.written", body: { messageId, openedBy } };
  const eventId = await appendEvent(context, tx, event);
  const note = { messageId, caseId, sideId: staffSide, template: "note" };
  await addMessage(
    context,
    tx,
    key,
    {
      ...note,
      direction: "internal",
      authorKind: "staff",
      authorId: openedBy,
      content: { subject: "", text: noteOf(own) },
    },
    eventId,
  );
  return eventId;
}

/** A notice owes an analysis from when we became aware of it (ALE-51). */
async function begin(
  context: Context,
  tx: Tx,
  { caseId, kind, awareAt, learned }: OwnCase,
  at: { readonly caseId: string; readonly policy: Policy; readonly key: ObjectKey },
): Promise<EventId | undefined> {
  if (kind !== "third-party-notice") return undefined;
  const { key } = at;
  return recordOnCase(context, tx, at, {
    sideId: staffSide,
    type: "notice.received",
    body: { happenedAt: awareAt, until: null, partyId: null, towards: "staff", subjectId: caseId },
    subjectId: caseId,
    owedTo: staffSide,
    happenedAt: new Date(awareAt),
    text: { key, plain: learned },
  });
}
