/** Cases as rows: what is owed next and when, to whom, and who answers for each. */
import type { ComponentChildren } from "preact";
import { ourReply } from "../../core/cases/waiting.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { QueueRow } from "../../store/cases/queue-reader.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { StageBadge } from "../../ui/badge.tsx";
import { Due } from "../../ui/due.tsx";
import { Table } from "../../ui/table.tsx";
import { casePath } from "./at-case.ts";
import { localWords, OwnerCell } from "./case-cells.tsx";
import { stageWords, waitingFor } from "./case-words.ts";
import { dueOfRow, type Reading } from "./due-words.ts";
import { LabelTags } from "./labels-panel.tsx";
import { CaseSeverity } from "./severity-words.tsx";

export function CaseTable(props: {
  caption: string;
  rows: readonly QueueRow[];
  /** Names of owners by id. */
  names: ReadonlyMap<string, string>;
  now: Date;
  policy: Policy;
  /** Every version: a promise counts by the one that it runs by. */
  policies: readonly Policy[];
  empty: ComponentChildren;
  /** What stands before a row's title: its box. */
  before?: ((row: QueueRow) => ComponentChildren) | undefined;
}) {
  const { now, policy, policies, names } = props;
  const zone = policy.channels.officeHours.zone;
  return (
    <Table
      caption={props.caption}
      captionHidden
      dense
      rows={props.rows}
      rowKey={(row) => row.caseId}
      empty={props.empty}
      columns={[
        {
          header: "Case",
          heads: true,
          cell: (row) =>
            props.before ? (
              <span class="tray-message">
                {props.before(row)}
                <span>
                  <CaseTitle row={row} />
                </span>
              </span>
            ) : (
              <CaseTitle row={row} />
            ),
        },
        {
          header: "Severity",
          cell: (row) => <CaseSeverity policy={policy} band={row.severityBand} />,
        },
        { header: "Stage", cell: (row) => <Stage row={row} /> },
        {
          header: `Owed next (${zone})`,
          cell: (row) => <Owed row={row} at={{ now, policies, zone }} />,
        },
        {
          header: "Owner",
          cell: ({ ownerId }) => <OwnerCell ownerId={ownerId} names={names} />,
        },
      ]}
    />
  );
}

function CaseTitle({ row }: { row: QueueRow }) {
  return (
    <>
      <a href={casePath(row.reference)} data-row>
        <AsWritten text={row.title || row.reference} />
      </a>
      <span class="row-reference">
        {row.reference}
        {row.tray === "new" && !row.closedAt && ", in the intake tray"}
      </span>
      <LabelTags labels={row.labels} />
    </>
  );
}

/** The zone stands in the column's head, so that rows stay short. */
function Owed(props: { row: QueueRow; at: Reading & { zone: string } }) {
  const { row, at } = props;
  const { zone } = at;
  if (row.closedAt) {
    return <span class="quiet">Closed {localWords(row.closedAt, zone).split(",")[0]}</span>;
  }
  if (!row.owed) return <span class="quiet">Nothing with a date</span>;
  const { at: _, ...due } = dueOfRow(row.owed, at);
  return (
    <span class="owed">
      <Due {...due} />
      {row.owed.dueAt && !row.owed.pausedAt && (
        <time class="quiet" dateTime={row.owed.dueAt.toISOString()}>
          {localWords(row.owed.dueAt, zone)}
        </time>
      )}
    </span>
  );
}

function Stage(props: { row: QueueRow }) {
  const { stage, waitingOn, waitingFor: whom } = props.row;
  const { name, progress } = stageWords[stage];
  if (waitingOn === "us" || waitingOn === "nobody") {
    const named = whom === ourReply ? `${name}, they wrote` : name;
    return <StageBadge name={named} progress={progress} />;
  }
  return <StageBadge name={`${name}, for ${waitingFor(waitingOn, whom)}`} progress="waiting" />;
}
