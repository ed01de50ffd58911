/** The parts of the hand-over sheet. Words and tables only; decides nothing. */
import { handOver } from "../../actions/duty/hand-over.ts";
import type { OnDuty, Shift } from "../../core/duty/rota.ts";
import type { LoadRow } from "../../store/cases/load-reader.ts";
import type { DueCase } from "../../store/clocks/due-reader.ts";
import type { CaseAlarm, HandOver, WaitingCase } from "../../store/duty/hand-over-reader.ts";
import type { PersonView } from "../../store/people/reader.ts";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Panel, Stack } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import { casePath } from "./at-case.ts";
import { OwnerCell } from "./case-cells.tsx";
import { waitingWord } from "./case-words.ts";
import type { ConsoleRequest } from "./console-frame.tsx";
import { HouseForm, type SentHouseForm } from "./house-form.tsx";

export const handOverPath = "/console/duty/hand-over";

export interface Sheet {
  readonly at: ConsoleRequest;
  readonly sent: SentHouseForm | undefined;
  readonly now: Date;
  readonly zone: string;
  /** Alarms are listed since then. */
  readonly since: Date;
  readonly load: readonly LoadRow[];
  readonly due: readonly DueCase[];
  /** Whether more is due than stands on the sheet. */
  readonly isMore: boolean;
  readonly waiting: readonly WaitingCase[];
  readonly alarms: readonly CaseAlarm[];
  readonly onCall: readonly OnDuty[];
  /** The next shift that begins, of any line. */
  readonly coming: Shift | undefined;
  readonly former: readonly HandOver[];
  /** To whom duty can be handed over. */
  readonly takers: readonly PersonView[];
  readonly names: ReadonlyMap<string, string>;
}

type Of = { sheet: Sheet };

function nameOf({ names }: Sheet, personId: string): string {
  return names.get(personId) ?? "A colleague";
}

export function CountsPanel({ sheet }: Of) {
  const sum = (count: (row: LoadRow) => number) =>
    sheet.load.reduce((total, row) => total + count(row), 0);
  const open = sum((row) => row.open);
  const unowned = sheet.load.find(({ ownerId }) => ownerId === null)?.open ?? 0;
  const rota = sheet.onCall.map(
    ({ line, personId }) => `${nameOf(sheet, personId)} (line ${line})`,
  );
  return (
    <Panel title="At a glance" id="counts">
      <DescriptionList
        facts={[
          { term: "Open cases", value: open },
          { term: "Ours to do", value: sum(({ ours }) => ours) },
          { term: "Waiting for others", value: open - sum(({ ours }) => ours) },
          { term: "Overdue", value: sum(({ overdue }) => overdue) },
          { term: "Due within a week", value: sum(({ withinWeek }) => withinWeek) },
          { term: "Without an owner", value: unowned },
          { term: "On call now", value: rota.join(", ") || "Nobody" },
          { term: "Next on call", value: <Coming sheet={sheet} /> },
        ]}
      />
      {sheet.isMore && (
        <p>
          More is due than stands below: <a href="/console/due">all of it</a>.
        </p>
      )}
    </Panel>
  );
}

/** Whoever is next on call is chosen to begin with. */
function nextTaker({ coming, takers }: Sheet): { toId?: string } {
  const next = takers.find(({ personId }) => personId === coming?.personId);
  return next ? { toId: next.personId } : {};
}

function Coming({ sheet }: Of) {
  const { coming, zone } = sheet;
  if (!coming?.personId) return <>Nobody</>;
  return (
    <>
      {nameOf(sheet, coming.personId)} (line {coming.line}), from{" "}
      <When at={coming.from} zone={zone} />
    </>
  );
}

export function WaitingPanel({ sheet }: Of) {
  if (sheet.waiting.length === 0) return null;
  return (
    <Panel title="Waiting for others" id="waiting">
      <Table
        caption="Cases that wait for somebody else, the longest on top"
        captionHidden
        rows={sheet.waiting}
        rowKey={({ caseId }) => caseId}
        columns={[
          { header: "Case", heads: true, cell: ({ reference }) => <Case reference={reference} /> },
          { header: "For", cell: (row) => waitingWord(row.waitingOn, row.waitingFor) },
          {
            header: "Since",
            cell: ({ since }) => (since ? <When at={since} zone={sheet.zone} /> : "Not known"),
          },
          {
            header: "Owner",
            cell: ({ ownerId }) => <OwnerCell ownerId={ownerId} names={sheet.names} />,
          },
        ]}
      />
    </Panel>
  );
}

const alarmWords: Readonly<Record<string, string>> = {
  "clock.overdue": "A promise became overdue",
  "delivery.alarmed": "A mail did not arrive",
  "duty.silent-entity": "Its entity is silent",
  "duty.unanswered": "No person had answered",
  "duty.unowned": "Nobody answered for it",
  "duty.woken": "Nobody took it in time",
  "glass.broken": "The glass was broken",
  "tray.alarmed": "Nobody had looked at it in the tray",
};

export function AlarmsPanel({ sheet }: Of) {
  return (
    <Panel title="Alarms since" id="alarms">
      {sheet.alarms.length === 0 ? (
        <p>None on an open case.</p>
      ) : (
        <Table
          caption="Alarms of open cases, the newest on top"
          captionHidden
          rows={sheet.alarms}
          rowKey={({ eventId }) => eventId}
          columns={[
            {
              header: "Case",
              heads: true,
              cell: ({ reference }) => <Case reference={reference} />,
            },
            { header: "What", cell: ({ type }) => alarmWords[type] ?? type },
            { header: "When", cell: ({ at }) => <When at={at} zone={sheet.zone} /> },
          ]}
        />
      )}
    </Panel>
  );
}

export function HandOverPanel({ sheet }: Of) {
  const { at, sent, takers } = sheet;
  return (
    <div class="screen-only">
      <Panel title="Hand duty over" id="hand-over">
        <p>
          This records that you did, with your notes. Who is on call is set by a lead, by the rota.
        </p>
        <HouseForm
          at={at}
          on={handOver}
          path={handOverPath}
          sent={sent}
          values={nextTaker(sheet)}
          choices={{ toId: takers.map(({ personId, name }) => ({ value: personId, label: name })) }}
        />
      </Panel>
    </div>
  );
}

/** Notes that the reader wrote or was given. */
export function FormerPanel({ sheet }: Of) {
  if (sheet.former.length === 0) return null;
  return (
    <Panel title="Notes of earlier hand-overs" id="notes">
      <ul class="remedy-list">
        {sheet.former.map(({ handOverId, fromId, toId, at, notes }) => (
          <li key={handOverId}>
            <Stack gap="small">
              <h3>
                {nameOf(sheet, fromId)} to {nameOf(sheet, toId)}
              </h3>
              <p class="meta">
                <When at={at} zone={sheet.zone} />
              </p>
              <p class="plain-text">{notes}</p>
            </Stack>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Case({ reference }: { reference: string }) {
  return <a href={casePath(reference)}>{reference}</a>;
}
