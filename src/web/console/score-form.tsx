/**
 * Scoring a vulnerability: the metrics of the chosen CVSS version as radio buttons, or a vector to
 * paste. A script shows the score while one chooses; without it the server says it on saving.
 */

import { scoredAs } from "../../actions/scoring/score-vulnerability.ts";
import { type Draft, draftForm } from "../../core/drafts/draft.ts";
import type { CvssVersion } from "../../core/policy/policy.ts";
import { bandWord } from "../../core/severity/bands.ts";
import { describeMetrics, specificationOf } from "../../core/severity/describe-metrics.ts";
import { readCvss } from "../../core/severity/parse.ts";
import { scoreOf } from "../../core/severity/score.ts";
import { type FormValues, lastValueOf } from "../../lib/form-description.ts";
import type { ScoreView, VulnerabilityView } from "../../store/scoring/reader.ts";
import { Button } from "../../ui/button.tsx";
import { CvssPicker } from "../../ui/cvss-picker.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { errorFor, FormErrors } from "../../ui/form-errors.tsx";
import { Actions } from "../../ui/layout.tsx";
import { Select } from "../../ui/select.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { type AtCase, casePath, sentMark } from "./at-case.ts";
import { caseDeedOf } from "./case-deeds.ts";
import { deedPath, errorsOf, may, sentFor } from "./deed-form.tsx";
import { keyOfDeed } from "./deed-keys.ts";
import { DraftButtons, draftField } from "./draft-of-form.tsx";
import { ScoredMeanwhile } from "./scored-meanwhile.tsx";
import { bandToken, CaseSeverity } from "./severity-words.tsx";
import { choicePrefix, choicesIn } from "./vector-of-choices.ts";

type ScoreFormProps = {
  at: AtCase;
  vulnerability: Pick<VulnerabilityView, "vulnerabilityId">;
  /** Our own scores of it. */
  scores: readonly ScoreView[];
};

export function ScoreForm(props: ScoreFormProps) {
  const { at } = props;
  const { vulnerabilityId } = props.vulnerability;
  if (!may(at, "score-vulnerability")) return null;
  const kept = draftForm("score-vulnerability", { vulnerabilityId });
  const draft = at.drafts.get(kept);
  const begun = beginning(props, draft);
  if (sentFor(at, "score-vulnerability", { vulnerabilityId })) at.formsShown.add(sentMark);
  const { version, errors } = begun;
  const id = `score-${vulnerabilityId.slice(-6)}`;
  return (
    <div class="score-form" id={id}>
      <VersionTabs at={at} version={version} anchor={id} />
      <Form
        action={`${deedPath(at, "score-vulnerability")}&cvss=${version}`}
        csrf={at.csrf}
        label={`Score in CVSS ${version}`}
      >
        <FormErrors errors={errors} />
        <Hidden name="vulnerabilityId" value={vulnerabilityId} />
        <Hidden name="asOf" value={begun.asOf ?? scoredAs(props.scores, vulnerabilityId)} />
        <ScoredMeanwhile at={at} vulnerabilityId={vulnerabilityId} scores={props.scores} />
        <Hidden name="cvssVersion" value={version} />
        <div data-cvss={version} data-bands={JSON.stringify(bandsFor(at))}>
          <CvssPicker
            name={choicePrefix}
            metrics={describeMetrics(version).map(({ name, metrics }) => ({
              group: name,
              metrics,
            }))}
            values={begun.choices}
          />
          <LiveScore at={at} version={version} choices={begun.choices} />
        </div>
        <PastedVector value={begun.vector} error={errorFor(errors, "vector")} />
        <Override at={at} begun={begun} />
        <TextArea
          name="reason"
          label="Why this score"
          help={
            props.scores.length > 0
              ? "Needed where it changes the earlier one, which stays in the history."
              : "It is kept with the score."
          }
          value={begun.why}
          error={errorFor(errors, "reason")}
          rows={2}
        />
        <Actions>
          <Button formKeys={keyOfDeed("score-vulnerability")}>Save score</Button>
          <DraftButtons at={at} form={kept} draft={draft} shown={begun.isDraft} />
        </Actions>
        <Hidden name={draftField} value={kept} />
      </Form>
    </div>
  );
}

