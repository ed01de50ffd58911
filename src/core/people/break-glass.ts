/** The rules of breaking the glass: who may do it alone, for how long, and who looks at it afterwards. */
import { calendarOf, type HolidaysOf } from "../clocks/calendar-of.ts";
import { dueAt } from "../clocks/due-at.ts";
import type { Policy } from "../policy/policy.ts";
import { Refusal } from "../refusal.ts";
import { ruleOf } from "./deeds.ts";
import type { StaffRole } from "./roles.ts";

const hour = 3_600_000;

/** The policy's settings, as far as they decide here. */
type Terms = Pick<Policy, "needToKnow" | "channels" | "counting">;

/** Whether somebody of these roles may break a glass at all; an administrator reads no case. */
export function mayOpen(roles: readonly StaffRole[]): boolean {
  const openers: readonly string[] = ruleOf("break-glass").by;
  return !roles.includes("administrator") && roles.some((role) => openers.includes(role));
}

/** Whether nobody else has to confirm it. */
export function opensAlone({ needToKnow }: Terms, isOnCall: boolean): boolean {
  return isOnCall && needToKnow.breakGlass.aloneByOnCall;
}

/** How many hours are given: those that were asked for, never more than the policy's. */
export function hoursGiven({ needToKnow }: Terms, asked: number | undefined): number {
  const { hoursMax } = needToKnow.breakGlass;
  return Math.min(asked ?? hoursMax, hoursMax);
}

/** When the access ends, and until when its review is owed. */
export function endsOf(
  policy: Terms,
  { hours, now }: { hours: number; now: Date },
  holidaysOf: HolidaysOf,
): { expiresAt: Date; reviewDueAt: Date } {
  const { reviewWithin } = policy.needToKnow.breakGlass;
  return {
    expiresAt: new Date(now.getTime() + hours * hour),
    reviewDueAt: dueAt(reviewWithin, now, calendarOf(policy, holidaysOf)),
  };
}

export type GlassRequest = {
  askedBy: string;
  state: "asked" | "confirmed" | "declined";
  lapsesAt: Date;
};

/**
 * The second person is another one, and comes in time. Refuses with glass.same-person, or with
 * glass.answered where it was answered or lapsed.
 */
export function mustBeOpenRequest(request: GlassRequest, actorId: string, now: Date): void {
  if (request.askedBy === actorId) throw new Refusal("glass.same-person");
  if (request.state !== "asked" || request.lapsesAt <= now) throw new Refusal("glass.answered");
}

/** How the review was written: by somebody who had no part in it, or by the second person for want of another. */
export type Reviewer = "third" | "second";

/**
 * Neither who opened it nor who confirmed it judges whether it was needed; who confirmed it may only
 * where the house has no other lead (`leads`: all of them), whom the case could be shown to.
 * Refuses with glass.own-review, glass.confirmed-by-you, and with glass.reviewed a second review.
 */
export function mustBeReviewable(
  opening: { personId: string; confirmedBy: string | null; reviewedAt: Date | null },
  actorId: string,
  leads: readonly string[],
): Reviewer {
  const { personId, confirmedBy } = opening;
  if (personId === actorId) throw new Refusal("glass.own-review");
  if (opening.reviewedAt) throw new Refusal("glass.reviewed");
  if (confirmedBy !== actorId) return "third";
  if (leads.some((id) => id !== personId && id !== confirmedBy)) {
    throw new Refusal("glass.confirmed-by-you");
  }
  return "second";
}

/** So many wishes that no lead confirmed, and names that opened nothing, a person has in so many hours. */
export const glassTries = { max: 5, hours: 24 } as const;

/** Whether one more try has to wait: each mails all leads, or asks whether a case is there. */
export function isTooMany(tries: number): boolean {
  return tries >= glassTries.max;
}

/**
 * On call is a way into every case, so nobody names themselves. Refuses with on-call.self, and with
 * on-call.period a period that is over, ends before it begins or is longer than 62 days.
 */
export function mustBePeriod(
  period: { personId: string; from: Date; until: Date },
  setBy: string,
  now: Date,
): void {
  if (period.personId === setBy) throw new Refusal("on-call.self");
  const length = period.until.getTime() - period.from.getTime();
  if (length <= 0 || period.until <= now || length > 62 * 24 * hour) {
    throw new Refusal("on-call.period");
  }
}
