/**
 * Keeps what was said by telephone or in a meeting, who took part and what was promised (CC-26, CC-27).
 * Whoever is not on the case cannot have taken part. Never told outside.
 */
import { z } from "zod";
import { callKinds, callKindWords, talkOf } from "../../core/calls/call.ts";
import { staffSide } from "../../core/cases/sides.ts";
import type { CallBody, CallWords, PromisedBody } from "../../store/calls/reader.ts";
import { isOnCase } from "../../store/cases/leads-reader.ts";
import { insertFollowUp } from "../../store/follow-ups/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { indexText } from "../../store/search/tokens.ts";
import { defineAction } from "../action.ts";
import { momentField } from "../moment-field.ts";
import { type Desk, onCase } from "../on-case.ts";

export const recordCall = defineAction({
  deed: "record-call",
  title: "Record the talk",
  summary: "Keeps when a call or meeting was, who took part, what was said and what follows.",
  path: "/cases/{caseId}/calls",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    kind: z.enum(callKinds).meta({ title: "What was it?", words: callKindWords }),
    at: momentField.meta({ title: "When did it begin?" }),
    participantIds: z.array(z.uuid()).min(1, "Say who took part.").max(100).meta({
      title: "Who took part",
      description: "Colleagues on the case and its parties: whoever is not on it cannot be named.",
    }),
    words: z.string().trim().min(3, "Say what was said.").max(50_000).meta({
      title: "What was said",
      description: "Only staff on the case read it. Names of people outside stay in the vault.",
    }),
    agreed: z.string().trim().max(10_000).default("").meta({
      title: "What was decided or agreed",
    }),
    followUps: z
      .array(
        z.object({
          what: z.string().trim().min(3, "Say what was promised.").max(2_000).meta({
            title: "What",
          }),
          ownerId: z.uuid({ error: "Choose who sees to it." }).meta({ title: "Who sees to it" }),
          dueOn: z.iso.date({ error: "Give the day by which it is done." }).meta({
            title: "By when",
          }),
        }),
      )
      .max(20)
      .default([])
      .meta({ title: "What we promised", description: "Each with its owner and its day." }),
  }),
  async run(context, actor, { caseId, kind, participantIds, followUps, ...said }) {
    return onCase(context, actor, "record-call", caseId, async (desk) => {
      const at = new Date(said.at);
      const owners = followUps.map(({ ownerId }) => ownerId);
      const known = await needToKnow(desk, [...participantIds, ...owners]);
      const talk = { at, participants: participantIds, followUps };
      const { zone } = desk.policy.channels.officeHours;
      const took = talkOf(talk, known, { now: context.now(), zone });
      const body: CallBody = { kind, talkedAt: at.toISOString(), ...took };
      const words: CallWords = { words: said.words, agreed: said.agreed };
      const callId = await desk.record({
        sideId: staffSide,
        type: "call.recorded",
        body,
        text: { key: desk.caseKey, plain: JSON.stringify(words) },
      });
      for (const { what, ownerId, dueOn } of followUps) {
        const promised: PromisedBody = { call: callId, ownerId, dueOn };
        const followUpId = await desk.record({
          sideId: staffSide,
          type: "follow-up.promised",
          body: promised,
          text: { key: desk.caseKey, plain: what },
        });
        await insertFollowUp(desk.tx, { caseId, ownerId, dueOn }, followUpId);
      }
      const indexed = [said.words, said.agreed, ...followUps.map(({ what }) => what)].join("\n");
      await indexText(context, desk.tx, { caseId, sideId: staffSide }, indexed);
      return { callId };
    });
  },
});

/** Who of those named is on the case. */
async function needToKnow({ tx, head }: Desk, named: readonly string[]) {
  const parties = (await partiesOf(tx, head.caseId)).map(({ partyId }) => partyId);
  const colleagues: string[] = [];
  for (const id of new Set(named)) {
    if (!parties.includes(id) && (await isOnCase(tx, head.caseId, id))) colleagues.push(id);
  }
  return { parties, colleagues };
}
