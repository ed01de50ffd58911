/** The parts of the page of duty. Words and tables only; decides nothing. */
import type { ComponentChildren } from "preact";
import type { Urgency } from "../../core/duty/urgency.ts";
import { type DutyCase, listedMax } from "../../store/duty/duty-list-reader.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import { urgentWords } from "../server/urgent-words.ts";
import { casePath } from "./at-case.ts";
import { localWords } from "./case-cells.tsx";
import { capital, kindWords, wordFor } from "./case-words.ts";
import { hrefOf } from "./queue-address.ts";
import { nameOf, type RotaShown, zoneOf } from "./rota-panels.tsx";

/** A case that has to be taken within minutes, and who was woken for it. */
export interface UrgentCase extends DutyCase {
  readonly why: Urgency["why"];
  readonly takeBy: Date;
  readonly woken: readonly { readonly at: Date; readonly people: readonly string[] }[];
}

export interface DutyFound extends RotaShown {
  readonly urgent: readonly UrgentCase[];
  readonly unowned: readonly DutyCase[];
  readonly unanswered: readonly DutyCase[];
}

type Of = { found: DutyFound };

export function UrgentPanel({ found }: Of) {
  if (found.urgent.length === 0) return null;
  return (
    <Panel look="next" title="Urgent, and nobody has taken it" id="urgent">
      <p>Open one and press “Take”: until somebody does, the next on call is woken.</p>
      <Table
        caption="Urgent cases without an owner, the first to be taken on top"
        captionHidden
        rows={found.urgent}
        rowKey={({ caseId }) => caseId}
        columns={[
          { header: "Case", heads: true, cell: caseLink },
          { header: "Why", cell: ({ why }) => capital(urgentWords[why] ?? why) },
          {
            header: "To be taken by",
            cell: ({ takeBy }) => <When at={takeBy} zone={zoneOf(found)} />,
          },
          { header: "Woken so far", cell: (row) => <Woken found={found} row={row} /> },
        ]}
      />
    </Panel>
  );
}

function Woken({ found, row }: Of & { row: UrgentCase }) {
  if (row.woken.length === 0) return <>Nobody yet</>;
  return (
    <ul class="due-rows">
      {row.woken.map(({ at, people }) => (
        <li key={at.toISOString()}>
          {people.map((id) => nameOf(found, id)).join(", ") || "Nobody was there to wake"},{" "}
          <When at={at} zone={zoneOf(found)} />
        </li>
      ))}
    </ul>
  );
}

export function UnownedPanel({ found }: Of) {
  const { unowned, policy } = found;
  return (
    <Panel title="Nobody answers for these" id="unowned">
      <p>
        Leads hear of each that has no owner for {hours(policy.alerts.unownedHours)}.{" "}
        <a href={hrefOf({ lane: "ours", mine: false, filter: { owner: "nobody" } })}>
          Those of the queue that are ours to do
        </a>
      </p>
      <Cases found={found} rows={unowned} caption="Cases without an owner, the oldest first">
        <EmptyState
          icon="check"
          title={
            found.urgent.length > 0 ? "Every other case has an owner" : "Every case has an owner"
          }
        >
          A case that somebody gives back stands here.
        </EmptyState>
      </Cases>
    </Panel>
  );
}

export function UnansweredPanel({ found }: Of) {
  const { unanswered, policy } = found;
  return (
    <Panel title="Nobody has answered these" id="unanswered">
      <p>
        Open cases of any kind whose reporter or other party has had no answer of a person for{" "}
        {hours(policy.alerts.unansweredHours)}; an automatic acknowledgement is none.
      </p>
      <Cases found={found} rows={unanswered} caption="Cases without an answer, the oldest first">
        <EmptyState icon="check" title="Nobody has waited that long">
          Questions, notices and disputes count like reports.
        </EmptyState>
      </Cases>
    </Panel>
  );
}

function Cases(
  props: Of & { rows: readonly DutyCase[]; caption: string; children: ComponentChildren },
) {
  const { found, rows, caption, children } = props;
  return (
    <>
      <Table
        caption={caption}
        captionHidden
        rows={rows}
        rowKey={({ caseId }) => caseId}
        empty={children}
        columns={[
          { header: "Case", heads: true, cell: caseLink },
          { header: "Kind", cell: ({ kind }) => wordFor(kindWords, kind) },
          { header: "Level", cell: ({ band }) => (band ? capital(band) : "Not known yet") },
          {
            header: `Opened (${zoneOf(found)})`,
            cell: ({ openedAt }) => localWords(openedAt, zoneOf(found)),
          },
        ]}
      />
      {rows.length >= listedMax && <p class="quiet">The oldest {listedMax}.</p>}
    </>
  );
}

function caseLink({ reference }: DutyCase) {
  return <a href={casePath(reference)}>{reference}</a>;
}

function hours(count: number): string {
  return count % 24 === 0 && count > 24 ? `${count / 24} days` : `${count} hours`;
}
