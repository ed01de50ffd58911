/**
 * Lets a case follow an earlier one as its duplicate: its reporter is told since when the matter is known,
 * keeps thread, date and credit, and hears of each step of that work. The earlier case's record says
 * nothing of it: those who are on that one alone learn of no other.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { type LinkedHead, mustBeToFollow, proofText } from "../../core/cases/links.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { explanationLettersMin } from "../../core/decisions/reasons.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import type { Context } from "../../store/context.ts";
import { followingOf, type Known } from "../../store/links/reader.ts";
import { insertLink } from "../../store/links/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { originalOf, reportsOf } from "../../store/reports/reader.ts";
import { keysOfCase } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { takeDecision } from "../decisions/take-decision.ts";
import { mustBeOpen } from "../on-case.ts";
import { type CaseSide, onTwoCases } from "../references/on-two-cases.ts";
import { deskOf } from "./desk-of.ts";
import { noteKnown } from "./note-known.ts";

export const markDuplicate = defineAction({
  deed: "mark-duplicate",
  title: "Let it follow that case",
  summary: "Lets a case follow an earlier one as its duplicate; the reporter is told.",
  path: "/cases/{caseId}/duplicate",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    of: z.string().trim().min(3, "Write the reference of the earlier case.").max(40).meta({
      title: "The earlier case",
      description: "Its reference. You are on both cases; the reporter is not told it.",
    }),
    explanation: z.string().trim().max(50_000).default("").meta({
      title: "Explanation for the reporter",
      description:
        "What of their report was known. The date of the first report is told by itself.",
    }),
  }),
  async run(context, actor, { caseId, of, explanation }) {
    const which = { caseId, into: of, unknown: "link.no-such-case" } as const;
    return onTwoCases(context, actor, "mark-duplicate", which, async (from, earlier) => {
      const decidedBy = staffIdOf(actor);
      const desk = await deskOf(context, from);
      mustBeOpen(from.head);
      mustBeToFollow(await linkedHead(from), await linkedHead(earlier));
      const known = await isDecided(context, from);
      if (!known && explanation.length < explanationLettersMin) {
        throw new Refusal("relevancy.explanation", { least: explanationLettersMin });
      }
      const caseLinkId = context.newId();
      const proven = await knownSince(context, earlier);
      const eventId = await from.record({
        sideId: staffSide,
        type: "duplicate.marked",
        body: { caseLinkId, ...proven },
      });
      const link = { linkId: caseLinkId, caseId, otherCaseId: earlier.head.caseId };
      const row = { ...link, relation: "duplicate", madeBy: decidedBy } as const;
      await insertLink(context, from.tx, row, eventId);
      if (known) {
        const told = await noteKnown(desk);
        if (told) await owe(context, from.tx, "notify", { caseId, subjectId: told });
        return { linkId: caseLinkId, state: "decided" as const };
      }
      const { state } = await takeDecision(context, desk, {
        decisionId: context.newId(),
        ...{ kind: "relevancy", outcome: "not-relevant", reasons: ["duplicate"] },
        ...{ explanation, decidedBy },
      });
      return { linkId: caseLinkId, state };
    });
  },
});

async function linkedHead({ tx, head }: CaseSide): Promise<LinkedHead> {
  return { ...head, follows: (await followingOf(tx, head.caseId)) !== undefined };
}

/** Whether it stands as a duplicate by a decision that was told, or is being told, already. */
async function isDecided(context: Context, { tx, head }: CaseSide): Promise<boolean> {
  const all = await decisionsOf(context, tx, head.caseId);
  const newest = all.find(({ kind, standing }) => kind === "relevancy" && standing === null);
  return newest?.outcome === "not-relevant" && newest.reasons.includes("duplicate");
}

/**
 * The date of the first report, with a hash over it and what arrived. Ids hold 74 random bits and are told
 * to nobody outside, so that the hash gives nothing away until we show what it was made of.
 */
async function knownSince(context: Context, { tx, head }: CaseSide): Promise<Known> {
  const { caseId } = head;
  const reports = await reportsOf(tx, caseId, await keysOfCase(context, tx, caseId));
  const first = reports.find(({ erasedAt }) => erasedAt === null);
  const original = first && (await bytesOf(context, tx, caseId, first.reportId));
  const since = first?.receivedAt ?? head.openedAt;
  const sha256 = original ? sha256Of(original) : "";
  const proof = sha256Of(proofText({ id: first?.reportId ?? caseId, since, sha256 }));
  return { since: since.toISOString(), proof };
}

/** What arrived goes when its author is forgotten; the date stays. */
async function bytesOf(context: Context, tx: CaseSide["tx"], caseId: string, reportId: string) {
  try {
    return (await originalOf(context, tx, caseId, reportId))?.bytes;
  } catch (error) {
    if (error instanceof Refusal && error.code === "content.erased") return undefined;
    throw error;
  }
}

function sha256Of(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
