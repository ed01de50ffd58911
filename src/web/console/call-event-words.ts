/** The sentences of the timeline about talks. Never what was said. */
import { callKindWords } from "../../core/calls/call.ts";
import { preferenceText } from "../../core/calls/channel.ts";
import type { CallBody, ChannelBody } from "../../store/calls/reader.ts";
import { whenText } from "../../ui/when.tsx";
import type { Sentence } from "./event-sentence.ts";

export const callEvents: Readonly<Record<string, Sentence>> = {
  "call.recorded": (_, names, event) => {
    const { kind, talkedAt, colleagues, parties } = event.body as CallBody;
    const who = [...parties.map(names.party), ...colleagues.map(names.person)].join(", ");
    const what = callKindWords[kind].toLowerCase();
    return {
      what: `recorded a ${what} of ${whenText({ at: talkedAt })} with ${who}`,
      icon: "note",
      tone: "info",
    };
  },
  "follow-up.promised": (body, names) => ({
    what: `noted what was promised there: ${names.person(body("ownerId"))} sees to it by ${whenText({ at: `${body("dueOn")}T00:00:00Z`, precision: "day" })}`,
    icon: "clock",
  }),
  "channel.noted": (body, names, event) => ({
    what: `noted how ${names.party(body("partyId"))} likes to be spoken with: ${preferenceText(event.body as ChannelBody)}`,
    icon: "note",
  }),
};
