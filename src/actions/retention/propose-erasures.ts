/**
 * Looks at one case for what its policy's terms make due: proposes it, withdraws what is no longer due,
 * and lets go what the policy erases by itself. A part of the daily sweep; nobody does it by hand.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { type Kept, type Retained, retention } from "../../core/retention/due.ts";
import type { Context } from "../../store/context.ts";
import { owe } from "../../store/outbox/writer.ts";
import { identityObject, partiesOf } from "../../store/parties/reader.ts";
import { erasedAmong } from "../../store/retention/erased-reader.ts";
import { type ErasureRow, openErasure } from "../../store/retention/erasure-reader.ts";
import { insertErasure, updateErasure } from "../../store/retention/erasure-writer.ts";
import { isHeld } from "../../store/retention/hold-reader.ts";
import { defineAction } from "../action.ts";
import { type KeptCaseDesk, onKeptCase } from "./on-kept-case.ts";

/** So long before its time an erasure is shown to those who can stop it. */
const noticeDays = 30;

interface Subject {
  readonly caseId: string;
  readonly scope: Kept;
  readonly subjectId: string;
  readonly sideId: string;
}

export const proposeErasures = defineAction({
  deed: "propose-erasures",
  title: "Propose erasures",
  summary: "Proposes what the policy's terms make due on a case.",
  path: null,
  input: z.object({ caseId: z.uuid().meta({ title: "Case" }) }),
  async run(context, actor, { caseId }) {
    return onKeptCase(context, actor, "propose-erasures", caseId, async (desk) => {
      if (desk.head.erasedAt) return { changed: 0 };
      let changed = 0;
      for (const subject of await subjectsOf(desk)) {
        changed += await settle(context, desk, subject);
      }
      return { changed };
    });
  },
});

async function subjectsOf({ tx, head: { caseId } }: KeptCaseDesk): Promise<Subject[]> {
  const parties = await partiesOf(tx, caseId);
  const gone = await erasedAmong(
    tx,
    parties.map(({ partyId }) => identityObject(partyId)),
  );
  const there = parties.filter(({ partyId }) => !gone.has(identityObject(partyId)));
  return [
    ...there.map(({ partyId, sideId }) => ({
      ...{ caseId, scope: "identity" as const, subjectId: partyId, sideId },
    })),
    { caseId, scope: "content", subjectId: caseId, sideId: staffSide },
  ];
}

async function settle(context: Context, desk: KeptCaseDesk, subject: Subject): Promise<number> {
  const { tx, head, policy } = desk;
  const party = subject.scope === "identity" ? subject.subjectId : null;
  const held = await isHeld(tx, head.caseId, party);
  const { closedAt, closeReason } = head;
  const found = retention(policy, subject.scope, { closedAt, closeReason, held }, context.now());
  const open = await openErasure(tx, subject);
  if (found.state === "kept" || +found.dueAt > +context.now() + noticeDays * 86_400_000) {
    return open?.reason === "term" && open.state !== "approved" ? withdraw(context, desk, open) : 0;
  }
  const erasureId = open?.erasureId ?? context.newId();
  if (!open) await propose(context, desk, subject, erasureId, found);
  else if (isStale(open, found)) await move(context, desk, open, found);
  const lets = found.state === "due" && found.automatic && (!open || open.state === "due");
  if (lets) await letGo(context, desk, erasureId, subject);
  return open && !lets && !isStale(open, found) ? 0 : 1;
}

type Due = Exclude<Retained, { state: "kept" }>;

function isStale(open: ErasureRow, { dueAt }: Due): boolean {
  return open.reason === "term" && open.state === "due" && +open.dueAt !== +dueAt;
}

async function propose(
  context: Context,
  { record, tx, policy }: KeptCaseDesk,
  subject: Subject,
  erasureId: string,
  { dueAt, clause }: Due,
): Promise<void> {
  const { scope, subjectId } = subject;
  const eventId = await record({
    sideId: staffSide,
    type: "erasure.proposed",
    body: { erasureId, scope, subjectId, clause, dueAt: dueAt.toISOString() },
  });
  const policyVersion = policy.version;
  await insertErasure(
    context,
    tx,
    { ...subject, erasureId, clause, dueAt, policyVersion, reason: "term", state: "due" },
    eventId,
  );
}

/** A case that was opened and closed again begins its terms anew. */
async function move(
  context: Context,
  { record, tx }: KeptCaseDesk,
  { erasureId }: ErasureRow,
  { dueAt, clause }: Due,
): Promise<void> {
  const body = { erasureId, clause, dueAt: dueAt.toISOString() };
  const eventId = await record({ sideId: staffSide, type: "erasure.moved", body });
  await updateErasure(context, tx, erasureId, { due_at: dueAt, clause }, eventId);
}

async function withdraw(
  context: Context,
  { record, tx }: KeptCaseDesk,
  { erasureId }: ErasureRow,
): Promise<number> {
  const eventId = await record({
    sideId: staffSide,
    type: "erasure.withdrawn",
    body: { erasureId },
  });
  const change = { state: "withdrawn", ended_at: context.now() };
  await updateErasure(context, tx, erasureId, change, eventId);
  return 1;
}

/** The policy itself says yes. */
async function letGo(
  context: Context,
  { record, tx }: KeptCaseDesk,
  erasureId: string,
  { caseId, scope, subjectId }: Subject,
): Promise<void> {
  const eventId = await record({
    sideId: staffSide,
    type: "erasure.approved",
    body: { erasureId, scope, subjectId },
  });
  const change = { state: "approved", approved_at: context.now() };
  await updateErasure(context, tx, erasureId, change, eventId);
  await owe(context, tx, "erase", { caseId, subjectId: erasureId });
}
