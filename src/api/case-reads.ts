/** The questions about cases: a reader's list, and one case as far as its reader sees it. */
import { z } from "zod";
import { readCase } from "../actions/cases/read-case.ts";
import { InvalidInput } from "../actions/invalid-input.ts";
import { standingOf } from "../core/cases/stage.ts";
import type { Actor } from "../core/people/actor.ts";
import { permit } from "../core/people/permit.ts";
import { Refusal } from "../core/refusal.ts";
import { factsOf } from "../store/cases/facts-reader.ts";
import { queueFor } from "../store/cases/filtered-queue-reader.ts";
import { headOf, policyOf } from "../store/cases/head-reader.ts";
import { membershipOf } from "../store/cases/membership-reader.ts";
import { type QueuePlace, type QueueRow, queueRowsOf } from "../store/cases/queue-reader.ts";
import { claimsOn } from "../store/claims/reader.ts";
import { suggestionsFor } from "../store/claims/suggestions-reader.ts";
import { clocksOf } from "../store/clocks/reader.ts";
import type { Context } from "../store/context.ts";
import { threadOf } from "../store/messages/reader.ts";
import { partiesOf } from "../store/parties/reader.ts";
import { partyCaseOf } from "../store/portal/party-case-reader.ts";
import { publicationsOf } from "../store/publications/reader.ts";
import { referencesOf } from "../store/references/reader.ts";
import { remediesOf } from "../store/remedies/reader.ts";
import { scoresOf, vulnerabilitiesOf } from "../store/scoring/reader.ts";
import { affectedOf } from "../store/status/reader.ts";
import { principalsOf } from "../store/transaction.ts";
import { type PlacedTranslation, translationsOf } from "../store/translations/reader.ts";
import { cursorOf, placeOf } from "./cursor.ts";
import { filterQuery, filterSaid } from "./queue-query.ts";
import { after, defineRead, instant, next } from "./read.ts";

/** A program pages less often than a person. */
const listRowsMax = 50;

export const listedCase = z.object({
  caseId: z.uuid(),
  reference: z.string(),
  title: z.string(),
  tray: z.enum(["new", "kept", "not-for-us"]).nullable().meta({
    description: "How it stands in the intake tray; null for what did not come by mail.",
  }),
  stage: z.string(),
  severityBand: z.string().nullable(),
  ownerId: z.uuid().nullable(),
  waitingOn: z.enum(["us", "reporter", "other", "nobody"]),
  waitingFor: z.string().nullable().meta({
    description:
      "Whom exactly: a pseudonym, an entity, or a word of a pause; where it is on us, reply if a party wrote and waits for an answer, else null.",
  }),
  waitingSince: instant.nullable(),
  labels: z.array(z.string()),
  openedAt: instant,
  closedAt: instant.nullable(),
  owed: z
    .object({
      promise: z.string(),
      dueAt: instant.nullable(),
      paused: z.boolean(),
      owedTo: z.string().nullable(),
    })
    .nullable()
    .meta({ description: "The running promise that falls due first." }),
});

export const listCases = defineRead({
  id: "list-cases",
  path: "/cases",
  summary: "Your cases of one lane, the most urgent first.",
  open: false,
  query: z.object({
    lane: z.enum(["ours", "waiting", "closed"]).default("ours").meta({
      title: "Lane",
      description: "Ours to do, waiting for somebody else, or closed.",
    }),
    ...filterQuery,
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(listRowsMax)
      .default(listRowsMax)
      .meta({ title: "Rows a page" }),
    after,
  }),
  answer: z.object({ cases: z.array(listedCase), next }),
  async run(context, { actor }, { lane, limit, after: cursor, ...said }) {
    permitAsMember(actor);
    const asked = {
      lane,
      after: placeAfter(cursor),
      count: limit,
      filter: filterSaid(said),
      personId: actor.kind === "staff" ? actor.id : "",
      now: context.now(),
    };
    const page = await context.transaction(actor, (tx) =>
      queueFor(context, tx, principalsOf(actor), asked),
    );
    if (page.unknown) {
      throw new InvalidInput([{ field: page.unknown, message: "nothing has this name" }]);
    }
    const end = page.next;
    return {
      cases: page.rows.map(listed),
      next: end ? cursorOf(end.dueAt?.toISOString() ?? "", end.caseId) : null,
    };
  },
});

