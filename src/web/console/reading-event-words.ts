/** What came of another reading of a mail, in words of the timeline. */
import type { Sentence } from "./event-sentence.ts";
import { problemSentence } from "./problem-words.ts";

export const readingEvents: Readonly<Record<string, Sentence>> = {
  "reading.asked": () => ({ what: "asked to read a mail again", icon: "mail" }),
  "reading.opened": (body) => ({
    what: body("why")
      ? `read a mail again: more of it is open now. ${problemSentence(body("why"))}`
      : "read a mail again: it is open now; the original stays as it came",
    icon: "mail",
    tone: "success",
  }),
  "reading.closed": (body) => ({
    what: `read a mail again: it stays closed. ${problemSentence(body("why"))}`,
    icon: "mail",
    tone: "warning",
  }),
};
