/**
 * What becomes of a mail that is owed, as servers tell it one after another. Never lets good news
 * take back bad: who gave a mail back once is believed until it is sent again.
 */

/**
 * `owed`: not sent yet. `delayed`: not sent for hours, or put off by a server on the way. `sent`: the
 * next server has taken it. `delivered`: a server says that it reached the mailbox. `bounced`: a
 * server gave it back. `failed`: it could not be sent. `withheld`: it is not to be sent.
 */
export const deliveryStates = [
  "owed",
  "delayed",
  "sent",
  "delivered",
  "bounced",
  "failed",
  "withheld",
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** What a server reports of a mail of ours (RFC 3464, section 2.3.3). */
export const reportActions = ["failed", "delayed", "delivered", "relayed", "expanded"] as const;
export type ReportAction = (typeof reportActions)[number];

/** What is still to be sent by us: nobody has taken it yet. */
export function isOwed({ state, sentAt }: { state: string; sentAt: Date | null }): boolean {
  return state === "owed" || (state === "delayed" && sentAt === null);
}

/** What did not arrive, and somebody has to look at. */
const lostStates: readonly string[] = ["bounced", "failed"] satisfies DeliveryState[];

export function isLost(state: string): boolean {
  return lostStates.includes(state);
}

/** How a mail that did not arrive is sent again: as it was, as a pointer to the portal, or elsewhere. */
export const resendWays = ["same", "pointer", "address"] as const;
/** `words`: by itself, the words that a pointer stood for, once they may leave. */
export type ResendWay = (typeof resendWays)[number] | "words";

/**
 * The state after such a report; undefined where it changes nothing. `relayed` and `expanded` say
 * that nobody will report further: the mail stays sent.
 */
export function fateAfter(state: DeliveryState, action: ReportAction): DeliveryState | undefined {
  const next = nextOf[action][state];
  return next === state ? undefined : next;
}

type Next = Readonly<Partial<Record<DeliveryState, DeliveryState>>>;

// A report can come before our own note that the mail has left: the server was quicker than we.
const nextOf: Readonly<Record<ReportAction, Next>> = {
  failed: { owed: "bounced", delayed: "bounced", sent: "bounced", delivered: "bounced" },
  delayed: { sent: "delayed" },
  delivered: { owed: "delivered", delayed: "delivered", sent: "delivered" },
  relayed: { delayed: "sent" },
  expanded: { delayed: "sent" },
};
