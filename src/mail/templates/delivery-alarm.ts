/**
 * Tells people of ours that a mail of a case did not arrive. Names the case by its reference, and
 * nobody and nothing else: to whom, what and why stand behind the sign-in.
 */
import { dateText, type Letter } from "./letter.ts";

export interface DeliveryAlarmFacts {
  readonly teamName: string;
  readonly kind: "bounced" | "refused" | "given-up" | "withheld";
  readonly reference: string;
  readonly at: Date;
  readonly timeZone: string;
  /** The address of the page to look at. */
  readonly page: string;
}

const words = {
  bounced: "a mail server gave a mail of this case back.",
  refused: "a mail of this case was refused for good.",
  "given-up":
    "a mail of this case could not be delivered in days of trying. It is not tried again.",
  withheld:
    "a mail of this case was held back: the key that it would be encrypted to cannot be used any more. Whom it is for was told that a key is needed, and nothing else.",
} as const;

export function deliveryAlarm(facts: DeliveryAlarmFacts): Letter {
  const { reference, kind, at, timeZone, page, teamName } = facts;
  const subject = `[${reference}] A mail ${kind === "withheld" ? "is held back" : "did not arrive"}`;
  const text = [
    "Hello,",
    `on ${dateText(at, timeZone)} ${words[kind]}`,
    `Somebody outside may be waiting for it. What it was, and how to send it another way:\n${page}`,
    `-- \n${teamName}`,
  ].join("\n\n");
  return { subject, outerSubject: subject, text: `${text}\n` };
}
