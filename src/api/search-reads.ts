/** The question that finds cases: the same words, operators and walls as the search of the console. */
import { z } from "zod";
import { recordSearch } from "../actions/access/record-search.ts";
import { InvalidInput } from "../actions/invalid-input.ts";
import type { Actor } from "../core/people/actor.ts";
import { Refusal } from "../core/refusal.ts";
import { queueRowsOf } from "../store/cases/queue-reader.ts";
import type { Context } from "../store/context.ts";
import { answerSearch, type SearchAsked } from "../store/search/search-reader.ts";
import type { Tx } from "../store/transaction.ts";
import { listed, listedCase, permitAsMember } from "./case-reads.ts";
import { cursorOf, placeOf } from "./cursor.ts";
import { after, defineRead, next } from "./read.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

export const searchForCases = defineRead({
  id: "search-cases",
  path: "/search",
  summary:
    "Your cases that hold every word and fit every operator, the latest opened first. Searching is recorded, its words as keyed hashes.",
  open: false,
  query: z.object({
    q: z
      .string()
      .trim()
      .min(1, "is missing: words, a reference, or operators such as owner:me")
      .max(500)
      .meta({
        title: "What is searched",
        description:
          "Whole words and references, and operators as the console takes them: `after:`, `before:`, `cve:`, `due:`, `entity:`, `is:`, `kind:`, `label:`, `owner:`, `party:`, `product:`, `reporter:`, `severity:`, `stage:`, `waiting:`. A value with blanks stands in quotes. Names and addresses behind `party:` and `reporter:` need a second proof, which no token has.",
      }),
    after,
  }),
  answer: z.object({
    cases: z.array(listedCase),
    lookedAt: z.int().nullable().meta({
      description:
        "How many cases were looked at, where more lie behind them: older ones may fit as well.",
    }),
    next,
  }),
  async run(context, { actor }, { q, after: cursor }) {
    permitAsMember(actor);
    if (actor.kind !== "staff") throw new Refusal("access.not-permitted", { deed: "read-case" });
    const asked = { text: q, after: cursor === undefined ? null : caseAfter(cursor) };
    const found = await context.transaction(actor, (tx) => answered(context, tx, actor, asked));
    const caseIds = found.rows.map(({ caseId }) => caseId);
    await recordSearch(context, actor, q, { caseIds, byPeople: found.byPeople });
    const { rows, lookedAt, next: end } = found;
    return { cases: rows.map(listed), lookedAt, next: end ? cursorOf(end) : null };
  },
});

function caseAfter(cursor: string): string {
  return placeOf(cursor, z.tuple([z.uuid()]))[0];
}

/** Refuses with input.invalid where an operator was not understood: nothing was searched then. */
async function answered(context: Context, tx: Tx, staff: Staff, asked: SearchAsked) {
  const found = await answerSearch(context, tx, staff, asked);
  if (found.problems.length > 0) {
    throw new InvalidInput(
      found.problems.map(({ operator, value, takes }) => ({
        field: "q",
        message: `${operator}:${value}: ${takes}`,
      })),
    );
  }
  if (!found.exactly) return found;
  return { ...found, rows: await queueRowsOf(context, tx, [found.exactly.caseId]) };
}
