/** The questions about promises: the ledger of one case, and what is due across a reader's cases. */
import { z } from "zod";
import { readCase } from "../actions/cases/read-case.ts";
import { clockStates, isPast } from "../core/clocks/clock-state.ts";
import { dueUntil } from "../core/clocks/due-section.ts";
import { isBroken, type LedgerEntry, ledgerOf } from "../core/clocks/ledger.ts";
import type { Actor } from "../core/people/actor.ts";
import { permit } from "../core/people/permit.ts";
import { inForceAt } from "../core/policy/in-force.ts";
import { Refusal } from "../core/refusal.ts";
import { headOf } from "../store/cases/head-reader.ts";
import { membershipOf } from "../store/cases/membership-reader.ts";
import { type DueAsked, type DueCase, duePage } from "../store/clocks/due-reader.ts";
import { ledgerClocksOf } from "../store/clocks/ledger-reader.ts";
import type { Context } from "../store/context.ts";
import { principalsOf } from "../store/transaction.ts";
import { cursorOf, placeOf } from "./cursor.ts";
import { after, defineRead, instant, next } from "./read.ts";

const ledgerEntry = z.object({
  clockId: z.uuid(),
  promise: z.string(),
  subjectId: z.uuid(),
  owedTo: z
    .uuid()
    .meta({ description: "The party, or the staff side where it is owed to nobody." }),
  to: z.string(),
  owedBy: z.enum(["us", "them"]),
  state: z.enum(clockStates),
  broken: z.boolean(),
  basis: z.enum(["text", "rule", "agreed", "target"]).meta({ description: "Whose number it is." }),
  wording: z
    .enum(["promised", "aimed-at", "unsaid"])
    .meta({ description: "What people outside are told of the number." }),
  requirements: z.array(z.string()),
  policyVersion: z.int(),
  startedAt: instant,
  dueAt: instant.nullable(),
  formerDues: z.array(
    z.object({
      dueAt: instant.nullable(),
      movedAt: instant,
      because: z.enum(["agreed", "severity", "policy", "resumed", "attempt"]),
      eventId: z.uuid(),
    }),
  ),
  warnedAt: instant.nullable(),
  pausedAt: instant.nullable(),
  metAt: instant.nullable(),
  metBy: z.uuid().nullable().meta({ description: "The event that kept it." }),
  stoppedAt: instant.nullable(),
  stoppedBy: z.uuid().nullable(),
  breach: z.object({ explainedAt: instant, reason: z.string() }).nullable(),
});

const text = (at: Date | null | undefined) => at?.toISOString() ?? null;

function listed(entry: LedgerEntry): z.input<typeof ledgerEntry> {
  const { clockId, promise, subjectId, owedTo, to, owedBy, state, basis, wording } = entry;
  return {
    ...{ clockId, promise, subjectId, owedTo, to, owedBy, state, basis, wording },
    broken: isBroken(entry),
    requirements: [...entry.requirements],
    policyVersion: entry.policyVersion,
    startedAt: entry.startedAt.toISOString(),
    dueAt: text(entry.dueAt),
    formerDues: entry.formerDues.map(({ dueAt, movedAt, because, eventId }) => ({
      ...{ because, eventId },
      dueAt: text(dueAt),
      movedAt: movedAt.toISOString(),
    })),
    warnedAt: text(entry.warnedAt),
    pausedAt: text(entry.pausedAt),
    metAt: text(entry.metAt),
    metBy: entry.metBy ?? null,
    stoppedAt: text(entry.stoppedAt),
    stoppedBy: entry.stoppedBy ?? null,
    breach: entry.breach
      ? { ...entry.breach, explainedAt: entry.breach.explainedAt.toISOString() }
      : null,
  };
}

export const listPromises = defineRead({
  id: "list-promises",
  path: "/cases/{reference}/promises",
  summary: "The ledger of a case: what is owed, kept and broken. Reading is recorded.",
  open: false,
  query: z.object({
    reference: z.string().min(1).max(100).meta({ title: "Reference or id of the case" }),
  }),
  answer: z.object({ promises: z.array(ledgerEntry) }),
  async run(context, { actor }, { reference }) {
    mustBeStaff(actor, "read-case");
    const { caseId, clocks } = await context.transaction(actor, async (tx) => {
      const head = await headOf(tx, reference);
      permit(actor, "read-case", head && (await membershipOf(tx, head.caseId)));
      if (!head) throw new Refusal("access.not-found");
      return { caseId: head.caseId, clocks: await ledgerClocksOf(context, tx, head.caseId) };
    });
    await readCase.run(context, actor, { caseId, what: "api" });
    return { promises: ledgerOf(context.policies, clocks, context.now()).map(listed) };
  },
});

const duePromise = z.object({
  caseId: z.uuid(),
  reference: z.string(),
  title: z.string(),
  ownerId: z.uuid().nullable(),
  clockId: z.uuid(),
  promise: z.string(),
  owedTo: z.string().nullable().meta({ description: "The party's pseudonym." }),
  dueAt: instant,
  overdue: z.boolean(),
});

export const listDue = defineRead({
  id: "list-due",
  path: "/promises/due",
  summary:
    "What is overdue or due within a week across your cases, case by case, most urgent first.",
  open: false,
  query: z.object({
    owner: z.enum(["all", "mine", "nobody"]).default("all").meta({ title: "Whose cases" }),
    after,
  }),
  answer: z.object({ promises: z.array(duePromise), next }),
  async run(context, { actor }, { owner, after: cursor }) {
    const staff = mustBeStaff(actor, "read-case");
    permit(actor, "read-case", { caseId: "", staff: [staff.id], outsiders: [] });
    const asked: DueAsked = {
      readers: owner === "mine" ? [staff.id] : principalsOf(actor),
      owner: owner === "mine" ? { id: staff.id } : owner,
      until: dueUntil(context.now(), zoneNow(context)),
      after: placeAfter(cursor),
    };
    const page = await context.transaction(actor, (tx) => duePage(context, tx, asked));
    return {
      promises: page.cases.flatMap((each) => dueOf(each, context.now())),
      next: page.next && cursorOf(page.next.dueAt.toISOString(), page.next.caseId),
    };
  },
});

function dueOf(row: DueCase, now: Date): z.input<typeof duePromise>[] {
  const { caseId, reference, title, ownerId } = row;
  return row.promises.map(({ clockId, promise, owedTo, dueAt }) => ({
    ...{ caseId, reference, title, ownerId, clockId, promise, owedTo },
    dueAt: dueAt.toISOString(),
    overdue: isPast(dueAt, now),
  }));
}

function placeAfter(cursor: string | undefined): DueAsked["after"] {
  if (cursor === undefined) return null;
  const [due, caseId] = placeOf(cursor, z.tuple([instant, z.uuid()]));
  return { dueAt: new Date(due), caseId };
}

function zoneNow(context: Context): string {
  return inForceAt(context.policies, context.now()).channels.officeHours.zone;
}

/** A party reads what concerns it on its portal. Refuses with access.sign-in where nobody is. */
function mustBeStaff(actor: Actor, deed: "read-case"): Extract<Actor, { kind: "staff" }> {
  if (actor.kind === "staff") return actor;
  throw new Refusal(actor.kind === "anyone" ? "access.sign-in" : "access.not-permitted", { deed });
}
