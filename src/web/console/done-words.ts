/** What a page says after a deed was done. The words are fixed: nothing from the address is shown. */
export const doneWords: Readonly<Record<string, string>> = {
  "assign-case": "The case has an owner.",
  "send-message": "The message is in the thread; a mail follows where the party answers by mail.",
  "write-note": "The note is kept. Only members of staff on this case read it.",
  "decide-relevancy": "The decision is recorded, and the reporter is being told.",
  "score-vulnerability": "The score is saved.",
  "set-affected-products": "The affected products are saved.",
  "plan-remedy": "The remedy is planned.",
  "deliver-remedy": "The remedy is marked as delivered, with the record of its test.",
  "conclude-analysis": "The conclusion is recorded, and the reporter is being told.",
  "draft-advisory": "The draft is made from what the case knows. Its words are yours to write.",
  "edit-advisory": "The draft is saved.",
  "request-approval": "A second person can now approve it.",
  "approve-advisory": "It is approved.",
  "publish-advisory": "It is released. Its files are made and checked before anything appears.",
  "close-case": "The case is closed.",
  "reopen-case": "The case is open again, and its promises run.",
};
