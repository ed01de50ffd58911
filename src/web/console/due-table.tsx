/** What is due as tables: one for each section, a row for each case with its promises. */
import { type DueSection, dueSection, dueSections } from "../../core/clocks/due-section.ts";
import { promiseOf } from "../../core/clocks/promises.ts";
import type { DueCase, DuePromise } from "../../store/clocks/due-reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Due, type DueProps } from "../../ui/due.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { whenText } from "../../ui/when.tsx";
import { casePath } from "./at-case.ts";
import { promiseWords } from "./case-words.ts";
import { distanceWords } from "./due-words.ts";
import { owedToWord } from "./promise-words.ts";

const sectionWords: Readonly<Record<DueSection, string>> = {
  overdue: "Overdue",
  today: "Due today",
  week: "Due within a week",
};

interface Shown {
  cases: readonly DueCase[];
  /** Names of owners by id. */
  names: ReadonlyMap<string, string>;
  now: Date;
  zone: string;
}

/** A case stands in the section of what it owes first; its other promises stand with it. */
export function DueTables(props: Shown) {
  const { cases, now, zone } = props;
  return (
    <>
      {dueSections.map((section) => {
        const rows = cases.filter(({ promises: [first] }) => {
          return first !== undefined && dueSection(first.dueAt, now, zone) === section;
        });
        if (rows.length === 0) return null;
        return (
          <Panel key={section} title={sectionWords[section]} id={section}>
            <SectionTable {...props} cases={rows} caption={sectionWords[section]} />
          </Panel>
        );
      })}
    </>
  );
}

function SectionTable(props: Shown & { caption: string }) {
  const { now, zone, names } = props;
  return (
    <Table
      caption={props.caption}
      captionHidden
      dense
      rows={props.cases}
      rowKey={(row) => row.caseId}
      columns={[
        { header: "Case", heads: true, cell: (row) => <CaseCell row={row} /> },
        {
          header: `Due (${zone})`,
          cell: (row) => (
            <ul class="due-rows">
              {row.promises.map((promise) => (
                <li key={promise.clockId}>
                  <PromiseCell promise={promise} now={now} zone={zone} />
                </li>
              ))}
            </ul>
          ),
        },
        {
          header: "Owner",
          cell: (row) =>
            row.ownerId ? (
              (names.get(row.ownerId) ?? "A colleague")
            ) : (
              <span class="no-owner">No owner</span>
            ),
        },
      ]}
    />
  );
}

function CaseCell(props: { row: DueCase }) {
  const { row } = props;
  return (
    <>
      <a href={casePath(row.reference, "promises")} data-row>
        {row.title || row.reference}
      </a>
      <span class="row-reference">{row.reference}</span>
      {row.closedAt && <Tag icon="lock">Closed</Tag>}
    </>
  );
}

/** The zone stands in the column's head, so that rows stay short. */
function PromiseCell(props: { promise: DuePromise; now: Date; zone: string }) {
  const { promise, now, zone } = props;
  return (
    <span class="owed">
      <Due {...dueOfPromise(promise, now, zone)} />
      <time class="quiet" dateTime={promise.dueAt.toISOString()}>
        {whenText({ at: promise.dueAt, zone }).replace(/ \S+( \(UTC.*\))?$/, "")}
      </time>
    </span>
  );
}

function dueOfPromise(entry: DuePromise, now: Date, zone: string): DueProps {
  const { promise, dueAt } = entry;
  const basics = {
    promise: promiseWords[promise],
    owedTo: owedToWord(entry, entry.owedTo) || undefined,
  };
  if (promiseOf(promise).owedBy === "them") {
    return { ...basics, state: "open", word: "Waited for until" };
  }
  const relative = distanceWords(now, dueAt);
  const section = dueSection(dueAt, now, zone);
  const state = section === "overdue" ? "overdue" : section === "today" ? "soon" : "open";
  return { ...basics, state, relative };
}
