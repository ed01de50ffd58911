/** Hands a released publication back to its authors because its CSAF document breaks a rule. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { changePublication } from "../../store/publications/writer.ts";
import { defineAction } from "../action.ts";
import { onPublication } from "./on-publication.ts";

export const refusePublication = defineAction({
  deed: "record-publication",
  title: "Hand a publication back",
  summary: "Returns a publication to its authors with the rule that it breaks.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    publicationId: z.uuid().meta({ title: "Publication" }),
    rule: z.string().meta({ title: "Rule" }),
    problem: z.string().meta({ title: "What is wrong" }),
  }),
  async run(context, actor, { caseId, publicationId, rule, problem }) {
    const which = { caseId, publicationId, in: ["publishing"] as const };
    return onPublication(context, actor, "record-publication", which, async (desk) => {
      const eventId = await desk.record({
        sideId: staffSide,
        type: "advisory.refused",
        body: { publicationId, number: desk.publication.number, rule },
        text: { key: desk.caseKey, plain: problem },
      });
      const change = { state: "draft", approved_by: null, approved_at: null, release_at: null };
      await changePublication(context, desk.tx, publicationId, change, eventId);
      return { publicationId };
    });
  },
});
