/** Words of the intake tray: what a message is sorted as, and why nobody was answered. */
import type { AnswerHold } from "../../core/mail/may-answer.ts";
import type { KeptAs, NotForUsReason } from "../../core/mail/tray.ts";

export const keptWords: Readonly<Record<KeptAs, string>> = {
  report: "Report",
  question: "Question",
  "live-incident": "Live incident",
  dispute: "Dispute",
  "data-leak": "Data leak",
};

export const asideWords: Readonly<Record<NotForUsReason, string>> = {
  spam: "Spam",
  advertising: "Advertising",
  misdirected: "Sent to the wrong place",
};

/** Short, for a row. */
export const holdWords: Readonly<Record<AnswerHold, string>> = {
  automatic: "A program or a list sent it",
  "no-address": "It names no address",
  "own-address": "It comes from our own address",
  "no-reply-address": "Nobody reads that address",
  "sender-unchecked": "The sender could not be checked yet",
  "sender-unproven": "The sender is not proven",
  "answered-today": "That address was answered often today",
  elsewhere: "It is answered at the site that it comes from",
};

/** What it means, for the page of the case. */
export const holdMeanings: Readonly<Record<AnswerHold, string>> = {
  automatic:
    "A program does not answer a program, a mailing list or a bounce: the two could answer each other without end.",
  "no-address": "There is nobody to write to.",
  "own-address": "An answer would come back to us.",
  "no-reply-address": "An answer would go to a program, or to nobody.",
  "sender-unchecked":
    "Name servers were away. They are asked again for six hours; where the domain then vouches for the mail, the acknowledgement leaves by itself.",
  "sender-unproven":
    "No domain vouches for this mail, so its address may be somebody else’s, who would get an answer to a mail they never wrote. If it looks honest, send the acknowledgement.",
  "answered-today":
    "So many answers in a day look like two programs that answer each other. If a person writes there, send the acknowledgement.",
  elsewhere:
    "Nothing is sent to that site from here. With the button the acknowledgement is written into the thread of this case, and is kept as given: carry its words there.",
};
