/**
 * Evaluates SSVC's tables. The outcome is advice: it starts no promise and changes no severity.
 * A question that is not answered leaves the outcomes that are still possible, never a guess.
 */
import type { DecisionPoint } from "./decision-points.ts";
import { type SsvcTable, ssvcTables } from "./tables.ts";

/** Values by the point's id; "" and a missing one mean: not answered. */
export type SsvcAnswers = Readonly<Record<string, string | undefined>>;

export type SsvcAdvice = {
  readonly table: SsvcTable;
  /** The outcome's key and name; undefined while more than one is possible. */
  readonly outcome: { readonly key: string; readonly name: string } | undefined;
  /** What is still possible, in the standard's order. */
  readonly possible: readonly { readonly key: string; readonly name: string }[];
  /** Answers that a simpler table gave: utility, public safety, human impact. */
  readonly derived: Readonly<Record<string, string>>;
};

/** The table of that id; undefined where there is none. */
export function tableOf(id: string): SsvcTable | undefined {
  return ssvcTables.find((table) => table.id === id);
}

/** The tables whose outcome answers one of this table's questions. */
function tablesBelow(table: SsvcTable): SsvcTable[] {
  return ssvcTables.filter((each) => table.points.some(({ id }) => id === each.outcome.id));
}

/** Every question that may be answered for a table: its own, and those from which they follow. */
export function questionsOf(table: SsvcTable): DecisionPoint[] {
  const all = [table, ...tablesBelow(table)].flatMap(({ points }) => points);
  return all.filter((point, index) => all.findIndex(({ id }) => id === point.id) === index);
}

/** Names of the answers that no question of the table has, as "ssvc:E:1.1.0=X". */
export function unknownAnswers(table: SsvcTable, answers: SsvcAnswers): string[] {
  const questions = questionsOf(table);
  return Object.entries(answers).flatMap(([id, value]) => {
    if (!value) return [];
    const question = questions.find((each) => each.id === id);
    return question?.values.some(({ key }) => key === value) ? [] : [`${id}=${value}`];
  });
}

/** What a table advises. A direct answer goes before one that a simpler table would give. */
export function decide(table: SsvcTable, answers: SsvcAnswers): SsvcAdvice {
  const derived = Object.fromEntries(
    tablesBelow(table).flatMap((below) => {
      const [only, ...more] = possibleKeys(below, answers);
      return only && more.length === 0 && !answers[below.outcome.id]
        ? [[below.outcome.id, only] as const]
        : [];
    }),
  );
  const keys = possibleKeys(table, { ...derived, ...definite(answers) });
  const possible = table.outcome.values.filter(({ key }) => keys.includes(key));
  return { table, outcome: possible.length === 1 ? possible[0] : undefined, possible, derived };
}

function definite(answers: SsvcAnswers): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answers).filter((pair): pair is [string, string] => Boolean(pair[1])),
  );
}

/** Each row is numbered by its answers, as digits of a number with mixed bases. */
function possibleKeys(table: SsvcTable, answers: SsvcAnswers): string[] {
  let rows = [0];
  for (const { id, values } of table.points) {
    const digits = values.flatMap(({ key }, digit) =>
      !answers[id] || answers[id] === key ? [digit] : [],
    );
    rows = rows.flatMap((row) => digits.map((digit) => row * values.length + digit));
  }
  return [...new Set(rows.flatMap((row) => table.results[row] ?? []))];
}
