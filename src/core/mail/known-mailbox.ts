/** The mailboxes that are read, as everything but the reader needs them, and where nothing is sent. */

export interface KnownMailbox {
  /** Stands on the cases that came by it. */
  readonly name: string;
  /** Whose work its mail is: a queue of its own (TH-41). */
  readonly purpose: "psirt" | "cna-coordinator";
  /** In lower case, where it is known: mail from there is our own. */
  readonly address?: string;
  /** Read beside another tool, which answers. */
  readonly shadow: boolean;
}

export interface MailHouse {
  /** Nothing is sent to anybody. */
  readonly shadow?: boolean | undefined;
  readonly mailboxes?: readonly KnownMailbox[] | undefined;
}

/** Whether a case that came by that mailbox (null: by none) owes nobody a letter from us. */
export function sendsNothing(
  { shadow, mailboxes = [] }: MailHouse,
  mailbox: string | null,
): boolean {
  return shadow === true || mailboxes.some((each) => each.shadow && each.name === mailbox);
}

/** What the console says while nothing is sent; null otherwise. */
export function shadowSentence({ shadow, mailboxes = [] }: MailHouse): string | null {
  if (shadow) return "Shadow mode: Parley sends nothing to anybody.";
  const names = mailboxes.filter((each) => each.shadow).map(({ name }) => name);
  if (names.length === 0) return null;
  return `Shadow mode: nothing is sent in cases that come by ${names.join(", ")}.`;
}
