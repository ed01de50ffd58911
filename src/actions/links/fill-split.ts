/**
 * Fills a case that was split off another one with what goes there, links both, and puts it on record for
 * the reporter where their report is affected. Done by the worker that made the case.
 */
import { staffSide } from "../../core/cases/sides.ts";
import type {
  SplitOff,
  SplitRemedy,
  SplitScore,
  SplitVulnerability,
} from "../../core/cases/split.ts";
import { worstOf } from "../../core/severity/bands.ts";
import { lockHeadOfCase, policyOf } from "../../store/cases/head-reader.ts";
import { memberRowsOf } from "../../store/cases/people-of-case-reader.ts";
import { addMember, refreshHead } from "../../store/cases/writer.ts";
import type { Context } from "../../store/context.ts";
import { urgentWordOf } from "../../store/events/reader.ts";
import type { EventId } from "../../store/events/writer.ts";
import { ownReportIds } from "../../store/links/reader.ts";
import { insertLink, linkReport } from "../../store/links/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import { remediesOf } from "../../store/remedies/reader.ts";
import { changeRemedy, insertRemedy } from "../../store/remedies/writer.ts";
import { addScore, addVulnerability } from "../../store/scoring/writer.ts";
import { indexText } from "../../store/search/tokens.ts";
import { saveStatus } from "../../store/status/writer.ts";
import { keepEntry } from "../facts/keep-entry.ts";
import { type CaseEvent, type Desk, recordOnCase } from "../on-case.ts";
import { wordsToFind } from "../vulnerabilities/vulnerability-input.ts";

/** `desk` is the new case; `openedBy` who split. Leaves the head of the new case to the caller. */
export async function fillSplit(
  context: Context,
  desk: Desk,
  split: SplitOff,
  openedBy: string,
): Promise<void> {
  const inside = [openedBy, ...split.members.map(({ principalId }) => principalId)];
  for (const each of split.vulnerabilities) {
    const vulnerabilityId = await addFlaw(context, desk, each, openedBy);
    for (const remedy of each.remedies ?? []) {
      await carryRemedy(context, desk, { vulnerabilityId, inside }, remedy);
    }
  }
  for (const { saying, words } of split.facts) {
    const { occurredAt, awareAt, ...codes } = saying;
    const times = {
      occurredAt: occurredAt === null ? null : new Date(occurredAt),
      awareAt: new Date(awareAt),
    };
    const entry = { factId: null, saying: { ...codes, ...times }, words };
    await keepEntry(context, desk, { ...entry, judged: true });
  }
  await letIn(context, desk, split, openedBy);
  const body = { caseLinkId: split.linkId };
  const linked = await desk.record({ sideId: staffSide, type: "case.related", body });
  const link = { linkId: split.linkId, caseId: desk.head.caseId, otherCaseId: split.fromCaseId };
  await insertLink(context, desk.tx, { ...link, relation: "split-from", madeBy: openedBy }, linked);
  await tellFirstCase(context, desk, split);
}

async function addFlaw(
  context: Context,
  desk: Desk,
  { scores, affected, remedies: _, ...described }: SplitVulnerability,
  openedBy: string,
): Promise<string> {
  const vulnerabilityId = context.newId();
  const added = await desk.record({
    sideId: staffSide,
    type: "vulnerability.added",
    body: { vulnerabilityId },
  });
  const written = { vulnerabilityId, ...described };
  await addVulnerability(context, desk, written, added);
  const at = { caseId: desk.head.caseId, sideId: staffSide };
  await indexText(context, desk.tx, at, wordsToFind(written));
  for (const score of scores) await keepScore(context, desk, vulnerabilityId, score, added);
  if (affected.length === 0) return vulnerabilityId;
  const whole = affected.filter(({ versionId }) => versionId === null);
  const products = whole.map(({ productId, status }) => ({ productId, status }));
  const recorded = await desk.record({
    sideId: staffSide,
    type: "products.recorded",
    body: { vulnerabilityId, products },
  });
  for (const { setBy, ...row } of affected) {
    const said = { ...row, vulnerabilityId, by: setBy ?? openedBy };
    await saveStatus(context, desk, said, undefined, recorded);
  }
  return vulnerabilityId;
}

/**
 * As it was, with its days, how they moved, and its tests. Whoever was told its day was told it in the first
 * case, where that promise is kept: here nobody is owed it, and nobody is told of it again.
 */
