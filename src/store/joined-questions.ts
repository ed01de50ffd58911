/**
 * Several statements that only read, as one: what a page asks in one tick PostgreSQL answers by one
 * row, with the rows of each question as JSON. Never joins what writes or locks, nor a statement whose
 * columns JSON would not give back exactly as the driver gives them.
 */
import { createHash } from "node:crypto";
import pg from "pg";

export interface Question {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string | undefined;
}

type Column = Pick<pg.FieldDef, "name" | "dataTypeID">;
type Row = Record<string, unknown>;

const {
  BOOL,
  BYTEA,
  INT2,
  INT4,
  INT8,
  JSON: JSON_,
  JSONB,
  TEXT,
  TIMESTAMPTZ,
  UUID,
  VARCHAR,
} = pg.types.builtins;
const textArray = 1009;
const uuidArray = 2951;

/** What JSON carries as the driver reads it. */
const asTheyAre = new Set<number>([
  ...[BOOL, INT2, INT4, INT8, JSON_, JSONB, TEXT, UUID, VARCHAR, textArray, uuidArray],
]);
const readAgain = new Map<number, (text: string) => unknown>([
  [BYTEA, pg.types.getTypeParser(BYTEA, "text")],
  // JSON has a T where PostgreSQL's own text has a blank; "infinity" is spelled alike.
  [TIMESTAMPTZ, (text) => pg.types.getTypeParser(TIMESTAMPTZ, "text")(text.replace("T", " "))],
]);

/** What a statement's columns are, learnt from its first answer: they are the same at every answer. */
const columnsByText = new Map<string, readonly Column[]>();
const textsMax = 5_000;

const writesOrLocks =
  /\b(?:insert|update|delete|merge|lock|nextval|set_config)\b|\bfor\s+(?:key\s+)?share\b|advisory/i;

/** Whether this statement may be joined, as far as is known so far. */
export function isJoinable(text: string): boolean {
  return columnsByText.has(text);
}

/** Learns from an answer to a statement that was asked alone. */
export function learn(text: string, { fields }: Pick<pg.QueryResult, "fields">): void {
  if (columnsByText.has(text) || columnsByText.size >= textsMax) return;
  const isExact = ({ dataTypeID: type }: Column) => asTheyAre.has(type) || readAgain.has(type);
  if (fields.length === 0 || !fields.every(isExact) || writesOrLocks.test(text)) return;
  columnsByText.set(
    text,
    fields.map(({ name, dataTypeID }) => ({ name, dataTypeID })),
  );
}

/** The one statement. Named where all are, and by what they are: it is planned once a connection. */
export function joined(questions: readonly Question[]): pg.QueryConfig {
  const values: unknown[] = [];
  const parts = questions.map((question, index) => {
    const first = values.length;
    values.push(...question.values);
    const text = question.text.replace(/\$(\d+)/g, (_, number) => `$${first + Number(number)}`);
    return `(select json_agg(q) from (${text}\n) q) as "${index}"`;
  });
  const text = `select ${parts.join(",\n")}`;
  return questions.every(({ name }) => name)
    ? { text, values, name: nameOf(text) }
    : { text, values };
}

function nameOf(text: string): string {
  return `joined-${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
}

/** The rows of each question, as its own answer would have given them. */
export function partsOf(questions: readonly Question[], answer: Row | undefined): Row[][] {
  return questions.map(({ text }, index) => {
    const rows = (answer?.[index] ?? []) as Row[];
    const again = (columnsByText.get(text) ?? []).flatMap(({ name, dataTypeID }) => {
      const read = readAgain.get(dataTypeID);
      return read ? [{ name, read }] : [];
    });
    for (const row of rows) {
      for (const { name, read } of again) {
        const value = row[name];
        if (typeof value === "string") row[name] = read(value);
      }
    }
    return rows;
  });
}
