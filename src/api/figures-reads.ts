/** What the API tells of the house's figures: those of the caller's own teams, or of themselves. */
import { z } from "zod";
import { askedFigures } from "../core/figures/asked-figures.ts";
import { findingSources } from "../core/figures/case-story.ts";
import { rowsOf, withNames } from "../core/figures/overview.ts";
import { inForceAt } from "../core/policy/in-force.ts";
import {
  figureHolders,
  figuresCount,
  figuresOverview,
  figuresProgress,
} from "../store/figures/cells-reader.ts";
import { productNames } from "../store/products/reader.ts";
import { principalsOf } from "../store/transaction.ts";
import { permitAsMember } from "./case-reads.ts";
import { defineRead, instant } from "./read.ts";

const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .optional();

const row = z.object({
  by: z.enum(["month", "source", "entity", "product", "cut", "stand", "span"]),
  measure: z.string(),
  key: z.string(),
  band: z.string(),
  count: z.int(),
  medianHours: z.int().nullable(),
  nineTenthsHours: z.int().nullable(),
  name: z
    .string()
    .meta({ description: "What a product is called; empty where `key` is not its id." }),
});

export const readFigures = defineRead({
  id: "read-figures",
  path: "/figures",
  summary: "Counts and durations over the cases that one of your teams, or you yourself, are on.",
  open: false,
  query: z.object({
    of: z
      .uuid()
      .optional()
      .meta({ title: "Team, or yourself", description: "The first of `holders` unless told." }),
    from: month.meta({ title: "First month, YYYY-MM" }),
    to: month.meta({ title: "Last month, YYYY-MM" }),
    entity: z.string().max(200).optional().meta({ title: "Entity" }),
    product: z.uuid().optional().meta({ title: "Product" }),
    source: z.enum(findingSources).optional().meta({ title: "Who found it" }),
  }),
  answer: z.object({
    countedAt: instant.nullable(),
    timeZone: z.string().nullable(),
    /** Of a count that is under way, for each team of yours and yourself; empty while none is. */
    underWay: z.array(z.object({ of: z.uuid(), countedTo: instant.nullable(), toGo: z.int() })),
    holders: z.array(z.uuid()),
    of: z.uuid().nullable(),
    from: z.string(),
    to: z.string(),
    rows: z.array(row),
  }),
  async run(context, { actor }, query) {
    permitAsMember(actor);
    const { zone } = inForceAt(context.policies, context.now()).channels.officeHours;
    const asked = askedFigures(query, context.now(), zone);
    return context.transaction(actor, async (tx) => {
      const [count, moved, holders] = await Promise.all([
        figuresCount(tx),
        figuresProgress(tx),
        figureHolders(tx, principalsOf(actor)),
      ]);
      const of = asked.of ?? holders[0];
      const rows =
        count && of ? rowsOf(await figuresOverview(context, tx, { ...asked, of }, count)) : [];
      const products = rows.filter(({ by }) => by === "product").map(({ key }) => key);
      const names = await productNames(tx, [...new Set(products)]);
      return {
        countedAt: count?.asOf.toISOString() ?? null,
        timeZone: count?.zone ?? null,
        underWay: moved.map(({ principalId: of, countedTo, toGo }) => {
          return { of, countedTo: countedTo?.toISOString() ?? null, toGo };
        }),
        holders,
        of: of ?? null,
        ...{ from: asked.from, to: asked.to, rows: withNames(rows, names) },
      };
    });
  },
});
