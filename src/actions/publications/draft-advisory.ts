/** Drafts a publication from what the case knows; its number is minted now and stays. */
import { z } from "zod";
import type { PublicationType } from "../../core/advisories/advisory.ts";
import { draftFromCase } from "../../core/advisories/draft-from-case.ts";
import { nextInSeries } from "../../core/advisories/number-series.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { takenNumbers } from "../../store/publications/numbers-reader.ts";
import { insertDraft } from "../../store/publications/writer.ts";
import { remediesOf } from "../../store/remedies/reader.ts";
import { scoresOf, vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { lockSeries } from "../../store/series/writer.ts";
import { affectedOf } from "../../store/status/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { creditsOfCase } from "../identity/publication-guard.ts";
import { onCase } from "../on-case.ts";

export const draftAdvisory = defineAction({
  deed: "draft-advisory",
  title: "Draft a publication",
  summary: "Drafts an advisory or a notice from what the case knows.",
  path: "/cases/{caseId}/publications",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    type: z.enum(["SA", "SN"]).default("SA").meta({ title: "Type" }),
  }),
  async run(context, actor, { caseId, type }) {
    const credits = await creditsOfCase(context, caseId);
    return onCase(context, actor, "draft-advisory", caseId, async (desk) => {
      const found = {
        vulnerabilities: await vulnerabilitiesOf(context, desk.tx, caseId),
        scores: (await scoresOf(context, desk.tx, caseId)).filter((row) => row.source === "own"),
        affected: await affectedOf(context, desk.tx, caseId),
        remedies: await remediesOf(context, desk.tx, caseId),
        credits,
      };
      const number = await mintNumber(context, desk.tx, desk.policy, type);
      const publicationId = context.newId();
      const title = found.vulnerabilities[0]?.title ?? number;
      const content = draftFromCase(desk.policy, found, {
        id: number,
        type,
        title,
        namespace: context.baseUrl,
      });
      const eventId = await desk.record({
        sideId: staffSide,
        type: "advisory.drafted",
        body: { publicationId, number, type },
      });
      const draftedBy = staffIdOf(actor);
      await insertDraft(
        context,
        desk,
        { publicationId, number, type, draftedBy, content },
        eventId,
      );
      return { publicationId, number };
    });
  },
});

async function mintNumber(
  context: Context,
  tx: Tx,
  policy: Policy,
  type: PublicationType,
): Promise<string> {
  const series = policy.disclosure.publicationTypes.find((each) => each.code === type);
  if (!series) throw new Refusal("advisory.type-unknown", { type });
  // Numbers are taken one at a time; two drafts at once wait for each other here.
  await lockSeries(tx, `publications ${type}`);
  const year = String(context.now().getUTCFullYear());
  return nextInSeries({ pattern: series.series, type, year }, await takenNumbers(tx, type));
}
