/** What is due as tables: one for each section, a row for each case with its promises. */
import { clockStateOf, termsOf } from "../../core/clocks/clock-state.ts";
import { type DueSection, dueSection, dueSections } from "../../core/clocks/due-section.ts";
import type { DueCase, DuePromise } from "../../store/clocks/due-reader.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { Tag } from "../../ui/badge.tsx";
import { Due, type DueProps } from "../../ui/due.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { casePath } from "./at-case.ts";
import { localWords, OwnerCell } from "./case-cells.tsx";
import { promiseWords } from "./case-words.ts";
import { owedWords, type Reading } from "./due-words.ts";
import { owedToWord } from "./promise-words.ts";

const sectionWords: Readonly<Record<DueSection, string>> = {
  overdue: "Overdue",
  today: "Due today",
  week: "Due within a week",
};

interface Shown extends Reading {
  cases: readonly DueCase[];
  /** Names of owners by id. */
  names: ReadonlyMap<string, string>;
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
  const { zone, names } = props;
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
                  <PromiseCell promise={promise} at={props} />
                </li>
              ))}
            </ul>
          ),
        },
        {
          header: "Owner",
          cell: ({ ownerId }) => <OwnerCell ownerId={ownerId} names={names} />,
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
        <AsWritten text={row.title || row.reference} />
      </a>
      <span class="row-reference">{row.reference}</span>
      {row.closedAt && <Tag icon="lock">Closed</Tag>}
    </>
  );
}

/** The zone stands in the column's head, so that rows stay short. */
function PromiseCell(props: { promise: DuePromise; at: Shown }) {
  const { promise, at } = props;
  return (
    <span class="owed">
      <Due {...dueOfPromise(promise, at)} />
      <time class="quiet" dateTime={promise.dueAt.toISOString()}>
        {localWords(promise.dueAt, at.zone)}
      </time>
    </span>
  );
}

/** The date stands beneath it in short form. */
function dueOfPromise(entry: DuePromise, { now, policies }: Reading): DueProps {
  const state = clockStateOf(entry, termsOf(policies, entry), now);
  const { at: _, ...owed } = owedWords(entry, state, now);
  return {
    promise: promiseWords[entry.promise],
    owedTo: owedToWord(entry, entry.owedTo) || undefined,
    ...owed,
  };
}