/** A list needs no membership of one case, but the same part: an administrator reads no case. */
export function permitAsMember(actor: Actor): void {
  // A party has one case, and reads it by its reference.
  if (actor.kind === "outsider") throw new Refusal("access.not-permitted", { deed: "read-case" });
  const staff = actor.kind === "staff" ? [actor.id] : [];
  permit(actor, "read-case", { caseId: "", staff, outsiders: [] });
}

function placeAfter(cursor: string | undefined): QueuePlace | null {
  if (cursor === undefined) return null;
  const [due, caseId] = placeOf(cursor, z.tuple([z.union([z.literal(""), instant]), z.uuid()]));
  return { dueAt: due === "" ? null : new Date(due), caseId };
}

export function listed({ place: _, owed, ...row }: QueueRow): z.input<typeof listedCase> {
  return {
    ...row,
    labels: [...row.labels],
    waitingSince: row.waitingSince?.toISOString() ?? null,
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    owed: owed && {
      promise: owed.promise,
      dueAt: owed.dueAt?.toISOString() ?? null,
      paused: owed.pausedAt !== null,
      owedTo: owed.owedTo,
    },
  };
}

export const readOneCase = defineRead({
  id: "read-case",
  path: "/cases/{reference}",
  summary: "One case, by reference or id. A party sees its own side only. Reading is recorded.",
  open: false,
  query: z.object({
    reference: z.string().min(1).max(100).meta({ title: "Reference or id of the case" }),
  }),
  answer: z
    .object({ kind: z.enum(["staff", "party"]), case: z.record(z.string(), z.unknown()) })
    .meta({
      description:
        "For staff: the row of the list, what is missing, parties, clocks, vulnerabilities with scores, products and remedies, publications, the newest 200 messages with their translations, the translations of its reports, what parties call the case, the cases that its mail may belong to, and the mails that may belong to it. For a party: reference, step and its dates.",
    }),
  async run(context, { actor }, { reference }) {
    const found =
      actor.kind === "outsider"
        ? { kind: "party", case: await partyCase(context, actor, reference) }
        : { kind: "staff", case: await staffCase(context, actor, reference) };
    return JSON.parse(JSON.stringify(found));
  },
});

async function staffCase(context: Context, actor: Actor, which: string) {
  const caseId = await context.transaction(actor, async (tx) => {
    const head = await headOf(tx, which);
    permit(actor, "read-case", head && (await membershipOf(tx, head.caseId)));
    return head?.caseId ?? "";
  });
  await readCase.run(context, actor, { caseId, what: "api" });
  return context.transaction(actor, async (tx) => {
    const [row] = await queueRowsOf(context, tx, [caseId]);
    const head = await headOf(tx, caseId);
    if (!row || !head) throw new Refusal("access.not-found");
    return {
      ...listed(row),
      missing: standingOf(await factsOf(tx, caseId, policyOf(context, head))).missing,
      parties: await partiesOf(tx, caseId),
      clocks: await clocksOf(tx, caseId),
      vulnerabilities: await vulnerabilitiesOf(context, tx, caseId),
      scores: await scoresOf(context, tx, caseId),
      affected: await affectedOf(context, tx, caseId),
      remedies: await remediesOf(context, tx, caseId),
      publications: await publicationsOf(context, tx, caseId),
      messages: await threadOf(context, tx, caseId),
      translations: (await translationsOf(context, tx, caseId)).filter(isOfReport),
      references: await referencesOf(context, tx, caseId),
      mayBelongTo: row.tray === null ? [] : await suggestionsFor(context, tx, caseId),
      claims: await claimsOn(tx, caseId),
    };
  });
}

/** Those of messages stand with them. */
const isOfReport = ({ kind }: PlacedTranslation) => kind === "report";

/** A party opens its own case only, whatever it names. */
async function partyCase(
  context: Context,
  actor: Extract<Actor, { kind: "outsider" }>,
  which: string,
) {
  const own = await context.transaction(actor, async (tx) => {
    permit(actor, "read-case", await membershipOf(tx, actor.caseId));
    const found = await partyCaseOf(tx, actor.id);
    if (!found || ![found.caseId, found.reference].includes(which)) {
      throw new Refusal("access.not-found");
    }
    return found;
  });
  await readCase.run(context, actor, { caseId: actor.caseId, what: "api" });
  return own;
}