/** What was sent, else one's draft in the version that is shown, else our newest score in it. */
function beginning({ at, vulnerability, scores }: ScoreFormProps, draft: Draft | undefined) {
  const sent = sentFor(at, "score-vulnerability", {
    vulnerabilityId: vulnerability.vulnerabilityId,
  });
  const typed = sent?.values ?? draft?.values ?? {};
  const typedIn = lastValueOf(typed, "cvssVersion");
  const wanted = sent ? [typedIn] : [at.query.cvss, typedIn];
  const version = versionOf(at, wanted, scores);
  if (sent) {
    const form = caseDeedOf("score-vulnerability")?.form;
    const errors = form ? errorsOf(sent, form) : [];
    return { version, ...typedWords(typed), errors, isDraft: false, asOf: undefined };
  }
  if (draft && typedIn === version) {
    // As of when it was begun: whoever scored since is not overwritten unseen.
    const asOf = lastValueOf(typed, "asOf");
    return { version, ...typedWords(typed), errors: [], isDraft: true, asOf };
  }
  const score = scores.find((each) => each.cvssVersion === version);
  const read = score && readCvss(score.vector);
  return {
    version,
    choices: read && "metrics" in read ? read.metrics : {},
    vector: "",
    band: score?.overrideBand ?? "",
    reason: score?.overrideReason ?? "",
    why: "",
    errors: [],
    isDraft: false,
    asOf: undefined,
  };
}

function typedWords(values: FormValues) {
  return {
    choices: choicesIn(values),
    vector: lastValueOf(values, "vector") ?? "",
    band: lastValueOf(values, "overrideBand") ?? "",
    reason: lastValueOf(values, "overrideReason") ?? "",
    why: lastValueOf(values, "reason") ?? "",
  };
}

/** The version that was sent or asked for, else that of the newest score, else the policy's own. */
function versionOf(
  at: AtCase,
  asked: readonly (string | undefined)[],
  scores: readonly ScoreView[],
): CvssVersion {
  const { accepted, cvssDefault } = at.policy.scoring;
  const wanted = [...asked, at.query.cvss, scores[0]?.cvssVersion];
  return accepted.find((each) => each === wanted.find((one) => one !== undefined)) ?? cvssDefault;
}

function VersionTabs(props: { at: AtCase; version: CvssVersion; anchor: string }) {
  const { at, version, anchor } = props;
  return (
    <div class="score-versions">
      <Tabs
        label="CVSS version"
        tabs={at.policy.scoring.accepted.map((each) => ({
          href: `${casePath(at.head.reference, at.view)}?cvss=${each}#${anchor}`,
          label: `CVSS ${each}`,
          current: each === version,
        }))}
      />
      <a href={specificationOf[version]} rel="noreferrer">
        The standard at FIRST
      </a>
    </div>
  );
}

/** What the script needs of the policy's bands. */
function bandsFor(at: AtCase) {
  return at.policy.scoring.bands.map((band) => ({
    low: band.low,
    high: band.high,
    label: bandWord(band),
    token: bandToken(at.policy, band.name),
  }));
}

function LiveScore(props: {
  at: AtCase;
  version: CvssVersion;
  choices: Readonly<Record<string, string>>;
}) {
  const { at, version, choices } = props;
  const vector = Object.entries(choices)
    .map(([metric, value]) => `${metric}:${value}`)
    .join("/");
  const read = readCvss(`CVSS:${version}/${vector}`);
  const score = "metrics" in read ? scoreOf(read) : undefined;
  const band = at.policy.scoring.bands.find(
    ({ low, high }) => score && score.overall >= low && score.overall <= high,
  );
  return (
    <output class="live-score" data-cvss-result>
      <span data-cvss-severity>
        {score && band ? (
          <CaseSeverity
            policy={at.policy}
            band={band.name}
            score={score.overall}
            version={version}
          />
        ) : (
          <CaseSeverity policy={at.policy} band={null} />
        )}
      </span>{" "}
      <code data-cvss-vector>
        {score ? score.vector : "Choose a value for every metric of the base group."}
      </code>
    </output>
  );
}

function PastedVector(props: { value: string; error: string | undefined }) {
  return (
    <Disclosure summary="Or paste a vector" open={props.value !== "" || props.error !== undefined}>
      <TextField
        name="vector"
        label="CVSS vector"
        value={props.value}
        error={props.error}
        size="full"
        code
        help="With its version, such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H. It goes before the choices above."
      />
    </Disclosure>
  );
}

function Override(props: { at: AtCase; begun: ReturnType<typeof beginning> }) {
  const { at, begun } = props;
  const { scoring } = at.policy;
  if (!scoring.override.allowed) return null;
  const bandError = errorFor(begun.errors, "overrideBand");
  const reasonError = errorFor(begun.errors, "overrideReason");
  return (
    <Disclosure
      summary="Another level than the score’s"
      open={begun.band !== "" || begun.reason !== "" || Boolean(bandError ?? reasonError)}
    >
      <p class="form-lead">
        For factors that CVSS does not capture. The score and its own level stay visible beside it.
      </p>
      <Select
        name="overrideBand"
        label="Level"
        value={begun.band}
        error={bandError}
        emptyLabel="The score’s own"
        options={scoring.bands.map((band) => ({ value: band.name, label: bandWord(band) }))}
      />
      <TextArea
        name="overrideReason"
        label="Why another level"
        value={begun.reason}
        error={reasonError}
        rows={3}
      />
    </Disclosure>
  );
}
