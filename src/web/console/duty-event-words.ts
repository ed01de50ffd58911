/** The timeline in words: who was woken for a case that nobody took, and what was neglected. */
import type { EventView } from "../../store/events/reader.ts";
import { whenText } from "../../ui/when.tsx";
import { urgentWords } from "../server/urgent-words.ts";
import type { NamesOfEvents, Sentence } from "./event-sentence.ts";

export const dutyEvents: Readonly<Record<string, Sentence>> = {
  "duty.woken": (body, names, event) => ({
    what: `${wokenWords(event, names)}: nobody had taken the case, and ${urgentWords[body("why")] ?? "it is urgent"}${body("since") ? ` since ${whenText({ at: body("since") })}` : ""}`,
    icon: "alert",
    tone: "danger",
  }),
  "duty.silent-entity": (_body, names, event) => ({
    what: `woke ${peopleIn(event, names)}: the entity that was given the case has not answered in time`,
    icon: "alert",
    tone: "danger",
  }),
  "duty.unowned": () => ({
    what: "noted that nobody has answered for the case for too long",
    icon: "alert",
    tone: "warning",
  }),
  "duty.unanswered": () => ({
    what: "noted that no person has answered on the case for too long",
    icon: "alert",
    tone: "warning",
  }),
};

function wokenWords({ body }: EventView, names: NamesOfEvents): string {
  const who = peopleIn({ body }, names);
  if (who === "") return "found nobody to wake";
  return body.line === 0 ? `woke the leads, ${who}` : `woke ${who}, on call in line ${body.line}`;
}

function peopleIn({ body }: Pick<EventView, "body">, names: NamesOfEvents): string {
  return (body.people as readonly string[]).map((id) => names.person(id)).join(" and ");
}
