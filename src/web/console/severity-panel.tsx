/** The scores of a vulnerability, each with its vector explained, and the form for another one. */
import { describeMetrics, specificationOf } from "../../core/severity/describe-metrics.ts";
import { readCvss } from "../../core/severity/parse.ts";
import type { ScoreView } from "../../store/scoring/reader.ts";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import type { OfVulnerability } from "./of-vulnerability.ts";
import { ScoreForm } from "./score-form.tsx";
import { bandLabel, CaseSeverity } from "./severity-words.tsx";

export function SeverityPanel({ at, vulnerability, found }: OfVulnerability) {
  const own = found.scores.filter((score) => score.source === "own");
  const published = found.scores.filter(({ source }) => source !== "own" && source !== "adjusted");
  const former = found.history.filter((score) => !found.scores.includes(score));
  const open =
    own.length === 0 || at.query.cvss !== undefined || at.sent?.deed === "score-vulnerability";
  return (
    <Panel title="Severity" level={3} id="severity">
      {[...own, ...published].map((score) => (
        <Score key={score.scoreId} at={at} score={score} />
      ))}
      <Former at={at} scores={former} />
      {!at.facts.closed && may(at, "score-vulnerability") && (
        <Disclosure summary={own.length > 0 ? "Score again" : "Score"} open={open}>
          <ScoreForm at={at} vulnerability={vulnerability} scores={own} />
        </Disclosure>
      )}
      <PublishedForm at={at} vulnerabilityId={vulnerability.vulnerabilityId} />
    </Panel>
  );
}

/** Scores that a later one took the place of, each with who gave it and why. */
function Former({ at, scores }: { at: AtCase; scores: readonly ScoreView[] }) {
  if (scores.length === 0) return null;
  return (
    <Disclosure summary={`Earlier scores: ${scores.length}`}>
      {scores.map((score) => (
        <Score key={score.scoreId} at={at} score={score} />
      ))}
    </Disclosure>
  );
}

function PublishedForm({ at, vulnerabilityId }: { at: AtCase; vulnerabilityId: string }) {
  if (!may(at, "record-published-score")) return null;
  const ids = { vulnerabilityId };
  return (
    <Disclosure
      summary="A score that others published"
      open={sentFor(at, "record-published-score", ids) !== undefined}
    >
      <p class="form-lead">
        It stands beside ours under the name of its issuer, and changes nothing of the case.
      </p>
      <DeedForm at={at} deed="record-published-score" ids={ids} look="secondary" />
    </Disclosure>
  );
}

function Score(props: { at: AtCase; score: ScoreView }) {
  const { at, score } = props;
  const { policy } = at;
  const ours = score.source === "own" || score.source === "adjusted";
  const by = ours ? personName(at, score.scoredBy) : `Published by ${score.source}`;
  return (
    <section class="score">
      <p class="score-line">
        <CaseSeverity
          policy={policy}
          band={score.overrideBand ?? score.band}
          score={score.overrideBand ? undefined : score.overall}
          version={score.cvssVersion}
        />
        <strong>CVSS {score.cvssVersion}</strong>
        <code>{score.vector}</code>
      </p>
      {score.overrideBand && (
        <p>
          The score itself is {score.overall.toFixed(1)} (
          {bandLabel(policy, score.band) ?? score.band}). Another level was set:{" "}
          {score.overrideReason}
        </p>
      )}
      {score.reason && (
        <p class="plain-text" dir="auto">
          {score.reason}
        </p>
      )}
      <p class="meta">
        <span>{by}</span>
        <When at={score.scoredAt} zone={zoneOf(at)} />
        <a href={specificationOf[score.cvssVersion]} rel="noreferrer">
          CVSS {score.cvssVersion} at FIRST
        </a>
      </p>
      <Disclosure summary="What the vector says">
        <VectorExplained vector={score.vector} />
      </Disclosure>
    </section>
  );
}

/** Every metric that the vector names, in the words of its standard. */
function VectorExplained(props: { vector: string }) {
  const read = readCvss(props.vector);
  if (!("metrics" in read)) return <p>{read.fault}</p>;
  const facts = describeMetrics(read.version)
    .flatMap((group) => group.metrics)
    .map(({ abbreviation, name, values }) => ({
      term: `${name} (${abbreviation})`,
      value: values.find((each) => each.abbreviation === read.metrics[abbreviation])?.name,
    }));
  return <DescriptionList facts={facts} />;
}
