/**
 * What is known of attacks, publications and fixes: each fact as it stands, with its evidence, what was
 * said of it before, and the forms that add to it.
 */
import { markOf } from "../../actions/as-of.ts";
import { conditionsOfFact } from "../../core/facts/conditions-of-fact.ts";
import {
  type Fact,
  type FactEntry,
  factKinds,
  factsFrom,
  isPlanned,
} from "../../core/facts/fact.ts";
import {
  deskWords,
  factConfidenceWords,
  factKindWords,
  factSourceWords,
} from "../../core/facts/fact-words.ts";
import { openSignals, signalsIn } from "../../core/facts/signals.ts";
import { inLanguage } from "../../core/policy/text.ts";
import type { FormValues } from "../../lib/form-description.ts";
import { eventTextsOf } from "../../store/events/text-reader.ts";
import { factRecordOf } from "../../store/facts/reader.ts";
import { reportsOf } from "../../store/reports/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel, Stack } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import { NotBeforePanel } from "./not-before-panel.tsx";
import { authorOf } from "./report-panel.tsx";
import { SignalsPanel } from "./signals-panel.tsx";
import { VulnerabilityPages } from "./vulnerability-pages.tsx";

export async function factsPart(at: AtCase) {
  const { context } = at.web;
  const { caseId } = at.head;
  const [{ entries, words, settled }, texts, reports] = await Promise.all([
    factRecordOf(context, at.tx, caseId, at.keys),
    eventTextsOf(context, at.tx, caseId, { type: "not-before.set", held: at.keys }),
    reportsOf(at.tx, caseId, at.keys),
  ]);
  const facts = factsFrom(entries);
  return (
    <>
      <VulnerabilityPages at={at} />
      <SignalsPanel
        at={at}
        open={openSignals(signalsIn(reports), settled)}
        authors={new Map(reports.map((report) => [report.reportId, authorOf(at, report)]))}
      />
      <Panel title="What is known" id="facts">
        {facts.length === 0 ? (
          <EmptyState icon="note" title="No fact is recorded yet">
            Attacks, public exploits, planned fixes: each is kept with its evidence and with when
            anyone of us became aware of it.
          </EmptyState>
        ) : (
          facts
            .toReversed()
            .map((fact) => <OneFact key={fact.factId} at={at} fact={fact} words={words} />)
        )}
      </Panel>
      {may(at, "record-fact") && (
        <Panel title="Record a fact" id="record-fact">
          <p class="form-lead">
            Promises and authorities’ hours count from when anyone of us became aware, at whichever
            desk. A mistake is corrected by a later entry; nothing is written over.
          </p>
          <Disclosure
            summary="Record it"
            open={facts.length === 0 || sentFor(at, "record-fact") !== undefined}
          >
            <Conditions at={at} />
            <DeedForm at={at} deed="record-fact" />
          </Disclosure>
        </Panel>
      )}
      <NotBeforePanel at={at} texts={texts} />
    </>
  );
}

type FactProps = { at: AtCase; fact: Fact; words: ReadonlyMap<string, string> };

function OneFact({ at, fact, words }: FactProps) {
  const { saying, withdrawn, entries, factId } = fact;
  const newest = entries.at(-1);
  const earlier = entries.slice(0, -1).toReversed();
  return (
    <section class="decision" id={`fact-${factId}`}>
      <Stack gap="small">
        <h3>{factKindWords[saying.kind]}</h3>
        <p class="meta">
          {withdrawn ? <Tag tone="plain">Withdrawn</Tag> : <Confidence of={saying.confidence} />}
          {saying.advisory === "owed" && !withdrawn && (
            <Tag tone="warning">A public advisory is owed</Tag>
          )}
          <span>{personName(at, newest?.by ?? null)}</span>
        </p>
        <Said at={at} entry={{ saying }} />
        {newest && <p class="plain-text">{words.get(newest.entryId)}</p>}
        {earlier.length > 0 && (
          <Disclosure summary={`What was said before: ${earlier.length}`}>
            {earlier.map((entry) => (
              <div key={entry.entryId}>
                <p class="meta">
                  <span>{personName(at, entry.by)}</span>
                  <When at={entry.at} zone={zoneOf(at)} />
                </p>
                <Said at={at} entry={entry} />
                <p class="plain-text">{words.get(entry.entryId)}</p>
              </div>
            ))}
          </Disclosure>
        )}
        {!withdrawn && <FactDeeds at={at} fact={fact} />}
      </Stack>
    </section>
  );
}

function Confidence(props: { of: Fact["saying"]["confidence"] }) {
  const tones = { confirmed: "success", likely: "info", rumour: "plain" } as const;
  return <Tag tone={tones[props.of]}>{factConfidenceWords[props.of].split(":")[0]}</Tag>;
}

function Said(props: { at: AtCase; entry: Pick<FactEntry, "saying"> }) {
  const { saying } = props.entry;
  if (!saying) return <p>It was withdrawn.</p>;
  const zone = zoneOf(props.at);
  return (
    <DescriptionList
      facts={[
        {
          term: isPlanned(saying.kind) ? "Planned for" : "Happened",
          value: saying.occurredAt ? <When at={saying.occurredAt} zone={zone} /> : "Not known when",
        },
        {
          term: "We became aware",
          value: (
            <>
              <When at={saying.awareAt} zone={zone} precision="second" />: {deskWords[saying.desk]}
            </>
          ),
        },
        { term: "From", value: factSourceWords[saying.source] },
      ]}
    />
  );
}

function FactDeeds({ at, fact }: { at: AtCase; fact: Fact }) {
  const ids = { factId: fact.factId };
  const { saying } = fact;
  const begun: FormValues = {
    kind: saying.kind,
    occurredAt: saying.occurredAt?.toISOString(),
    awareAt: saying.awareAt.toISOString(),
    desk: saying.desk,
    source: saying.source,
    confidence: saying.confidence,
    advisory: saying.advisory ?? undefined,
    asOf: markOf(JSON.stringify(saying)),
  };
  return (
    <>
      {may(at, "correct-fact") && (
        <Disclosure summary="Correct it" open={sentFor(at, "correct-fact", ids) !== undefined}>
          <DeedForm at={at} deed="correct-fact" ids={ids} values={begun} look="secondary" />
        </Disclosure>
      )}
      {may(at, "withdraw-fact") && (
        <Disclosure summary="Withdraw it" open={sentFor(at, "withdraw-fact", ids) !== undefined}>
          <DeedForm at={at} deed="withdraw-fact" ids={ids} look="secondary" />
        </Disclosure>
      )}
    </>
  );
}

/** For which facts the policy wants a judgement, in its own words. */
function Conditions({ at }: { at: AtCase }) {
  const asked = factKinds.flatMap((kind) =>
    conditionsOfFact(at.policy.disclosure.conditions, kind, at.head.severityBand).map(
      (condition) => ({ kind, condition }),
    ),
  );
  if (asked.length === 0) return null;
  return (
    <Disclosure summary="When the policy asks whether a public advisory is owed">
      <DescriptionList
        stacked
        facts={asked.map(({ kind, condition }) => ({
          term: factKindWords[kind],
          value: inLanguage(condition.text, "en"),
        }))}
      />
    </Disclosure>
  );
}