async function carryRemedy(
  context: Context,
  desk: Desk,
  { vulnerabilityId, inside }: { vulnerabilityId: string; inside: readonly string[] },
  remedy: SplitRemedy,
): Promise<void> {
  const { kind, term, promisedFor, availableAt, verifiedAt, words } = remedy;
  const remedyId = context.newId();
  const eventId = await desk.record({
    sideId: staffSide,
    type: "remedy.carried",
    body: { remedyId, kind, promisedFor, availableAt, verifiedAt },
    subjectId: remedyId,
  });
  // Who saw to it goes on where they are on the new case.
  const ownerId = inside.find((each) => each === remedy.ownerId) ?? null;
  const text = { ...words, withdrawalReason: "" };
  const row = { remedyId, vulnerabilityId, kind, term, text, ownerId };
  await insertRemedy(context, desk, { ...row, promisedFor: dateOf(promisedFor) }, eventId);
  const all = await remediesOf(context, desk.tx, desk.head.caseId);
  const before = all.find((each) => each.remedyId === remedyId);
  if (!before) throw new Error("a remedy that was just written is not there");
  const change = { availableAt: dateOf(availableAt), verifiedAt: dateOf(verifiedAt) };
  await changeRemedy(context, desk, before, change, eventId);
}

function dateOf(instant: string | null): Date | null {
  return instant === null ? null : new Date(instant);
}

/** One of ours gives the case its level, as if it were scored there; of others' nothing is said anew. */
async function keepScore(
  context: Context,
  desk: Desk,
  vulnerabilityId: string,
  score: SplitScore,
  added: EventId,
): Promise<void> {
  const { source, productId, cvssVersion, band, overrideBand, scoredBy, ...stored } = score;
  const level = overrideBand ?? band;
  const eventId =
    source === "own"
      ? await desk.record({
          sideId: staffSide,
          type: "vulnerability.scored",
          body: { vulnerabilityId, cvssVersion, band: level },
          severity: worstOf([level], desk.policy.scoring.bands) ?? level,
        })
      : added;
  const row = { vulnerabilityId, source, cvssVersion, band, overrideBand, stored, scoredBy };
  await addScore(context, desk, { ...row, ...(productId ? { productId } : {}) }, eventId);
}

/** Whoever split is on it already, and teams of the policy's rules. */
async function letIn(
  context: Context,
  { tx, head, caseKey, record }: Desk,
  { members, reason }: SplitOff,
  openedBy: string,
): Promise<void> {
  const inside = new Set((await memberRowsOf(tx, head.caseId)).map((row) => row.principalId));
  for (const { principalId, role } of members.filter((each) => !inside.has(each.principalId))) {
    const eventId = await record({
      sideId: staffSide,
      type: "member.added",
      body: { principalId },
      text: { key: caseKey, plain: reason },
    });
    const row = { caseId: head.caseId, principalId, sideId: staffSide, role };
    await addMember(context, tx, { ...row, rule: null, addedBy: openedBy }, eventId);
  }
}

/** The report is held by both where that was chosen, and its reporter hears what has a case of its own. */
async function tellFirstCase(context: Context, desk: Desk, split: SplitOff): Promise<void> {
  const { tx } = desk;
  const { caseId, reference } = desk.head;
  if (!split.withReport) return;
  const head = await lockHeadOfCase(tx, split.fromCaseId);
  const at = { caseId: head.caseId, policy: policyOf(context, head), severity: head.severityBand };
  const record = (event: CaseEvent) => recordOnCase(context, tx, at, event);
  const reportIds = await ownReportIds(tx, head.caseId, caseId);
  if (reportIds.length === 0) return;
  for (const reportId of reportIds) {
    const urgent = await urgentWordOf(tx, head.caseId, reportId);
    const body = { reportId, ...(urgent ? { urgent } : {}) };
    const eventId = await desk.record({ sideId: staffSide, type: "report.added", body });
    await linkReport(context, tx, caseId, reportId, eventId);
  }
  const body = { reports: reportIds.length };
  let last = await record({ sideId: staffSide, type: "report.shared", body });
  const reporter = await reporterOf(tx, head.caseId);
  if (reporter && !head.closedAt) {
    const { partyId, sideId } = reporter;
    const told = { partyId, reference, caseLinkId: split.linkId };
    last = await record({ sideId, type: "report.split", body: told });
    await owe(context, tx, "notify", { caseId: head.caseId, subjectId: last });
  }
  await refreshHead(context, tx, head.caseId, last);
}
