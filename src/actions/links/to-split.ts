/** What a case has that may go to a case of its own, and how it travels there. Writes nothing. */
import type {
  Going,
  SplitFact,
  SplitOf,
  SplitRemedy,
  SplitScore,
  SplitVulnerability,
} from "../../core/cases/split.ts";
import { type Fact, factsFrom } from "../../core/facts/fact.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { factRecordOf } from "../../store/facts/reader.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import { publicationsOf } from "../../store/publications/reader.ts";
import { type RemedyView, remediesOf } from "../../store/remedies/reader.ts";
import {
  type ScoreView,
  scoresOf,
  type VulnerabilityView,
  vulnerabilitiesOf,
} from "../../store/scoring/reader.ts";
import type { HeldKeys } from "../../store/sealing/held-keys.ts";
import { type AffectedView, affectedOf } from "../../store/status/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { statusOf } from "../vulnerabilities/withdraw-vulnerability.ts";

export interface FoundToSplit extends SplitOf {
  readonly views: readonly VulnerabilityView[];
  readonly scores: readonly ScoreView[];
  readonly affected: readonly AffectedView[];
  /** Those that were not withdrawn. */
  readonly remedies: readonly RemedyView[];
  /** Those that stand, with what was written beside their newest entry. */
  readonly facts: readonly { readonly fact: Fact; readonly words: string }[];
}

const isOut = ["approved", "publishing", "published"];

/** `held` are opened keys of the case, where they are at hand. */
export async function foundToSplit(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<FoundToSplit> {
  const [views, scores, affected, every, publications, record, reporter] = await Promise.all([
    vulnerabilitiesOf(context, tx, caseId, held),
    scoresOf(context, tx, caseId, held),
    affectedOf(context, tx, caseId, held),
    remediesOf(context, tx, caseId, held),
    publicationsOf(context, tx, caseId),
    factRecordOf(context, tx, caseId, held),
    reporterOf(tx, caseId),
  ]);
  const remedies = every.filter(({ withdrawnAt }) => withdrawnAt === null);
  const isPromised = ({ promisedFor, availableAt }: RemedyView) =>
    reporter !== undefined && promisedFor !== null && availableAt === null;
  const out = publications.filter(({ state }) => isOut.includes(state));
  const naming = ({ title, cveId }: VulnerabilityView) =>
    out.find(({ content }) =>
      content.vulnerabilities.some(
        (each) => each.title === title || (cveId !== null && each.cve === cveId),
      ),
    );
  const facts = factsFrom(record.entries)
    .filter(({ withdrawn }) => !withdrawn)
    .map((fact) => ({ fact, words: record.words.get(fact.entries.at(-1)?.entryId ?? "") ?? "" }));
  return {
    ...{ views, scores, affected, remedies, facts },
    factIds: facts.map(({ fact }) => fact.factId),
    vulnerabilities: views.map((view) => ({
      ...{ vulnerabilityId: view.vulnerabilityId, title: view.title },
      productIds: [...new Set(of(view, affected).map(({ productId }) => productId))],
      promises: of(view, remedies).filter(isPromised).length,
      publication: naming(view)?.number ?? null,
    })),
  };
}

function of<Row extends { readonly vulnerabilityId: string }>(
  { vulnerabilityId }: Pick<VulnerabilityView, "vulnerabilityId">,
  rows: readonly Row[],
): Row[] {
  return rows.filter((row) => row.vulnerabilityId === vulnerabilityId);
}

/** Its newest scores, the products of it that go, and its remedies where none of them stays without it. */
export function splitVulnerability(found: FoundToSplit, going: Going): SplitVulnerability {
  const view = found.views.find((each) => each.vulnerabilityId === going.vulnerabilityId);
  if (!view) throw new Refusal("vulnerability.unknown");
  const { title, cveId, cweId, details } = view;
  const affected = of(view, found.affected).filter((row) => going.products.includes(row.productId));
  return {
    ...{ title, cveId, cweId, details },
    // The oldest first: what is added last counts.
    scores: of(view, found.scores).map(scoreOf).reverse(),
    affected: affected.map(statusOf),
    remedies: going.withRemedies ? of(view, found.remedies).map(remedyOf) : [],
  };
}

function remedyOf(view: RemedyView): SplitRemedy {
  const { kind, term, ownerId, text, howToObtain, productIds, dates, tests } = view;
  const at = (moment: Date | null) => moment?.toISOString() ?? null;
  return {
    ...{ kind, term, ownerId },
    promisedFor: at(view.promisedFor),
    availableAt: at(view.availableAt),
    verifiedAt: at(view.verifiedAt),
    words: { text, howToObtain, productIds, dates, tests },
  };
}

function scoreOf(view: ScoreView): SplitScore {
  const { source, productId, cvssVersion, band, overrideBand, scoredBy } = view;
  const { vector, overall, base, overrideReason, reason = null } = view;
  const values = { vector, overall, base, overrideReason, reason };
  return { source, productId, cvssVersion, band, overrideBand, scoredBy, ...values };
}

export function factsOfSplit(found: FoundToSplit, factIds: readonly string[]): SplitFact[] {
  return found.facts
    .filter(({ fact }) => factIds.includes(fact.factId))
    .map(({ fact, words }) => {
      const { occurredAt, awareAt, ...codes } = fact.saying;
      const times = {
        occurredAt: occurredAt?.toISOString() ?? null,
        awareAt: awareAt.toISOString(),
      };
      return { saying: { ...codes, ...times }, words };
    });
}
