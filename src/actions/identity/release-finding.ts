/**
 * Lets one find of the name guard pass, because somebody who may know the name looked at it and says
 * that it is none. Bound to that text and that place: an edit asks again. No switch turns the guard off.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { releasedFindings } from "../../store/identity/register-reader.ts";
import { insertRelease } from "../../store/identity/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const releaseFinding = defineAction({
  deed: "release-finding",
  title: "Release this finding",
  summary: "Lets one find of the name guard pass, with the reason.",
  path: "/cases/{caseId}/released-findings",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    findingId: z.uuid().meta({ title: "Finding", description: "Its id, as the refusal told it." }),
    reason: z
      .string()
      .trim()
      .min(10, "Say why this names nobody.")
      .max(2_000)
      .meta({ title: "Why this names nobody" }),
  }),
  async run(context, actor, { caseId, findingId, reason }) {
    return onCase(context, actor, "release-finding", caseId, async (desk) => {
      const released = await releasedFindings(desk.tx, caseId);
      if (released.has(findingId)) return { findingId };
      const releaseId = context.newId();
      const eventId = await desk.record({
        sideId: staffSide,
        type: "finding.released",
        body: { releaseId, findingId },
        text: { key: desk.caseKey, plain: reason },
      });
      const findingHash = Buffer.from(findingId.replaceAll("-", ""), "hex");
      const release = { releaseId, caseId, findingHash, releasedBy: staffIdOf(actor), reason };
      await insertRelease(context, desk.tx, release, desk.caseKey, eventId);
      return { findingId };
    });
  },
});
