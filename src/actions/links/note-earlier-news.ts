/**
 * Puts a step of the work on an earlier case on the record of one that follows it, or of a case that was
 * split off on the record of the first one, and owes the reporter the letter. The same step is noted once, however often the task runs.
 */
import { z } from "zod";
import { newsSteps } from "../../core/cases/earlier-news.ts";
import { partsOf } from "../../store/links/parts-reader.ts";
import { hasNews, knownOf } from "../../store/links/reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const noteEarlierNews = defineAction({
  deed: "note-earlier-news",
  title: "Note news of an earlier case",
  summary: "Tells the reporter of a case that follows another one what became of that work.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case that follows" }),
    source: z.uuid().meta({ title: "What the step is derived from" }),
    step: z.enum(newsSteps).meta({ title: "Step" }),
    by: z.iso.datetime().optional().meta({ title: "By when" }),
    part: z.string().max(40).optional().meta({
      title: "Number of the case that was split off, where the step is of that one",
    }),
    number: z.string().max(80).optional().meta({ title: "Number of the publication" }),
    published: z.boolean().optional().meta({ title: "Whether it is published by now" }),
    remedied: z.boolean().optional().meta({ title: "Whether no remedy is left to come" }),
  }),
  async run(context, actor, { caseId, source, step, part, ...news }) {
    return onCase(context, actor, "note-earlier-news", caseId, async (desk) => {
      const { tx, record } = desk;
      // Nothing is told of what the reporter was not told to be known.
      const told = part ? await isToldOfPart(tx, caseId, part) : await knownOf(tx, caseId);
      const reporter = told && (await reporterOf(tx, caseId));
      if (!reporter || (await hasNews(tx, caseId, source))) return { noted: false };
      const { partyId, sideId } = reporter;
      const body = { partyId, source, step, ...known(news), ...(part ? { reference: part } : {}) };
      const type = part ? "part.progressed" : "earlier.progressed";
      const eventId = await record({ sideId, type, body });
      await owe(context, tx, "notify", { caseId, subjectId: eventId });
      await owe(context, tx, "tell-followers", { caseId, subjectId: eventId });
      return { noted: true };
    });
  },
});

async function isToldOfPart(tx: Tx, caseId: string, part: string): Promise<boolean> {
  return (await partsOf(tx, caseId)).some(({ reference }) => reference === part);
}

/** What is known of the step besides what it is. */
function known(
  news: {
    readonly [name in "by" | "number" | "published" | "remedied"]?: string | boolean | undefined;
  },
): Record<string, string | boolean> {
  const { by, number, published, remedied } = news;
  const all = Object.entries({ by, number, published, remedied });
  return Object.fromEntries(
    all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
