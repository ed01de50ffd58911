/** SSVC's tables as advice: the questions of one of them, what the answers kept so far say, and who gave them. */

import type { Fact } from "../../core/facts/fact.ts";
import { answersFromFacts } from "../../core/ssvc/answers-from-facts.ts";
import { decide, questionsOf, type SsvcAnswers, tableOf } from "../../core/ssvc/decide.ts";
import type { DecisionPoint } from "../../core/ssvc/decision-points.ts";
import { type SsvcTable, ssvcTables } from "../../core/ssvc/tables.ts";
import { lastValueOf } from "../../lib/form-description.ts";
import type { VulnerabilityView } from "../../store/scoring/reader.ts";
import type { SsvcView } from "../../store/scoring/ssvc-reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { FormErrors } from "../../ui/form-errors.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Select } from "../../ui/select.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath, sentMark } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { deedPath, may, sentFor } from "./deed-form.tsx";
import { keyOfDeed } from "./deed-keys.ts";

/** Tables that are asked by themselves; the others answer a question of these. */
const asked = ["supplier", "coordinator-triage", "coordinator-publish", "cisa-coordinator"];
const tabWords: Readonly<Record<string, string>> = {
  supplier: "Supplier",
  "coordinator-triage": "Coordinator: take it?",
  "coordinator-publish": "Coordinator: publish?",
  "cisa-coordinator": "CISA",
};

type Props = {
  at: AtCase;
  vulnerability: VulnerabilityView;
  /** Of this vulnerability, newest first. */
  kept: readonly SsvcView[];
  facts: readonly Fact[];
};

export function SsvcPanel(props: Props) {
  const { at, vulnerability, kept } = props;
  const ids = { vulnerabilityId: vulnerability.vulnerabilityId };
  const sent = sentFor(at, "record-ssvc", ids);
  const wanted = (sent && lastValueOf(sent.values, "table")) ?? at.query.ssvc ?? "";
  const table = tableOf(asked.includes(wanted) ? wanted : "supplier") ?? ssvcTables[0];
  const ofTable = kept.filter((each) => each.table === table.id);
  const anchor = `ssvc-${vulnerability.vulnerabilityId.slice(-6)}`;
  return (
    <Panel title="SSVC" level={3} id={anchor}>
      <p class="form-lead">
        Decision tables of CERT/CC. They advise; promises go by the severity alone.
      </p>
      <Tabs
        label="Decision table"
        tabs={asked.map((id) => ({
          href: `${casePath(at.head.reference, at.view)}?ssvc=${id}#${anchor}`,
          label: tabWords[id] ?? id,
          current: id === table.id,
        }))}
      />
      {ofTable[0] && <Kept at={at} table={table} kept={ofTable[0]} />}
      {ofTable.length > 1 && (
        <Disclosure summary={`Earlier answers: ${ofTable.length - 1}`}>
          {ofTable.slice(1).map((each) => (
            <Kept key={each.at.toISOString()} at={at} table={table} kept={each} />
          ))}
        </Disclosure>
      )}
      {may(at, "record-ssvc") && (
        <Disclosure
          summary={ofTable.length > 0 ? "Answer again" : "Answer"}
          open={ofTable.length === 0 || sent !== undefined}
        >
          <Questions {...props} table={table} former={ofTable[0]} />
        </Disclosure>
      )}
    </Panel>
  );
}

function Kept({ at, table, kept }: { at: AtCase; table: SsvcTable; kept: SsvcView }) {
  const { outcome, possible, derived } = decide(table, kept.answers);
  const answers: SsvcAnswers = { ...derived, ...kept.answers };
  const stored = table.outcome.values.find(({ key }) => key === kept.outcome);
  const advice = stored ?? outcome;
  return (
    <section class="score">
      <p class="score-line">
        <strong>{advice ? advice.name : "Open"}</strong>
        <Tag tone="info">Advice</Tag>
        {!advice && <span>Still possible: {possible.map(({ name }) => name).join(", ")}</span>}
      </p>
      {kept.reason && (
        <p class="plain-text" dir="auto">
          {kept.reason}
        </p>
      )}
      <p class="meta">
        <span>{personName(at, kept.by)}</span>
        <When at={kept.at} zone={zoneOf(at)} />
        <span>
          Table {table.key}, version {kept.version}
        </span>
      </p>
      <Disclosure summary="What was answered">
        <DescriptionList
          facts={questionsOf(table).map((point) => ({
            term: point.name,
            value: nameOf(point, answers[point.id], derived[point.id] !== undefined),
          }))}
        />
      </Disclosure>
    </section>
  );
}

function nameOf(point: DecisionPoint, key: string | undefined, follows: boolean) {
  const name = point.values.find((value) => value.key === key)?.name;
  return name && follows ? `${name} (follows)` : name;
}

function Questions(props: Props & { table: SsvcTable; former: SsvcView | undefined }) {
  const { at, vulnerability, table, former, facts } = props;
  const sent = sentFor(at, "record-ssvc", { vulnerabilityId: vulnerability.vulnerabilityId });
  if (sent) at.formsShown.add(sentMark);
  const questions = questionsOf(table);
  const mark = `ssvc-${vulnerability.vulnerabilityId.slice(-6)}-answer`;
  const begun: SsvcAnswers = sent ? {} : (former?.answers ?? answersFromFacts(facts));
  return (
    <Form action={`${deedPath(at, "record-ssvc")}&ssvc=${table.id}`} csrf={at.csrf} label="SSVC">
      <FormErrors errors={sent ? [{ message: sent.refusal.message }] : []} />
      <Hidden name="vulnerabilityId" value={vulnerability.vulnerabilityId} />
      <Hidden name="table" value={table.id} />
      {questions.map((point, index) => (
        <div key={point.id}>
          <Hidden name={`answers.${index}.point`} value={point.id} />
          <Select
            id={`${mark}-${index}`}
            name={`answers.${index}.value`}
            label={point.name}
            help={helpOf(table, point)}
            value={
              sent ? lastValueOf(sent.values, `answers.${index}.value`) : (begun[point.id] ?? "")
            }
            emptyLabel="Not answered"
            options={point.values.map(({ key, name }) => ({ value: key, label: name }))}
          />
        </div>
      ))}
      <TextArea
        id={`${mark}-reason`}
        name="reason"
        label="What the answers rest on"
        value={sent ? (lastValueOf(sent.values, "reason") ?? "") : ""}
        rows={2}
      />
      <Actions>
        <Button look="secondary" formKeys={keyOfDeed("record-ssvc")}>
          Keep the answers
        </Button>
      </Actions>
    </Form>
  );
}

/** A question of a simpler table says what follows from it. */
function helpOf(table: SsvcTable, point: DecisionPoint): string {
  if (table.points.includes(point)) return point.asks;
  const below = ssvcTables.find(
    ({ points, outcome }) =>
      points.some(({ id }) => id === point.id) && table.points.some(({ id }) => id === outcome.id),
  );
  return below ? `${point.asks} Only where “${below.outcome.name}” is left open.` : point.asks;
}
