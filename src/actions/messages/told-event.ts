/** What a party has been told once a message of that kind reached them; promises.ts listens to these. */
const told: Readonly<Record<string, string>> = {
  acknowledgement: "acknowledgement.sent",
  relevancy: "relevancy.told",
  conclusion: "conclusion.sent",
  // Where to turn instead: it says that the message is here, too.
  "live-incident": "redirect.sent",
  // It tells nothing new, so it is no status update.
  reminder: "reminder.sent",
  "could-not-encrypt": "key-note.sent",
  "key-request": "key-note.sent",
};

export function toldEventOf(template: string): string {
  return told[template] ?? "message.sent";
}
