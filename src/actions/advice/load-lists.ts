/**
 * Loads EPSS and lists of known exploited vulnerabilities, as the operator's command read them from
 * files. A list takes the place of the one before it, whole or not at all; nothing is fetched.
 */
import { z } from "zod";
import { cveIdForm } from "../../core/advice/advice-list.ts";
import { permit } from "../../core/people/permit.ts";
import { replaceEpss, replaceKev } from "../../store/advice/writer.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { defineAction } from "../action.ts";

const cveId = z.string().regex(cveIdForm);
const part = z.number().min(0).max(1);
const asOf = z.iso.datetime({ offset: true }).meta({ title: "Of which day" });

export const loadEpss = defineAction({
  deed: "load-epss",
  title: "Load EPSS",
  summary: "Puts a day’s list of EPSS in place of the one before.",
  path: null,
  input: z.object({
    asOf,
    lines: z
      .array(z.object({ cveId, score: part, percentile: part }))
      .min(1)
      .max(2_000_000)
      .meta({ title: "Lines" }),
  }),
  async run(context, actor, list) {
    permit(actor, "load-epss");
    return context.transaction(actor, async (tx) => {
      await replaceEpss(context, tx, { asOf: new Date(list.asOf), lines: list.lines });
      const body = { list: "epss", asOf: list.asOf, entries: list.lines.length };
      await appendHouseEvent(context, tx, { type: "advice.loaded", body });
      return { entries: list.lines.length };
    });
  },
});

export const loadKev = defineAction({
  deed: "load-kev",
  title: "Load known exploited vulnerabilities",
  summary: "Puts a list of known exploited vulnerabilities in place of the one before.",
  path: null,
  input: z.object({
    asOf,
    list: z.enum(["cisa", "eu"]).meta({ title: "Whose list" }),
    lines: z
      .array(z.object({ cveId, addedOn: z.iso.date().nullable() }))
      .min(1)
      .max(200_000)
      .meta({ title: "Lines" }),
  }),
  async run(context, actor, { list, lines, ...of }) {
    permit(actor, "load-kev");
    return context.transaction(actor, async (tx) => {
      await replaceKev(context, tx, list, { asOf: new Date(of.asOf), lines });
      const body = { list: `kev-${list}`, asOf: of.asOf, entries: lines.length };
      await appendHouseEvent(context, tx, { type: "advice.loaded", body });
      return { entries: lines.length };
    });
  },
});
