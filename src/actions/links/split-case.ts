/**
 * Splits a case: what is chosen goes to a case of its own, which a worker makes in a moment and links to this
 * one. What others were promised stays here with its clocks; the new case runs by the same version of the
 * policy, and its clocks count from when things happened, never from the splitting.
 */
import { z } from "zod";
import { kindsOpenedByHand, type OwnCase } from "../../core/cases/open-by-hand.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { type Going, type SplitOff, splitOf } from "../../core/cases/split.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { memberRowsOf } from "../../store/cases/people-of-case-reader.ts";
import type { Context } from "../../store/context.ts";
import { takeOriginalWithin } from "../../store/intake/taking-writer.ts";
import { sealOriginal } from "../../store/intake/writer.ts";
import { defineAction } from "../action.ts";
import { type Desk, mustBeOpen, onCase } from "../on-case.ts";
import { reasonField } from "../people/reason-field.ts";
import { leaveBehind } from "./leave-behind.ts";
import { type FoundToSplit, factsOfSplit, foundToSplit, splitVulnerability } from "./to-split.ts";

const ids = (title: string, description?: string) =>
  z
    .array(z.uuid())
    .max(200)
    .default([])
    .meta({ title, ...(description ? { description } : {}) });

export const splitCase = defineAction({
  deed: "split-case",
  title: "Split the case",
  summary: "Lets vulnerabilities and facts of a case go to a new case; both are linked.",
  path: "/cases/{caseId}/split",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    vulnerabilityIds: ids(
      "Vulnerabilities that go",
      "With their scores and remedies. One of which products stay, or a remedy is promised, stays here too.",
    ),
    productIds: ids("Products that go", "What is said of their versions goes with them."),
    factIds: ids("Facts that the new case has too", "They stay here as well, with their times."),
    withReport: z.boolean().default(false).meta({
      title: "The report is about it too",
      description:
        "Both cases hold it then, and whoever reported is told. Thread, files and who wrote it stay here.",
    }),
    memberIds: ids("Who is on the new case besides you", "Teams of the policy's rules join it."),
    title: z
      .string()
      .trim()
      .min(3, "Write a title.")
      .max(200, "is longer than 200 letters")
      .meta({ title: "Title of the new case", description: "Staff on the case read it." }),
    kind: z
      .enum(kindsOpenedByHand)
      .default("own-finding")
      .meta({
        title: "What the new case is",
        words: {
          "own-finding": "A vulnerability of its own",
          "third-party-notice": "A notice on a component",
          "data-leak": "A data leak",
          dispute: "A dispute or an appeal",
        },
      }),
    reason: reasonField("Why it is split", "Say why it is split.", "Staff of both cases read it."),
    confirmed: z.boolean().default(false).meta({
      title: "It is to be split so",
      description: "Asked once what would go was shown.",
    }),
  }),
  async run(context, actor, { caseId, confirmed, ...input }) {
    return onCase(context, actor, "split-case", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const found = await foundToSplit(context, desk.tx, caseId);
      const going = splitOf(input, found);
      const members = await membersOf(desk, input.memberIds);
      if (!confirmed) throw new Refusal("split.unconfirmed");
      const by = staffIdOf(actor);
      const split: SplitOff = {
        ...{ fromCaseId: caseId, linkId: context.newId(), members },
        policyVersion: desk.policy.version,
        reason: input.reason,
        vulnerabilities: going.map((each) => splitVulnerability(found, each)),
        facts: factsOfSplit(found, input.factIds),
        withReport: input.withReport,
      };
      await leave(context, desk, found, going, { reason: input.reason, by });
      await desk.record({
        sideId: staffSide,
        type: "case.split",
        body: { vulnerabilities: going.length, facts: input.factIds.length },
        text: { key: desk.caseKey, plain: input.reason },
      });
      const newCaseId = context.newId();
      const own: OwnCase = {
        ...{ caseId: newCaseId, kind: input.kind, title: input.title, product: "" },
        description: input.reason,
        learned: `It was split off ${desk.head.reference}.`,
        // From when the first case began: no promise is won by splitting.
        awareAt: desk.head.openedAt.toISOString(),
        openedBy: by,
        split,
      };
      const bytes = Buffer.from(JSON.stringify(own));
      const original = { channel: "hand" as const, bytes, receiptHash: null, once: false };
      await takeOriginalWithin(context, desk.tx, await sealOriginal(context, original));
      return { caseId: newCaseId };
    });
  },
});

/** Refuses with member.not-on-case: who never saw the first case sees none that comes of it. */
async function membersOf({ tx, head }: Desk, memberIds: readonly string[]) {
  const rows = (await memberRowsOf(tx, head.caseId)).filter(({ sideId }) => sideId === staffSide);
  return memberIds.map((principalId) => {
    const row = rows.find((each) => each.principalId === principalId);
    if (!row) throw new Refusal("member.not-on-case");
    return { principalId, role: row.role === "team" ? "team" : "member" };
  });
}

async function leave(
  context: Context,
  desk: Desk,
  found: FoundToSplit,
  going: readonly Going[],
  said: { readonly reason: string; readonly by: string },
): Promise<void> {
  for (const each of going) await leaveBehind(context, desk, found, each, said);
}
