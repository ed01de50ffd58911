/**
 * Moves an open case to a later version of the policy, with the reason (VEN-36). Nothing else does:
 * a new version in force leaves every open case under the one that its reporter read.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { laterVersion } from "../../core/policy/later-version.ts";
import { moveClocks } from "../../store/clocks/writer.ts";
import { updateState } from "../../store/state/state-rows.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";

export const moveCaseToPolicy = defineAction({
  deed: "move-case-to-policy",
  title: "Move the case",
  summary: "Moves an open case to a later version of the policy, with the reason.",
  path: "/cases/{caseId}/policy",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    version: z
      .int()
      .min(1)
      .meta({ title: "To version", description: "A later one than the case's, and in force." }),
    reason: z
      .string()
      .trim()
      .min(10, "Say why in a sentence or two.")
      .max(2_000)
      .meta({ title: "Reason", description: "It is sealed; staff on the case read it." }),
  }),
  async run(context, actor, { caseId, version, reason }) {
    return onCase(context, actor, "move-case-to-policy", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const { policyId, policyVersion, severityBand } = desk.head;
      const versions = context.policies.filter((each) => each.name === policyId);
      const policy = laterVersion(versions, policyVersion, version, context.now());
      const eventId = await desk.record({
        sideId: staffSide,
        type: "case.moved-to-policy",
        body: { from: policyVersion, to: version },
        text: { key: desk.caseKey, plain: reason },
      });
      await moveClocks(
        context,
        desk.tx,
        { caseId, from: desk.policy, to: policy },
        {
          id: eventId,
          at: context.now(),
          ...(severityBand ? { severity: severityBand } : {}),
        },
      );
      const change = { policy_version: version, last_event_id: eventId };
      await updateState(context, desk.tx, "cases", { case_id: caseId }, change);
      return { version };
    });
  },
});
