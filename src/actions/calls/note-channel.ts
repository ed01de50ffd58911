/**
 * Notes by which way a party likes to be spoken with, and in which hours of its day (CC-28). Its number
 * stays in the vault.
 */
import { z } from "zod";
import { channels, channelWords, hoursOf } from "../../core/calls/channel.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import type { ChannelBody } from "../../store/calls/reader.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

const hour = z.string().trim().max(5).default("");

export const noteChannel = defineAction({
  deed: "note-channel",
  title: "Note the way",
  summary: "Notes by which way a party likes to be spoken with, and in which hours.",
  path: "/cases/{caseId}/parties/{partyId}/channel",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().meta({ title: "Party" }),
    channel: z.enum(channels).meta({
      title: "How do they like to be spoken with?",
      words: channelWords,
    }),
    from: hour.meta({
      title: "From which hour",
      description: "Such as 09:00. Empty where any hour is fine.",
    }),
    until: hour.meta({ title: "Until which hour", description: "Such as 17:30." }),
    zone: z.string().trim().max(60).default("UTC").meta({
      title: "In which time zone",
      description: "Such as Europe/Paris or Asia/Tokyo.",
    }),
  }),
  async run(context, actor, { caseId, partyId, channel, from, until, zone }) {
    return onCase(context, actor, "note-channel", caseId, async (desk) => {
      const parties = await partiesOf(desk.tx, caseId);
      if (!parties.some((party) => party.partyId === partyId)) throw new Refusal("party.unknown");
      const body: ChannelBody = { partyId, channel, hours: hoursOf(from, until, zone) };
      await desk.record({ sideId: staffSide, type: "channel.noted", body });
      return { partyId };
    });
  },
});
