/**
 * Adds an entry to the facts of a case and records what follows from it for promises, in the same
 * transaction. What stood before stays as it was.
 */
import { staffSide } from "../../core/cases/sides.ts";
import {
  type Announced,
  type Announcement,
  announcements,
  toldAnewAfter,
} from "../../core/facts/announce.ts";
import { conditionsOfFact } from "../../core/facts/conditions-of-fact.ts";
import { type FactSaying, factsFrom, mustBePlausible, standing } from "../../core/facts/fact.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { inLanguage } from "../../core/policy/text.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { type FactBody, type FactRecord, factRecordOf } from "../../store/facts/reader.ts";
import { firstDelivery } from "../../store/remedies/reader.ts";
import type { Desk } from "../on-case.ts";

/**
 * `factId` is null for a fact that begins, `saying` for one that is withdrawn. Refuses with
 * fact.aware or fact.occurred times that cannot be right, and with fact.advisory where the policy asks
 * for a judgement and none is given.
 */
export async function keepEntry(
  context: Context,
  desk: Desk,
  entry: {
    factId: string | null;
    saying: FactSaying | null;
    words: string;
    report?: string;
    /** It was judged on the case that it comes from. */
    judged?: true;
  },
): Promise<string> {
  const { caseId } = desk.head;
  const { factId, saying, words } = entry;
  const before = await factRecordOf(context, desk.tx, caseId);
  if (saying) {
    mustBePlausible(saying, context.now());
    if (!entry.judged) mustBeJudged(desk, before, saying, factId);
  }
  const said = entry.report ? { report: entry.report } : {};
  const body = saying ? { ...bodyOf(factId, saying), ...said } : { fact: factId };
  const entryId = await desk.record({
    sideId: staffSide,
    type: saying ? (factId ? "fact.corrected" : "fact.recorded") : "fact.withdrawn",
    body,
    text: { key: desk.caseKey, plain: words },
  });
  const now = context.now();
  const added = { entryId, at: now, by: null, factId: factId ?? entryId, saying };
  const facts = factsFrom([...before.entries, added]);
  const delivered = await firstDelivery(desk.tx, caseId);
  const { announced } = before;
  await announce(desk, entryId, announced, announcements(facts, announced, now, delivered));
  return entryId;
}

/** A moment that is only told anew ends and begins its own promises; what hangs on others goes on. */
async function announce(
  desk: Desk,
  entryId: string,
  past: readonly Announced[],
  all: readonly Announcement[],
): Promise<void> {
  const { caseId } = desk.head;
  const takenBack = new Map<string, string>();
  for (const { type, happenedAt } of all) {
    const toldAnew = toldAnewAfter(type, all, past);
    const tellsAnew = takenBack.get(type);
    const anew = { ...(toldAnew ? { toldAnew } : {}), ...(tellsAnew ? { tellsAnew } : {}) };
    const told = { happenedAt: happenedAt.toISOString(), until: null, ...anew };
    const eventId = await desk.record({
      sideId: staffSide,
      type,
      body: { ...told, partyId: null, towards: "all", subjectId: caseId, fact: entryId },
      subjectId: caseId,
      happenedAt,
      ...anew,
    });
    for (const known of toldAnew ?? []) takenBack.set(known, eventId);
  }
}

function bodyOf(factId: string | null, saying: FactSaying): FactBody {
  const { occurredAt, awareAt, ...codes } = saying;
  return {
    ...codes,
    fact: factId,
    occurredAt: occurredAt?.toISOString() ?? null,
    awareAt: awareAt.toISOString(),
  };
}

/**
 * A condition of the policy is judged when its fact is recorded, not when somebody remembers (ALE-56,
 * ALE-58). One that was judged true already is not asked for again; a rumour fulfils none.
 */
function mustBeJudged(
  desk: Desk,
  { entries }: FactRecord,
  saying: FactSaying,
  factId: string | null,
): void {
  if (saying.advisory || saying.confidence === "rumour") return;
  const others = factsFrom(entries.filter((each) => each.factId !== factId));
  if (standing(others).some(({ advisory }) => advisory === "owed")) return;
  const [condition] = conditionsFor(desk.policy, saying, desk.head.severityBand);
  if (condition)
    throw new Refusal("fact.advisory", { condition: inLanguage(condition.text, "en") });
}

function conditionsFor(policy: Policy, { kind }: FactSaying, band: string | null) {
  return conditionsOfFact(policy.disclosure.conditions, kind, band);
}
