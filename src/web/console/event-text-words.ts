/** What people wrote beside an event, as its reader sees it; some events keep several words in one. */
import { callWordsOf } from "../../store/calls/reader.ts";
import type { ForwardedWords } from "../../store/forwarding/reader.ts";
import type { CauseWords } from "../../store/root-causes/reader.ts";
import type { AskedWords, TicketWords } from "../../store/trackers/reader.ts";

export function eventTextWords(type: string, text: string): string {
  // Of erased words only the note that they were erased is left.
  if (!text.startsWith("{")) return text;
  if (type === "root-cause.recorded") {
    const { words, requirement, followUp } = JSON.parse(text) as CauseWords;
    return [words, requirement && `Requirement: ${requirement}`, followUp]
      .filter((line) => line !== "")
      .join("\n");
  }
  if (type === "products.recorded") return "Their status is kept, and comes back with it.";
  if (type === "call.recorded") {
    const { words, agreed } = callWordsOf(text);
    return agreed ? `${words}\nAgreed: ${agreed}` : words;
  }
  if (type === "report.forwarded") {
    const { recipient, words } = JSON.parse(text) as ForwardedWords;
    return `${recipient}\n\n${words}`;
  }
  if (type === "forwarding.noted") {
    const { recipient, explanation } = JSON.parse(text) as ForwardedWords;
    return `${recipient}\n${explanation}`;
  }
  if (type === "ticket.linked") {
    const { what, url } = JSON.parse(text) as TicketWords;
    return `${what}: ${url}`;
  }
  if (type === "ticket.asked") {
    const { what, tracker } = JSON.parse(text) as AskedWords;
    return `${what}, in ${tracker}`;
  }
  return text;
}
