/** Which mails may be worth another reading: those that stayed closed, and those that no reading ended. */

/** Problems that say nothing of the sender's message, but of what could not be had or done that day. */
const ofThatDay: readonly string[] = [
  "mail.agent-unavailable",
  "mail.reader-failed",
  "mail.reading-too-long",
];

/** Why a mail was not read whole, by the codes that its reading left; null where it was. */
export function whyUnread(problems: readonly string[]): string | null {
  return (
    problems.find((code) => ofThatDay.includes(code)) ??
    problems.find((code) => code.startsWith("decrypt.")) ??
    null
  );
}

/** `decrypted` is null of mails from before that was kept. */
export function isUnread(mail: {
  readonly decrypted: boolean | null;
  readonly problems?: readonly string[] | undefined;
}): boolean {
  return mail.decrypted === false || whyUnread(mail.problems ?? []) !== null;
}

/** What stays true of a mail however it is read: who wrote, how it came, what was made of it. */
export function besideReading(problems: readonly string[]): string[] {
  return problems.filter((code) => code === "mail.looks-absent" || !/^(mail|decrypt)\./.test(code));
}
