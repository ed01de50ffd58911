/**
 * A talk by telephone or in a meeting, as the case keeps it: when, who took part, what follows. Decides
 * what may be recorded of one; never told outside.
 */
import { dayIn } from "../clocks/day-in.ts";
import { Refusal } from "../refusal.ts";
import type { FollowUp } from "../root-causes/root-cause.ts";

export const callKinds = ["telephone", "conference-call", "meeting", "other"] as const;
export type CallKind = (typeof callKinds)[number];

export const callKindWords: Readonly<Record<CallKind, string>> = {
  telephone: "Telephone call",
  "conference-call": "Conference call",
  meeting: "Meeting",
  other: "Talk by another way",
};

export interface Call {
  /** The event that recorded it. */
  readonly callId: string;
  readonly kind: CallKind;
  /** When it began. */
  readonly at: Date;
  readonly recordedAt: Date;
  readonly by: string | null;
  readonly colleagues: readonly string[];
  readonly parties: readonly string[];
  readonly words: string;
  /** What was decided or agreed; empty where nothing was. */
  readonly agreed: string;
  readonly followUps: readonly FollowUp[];
}

export interface PromisedFollowUp {
  readonly what: string;
  readonly ownerId: string;
  /** YYYY-MM-DD. */
  readonly dueOn: string;
}

/** Who of the house and which parties may be named as having taken part: whoever is on the case. */
export interface NeedToKnow {
  readonly colleagues: readonly string[];
  readonly parties: readonly string[];
}

export interface TalkGiven {
  readonly at: Date;
  readonly participants: readonly string[];
  readonly followUps: readonly PromisedFollowUp[];
}

/**
 * Who took part, colleagues and parties apart. Refuses a talk that has not begun, whoever is not on
 * the case (CC-27), and a follow-up that nobody on it sees to or that was due before the talk.
 */
export function talkOf(
  { at, participants, followUps }: TalkGiven,
  known: NeedToKnow,
  { now, zone }: { now: Date; zone: string },
): { colleagues: string[]; parties: string[] } {
  if (at > now) throw new Refusal("call.future");
  const all = [...new Set(participants)];
  const colleagues = all.filter((id) => known.colleagues.includes(id));
  const parties = all.filter((id) => known.parties.includes(id));
  if (colleagues.length + parties.length < all.length) throw new Refusal("call.not-on-case");
  const day = dayIn(zone, at);
  for (const { ownerId, dueOn } of followUps) {
    if (!known.colleagues.includes(ownerId)) throw new Refusal("follow-up.owner");
    if (dueOn < day) throw new Refusal("follow-up.before-call");
  }
  return { colleagues, parties };
}
