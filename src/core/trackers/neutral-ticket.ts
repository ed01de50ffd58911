/**
 * What a ticket in another team's tracker says of a case (REM-06): a reference, a day and a link. It is
 * given nothing else, so no title, product or finding can be in it: trackers are read by many.
 */
export interface TicketFacts {
  /** Our own number of the case. */
  readonly reference: string;
  /** By when the work is needed; null where no day is promised. */
  readonly neededBy: Date | null;
  /** The page of the case: whoever is not on it sees that there is nothing. */
  readonly link: string;
}

export interface TicketText {
  readonly title: string;
  readonly body: string;
}

export function neutralTicket({ reference, neededBy, link }: TicketFacts): TicketText {
  const lines = [
    "Work on a confidential matter. What it is about stands in the case and nowhere else:",
    "please write nothing of it here, neither in a comment nor in the name of a branch.",
    "",
    `Reference: ${reference}`,
    // In UTC, by its day alone: a tracker has zones of its own.
    ...(neededBy ? [`Needed by: ${neededBy.toISOString().slice(0, 10)}`] : []),
    `Case: ${link}`,
  ];
  return { title: `Work item ${reference}`, body: lines.join("\n") };
}
