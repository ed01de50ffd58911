/** What a sentence of the timeline is made from, and what it gives. */
import type { EventView } from "../../store/events/reader.ts";
import type { Tone } from "../../ui/badge.tsx";
import type { IconName } from "../../ui/icon.tsx";

export interface EventWords {
  /** Begins after the name of who did it. */
  readonly what: string;
  readonly icon?: IconName;
  readonly tone?: Tone;
}

/** What people's ids in bodies stand for. */
export interface NamesOfEvents {
  person(id: string): string;
  party(id: string): string;
}

export type Sentence = (body: Body, names: NamesOfEvents, event: EventView) => EventWords;
export type Body = (name: string) => string;

/** What the program wrote for a party, because a colleague said that a message of theirs says it. */
export function notedOf(body: Body, names: NamesOfEvents): string {
  return body("message") ? `noted that ${names.party(body("partyId"))} ` : "";
}
