/**
 * What an alarm says to a chat room or a pager: which case by its reference, and a link that asks for the
 * sign-in. Whoever reads it there may be anybody, so no word of the case is ever in it.
 */

export const alertKinds = ["woken", "unowned", "unanswered", "silent-entity", "test"] as const;
export type AlertKind = (typeof alertKinds)[number];

export interface AlertFacts {
  readonly alertId: string;
  readonly kind: AlertKind;
  readonly at: Date;
  /** Null for a test, which is about no case. */
  readonly reference: string | null;
  readonly link: string;
}

const words: Readonly<Record<AlertKind, string>> = {
  woken: "Urgent: nobody has taken this case",
  unowned: "Nobody answers for this case",
  unanswered: "Nobody has answered on this case",
  "silent-entity": "The entity that was given this case is silent",
  test: "This is a test: alarms arrive here",
};

/** One sentence, the reference and the link. */
export function alertText({ kind, reference, link }: Omit<AlertFacts, "alertId" | "at">): string {
  return `${reference === null ? "" : `[${reference}] `}${words[kind]}. ${link}`;
}

/**
 * The JSON body of a webhook. `text` is what chat rooms show; the rest is for programs. `id` is the
 * same however often it is sent, so that who receives it twice can tell.
 */
export function alertBody(facts: AlertFacts): string {
  const { alertId, kind, at, reference, link } = facts;
  return JSON.stringify({
    id: alertId,
    kind,
    at: at.toISOString(),
    reference,
    link,
    text: alertText({ kind, reference, link }),
  });
}

/** After so many tries without success a person looks at it: the last ones lie an hour apart. */
export const alertTriesMax = 12;

/** Seconds until the next try after so many. */
export function secondsUntilTry(tries: number): number {
  return Math.min(5 * 2 ** tries, 3_600);
}

/** The last tries lie an hour apart; a queue that is behind has the rest. */
const quietHoursMax = 3;

/** What is owed and was last heard of before that instant is tried by no job any more. */
export function stillBefore(now: Date): Date {
  return new Date(+now - quietHoursMax * 3_600_000);
}

/** Whether it is owed and no job tries it any more, whatever ended it: a person looks at it. */
export function standsStill(
  alert: { readonly state: string; readonly owedAt: Date; readonly settledAt: Date | null },
  now: Date,
): boolean {
  return alert.state === "owed" && (alert.settledAt ?? alert.owedAt) < stillBefore(now);
}

export interface AlertSecrets {
  readonly secret: string;
  /** The one before, which signs as well until then: whoever receives changes theirs in between. */
  readonly former?: { readonly secret: string; readonly until: string } | undefined;
}

/** So long both secrets sign after a change. */
export const formerSecretHours = 24;

/** Those that sign now, the newest first. */
export function signingSecrets({ secret, former }: AlertSecrets, now: Date): string[] {
  return former && new Date(former.until) > now ? [secret, former.secret] : [secret];
}
