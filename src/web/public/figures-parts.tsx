/** The tiles and tables of the public figures. A promise without a named time is never judged. */
import type { Counts } from "../../core/clocks/figures.ts";
import type { Wording } from "../../core/policy/promise-terms.ts";
import { Tag } from "../../ui/badge.tsx";
import { Figure, Tiles } from "../../ui/layout.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { type FiguresWords, timeWords } from "./figures-words.ts";

export type ShownRow = {
  promise: string;
  name: string;
  wording: Wording;
  counts: Counts;
  /** Said of a row that is older than the others. */
  asOf: string | undefined;
};

export function ReportFigures(props: {
  words: FiguresWords;
  counts: Counts | null;
  atLeast: number;
}) {
  const { words, counts, atLeast } = props;
  if (!counts) return <p>{words.reportsHeld(atLeast)}</p>;
  const median = counts.medianHours;
  return (
    <Tiles>
      <Figure value={`${counts.owed}`} label={words.received} />
      <Figure
        value={`${counts.kept}`}
        label={words.answered}
        note={median === null ? undefined : words.answerTime(timeWords(median, words))}
      />
      <Figure value={`${counts.open}`} label={words.unanswered} />
    </Tiles>
  );
}

type TableProps = { words: FiguresWords; rows: readonly ShownRow[] };

/** Of promises whose time is named: in time, late, broken. */
export function JudgedTable({ words, rows }: TableProps) {
  if (rows.length === 0) return null;
  return (
    <>
      <Table
        caption={words.judged}
        rows={rows}
        rowKey={({ promise }) => promise}
        columns={[
          named(words, true),
          counted(words.owed, ({ owed }) => owed),
          counted(words.kept, ({ kept }) => kept),
          counted(words.late, ({ late }) => late),
          counted(words.broken, ({ broken }) => broken),
          counted(words.open, ({ open }) => open),
          counted(words.fellAway, ({ fellAway }) => fellAway),
          timed(words),
        ]}
      />
      <p>
        {words.judgedHelp} {words.fellAwayHelp}
      </p>
    </>
  );
}

/** Of promises whose time is nobody's to know: whether they were done, and how fast. */
export function PlainTable({ words, rows }: TableProps) {
  if (rows.length === 0) return null;
  return (
    <Table
      caption={words.unjudged}
      rows={rows}
      rowKey={({ promise }) => promise}
      columns={[
        named(words, false),
        counted(words.owed, ({ owed }) => owed),
        counted(words.done, ({ kept, late }) => kept + late),
        // How many were late or fell away would tell the time that is not named.
        counted(words.undone, ({ open, broken, fellAway }) => open + broken + fellAway),
        timed(words),
      ]}
    />
  );
}

function named(words: FiguresWords, tagged: boolean): Column<ShownRow> {
  return {
    header: words.promise,
    heads: true,
    cell: ({ name, wording, asOf }) => (
      <>
        {name} {tagged && <Tag>{wording === "promised" ? words.promised : words.aim}</Tag>}
        {asOf && ` (${asOf})`}
      </>
    ),
  };
}

function counted(header: string, of: (counts: Counts) => number): Column<ShownRow> {
  return { header, align: "end", cell: ({ counts }) => `${of(counts)}` };
}

function timed(words: FiguresWords): Column<ShownRow> {
  return {
    header: words.median,
    align: "end",
    nowrap: true,
    cell: ({ counts: { medianHours } }) =>
      medianHours === null ? words.none : timeWords(medianHours, words),
  };
}
