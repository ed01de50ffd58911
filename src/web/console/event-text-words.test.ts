import { expect, test } from "vitest";
import { eventTextWords } from "./event-text-words.ts";

test("words that were erased are shown as what is left of them, whatever they were of", () => {
  for (const type of ["root-cause.recorded", "ticket.asked", "ticket.linked", "note.written"]) {
    expect(eventTextWords(type, "Erased.")).toBe("Erased.");
  }
});

test("a cause without requirement or follow-up is its words alone", () => {
  const text = JSON.stringify({ words: "No test reached it.", requirement: "", followUp: "" });
  expect(eventTextWords("root-cause.recorded", text)).toBe("No test reached it.");
});

test("a ticket that was asked for is told with its tracker", () => {
  const text = JSON.stringify({ what: "The correction in 2.x", tracker: "gateways" });
  expect(eventTextWords("ticket.asked", text)).toBe("The correction in 2.x, in gateways");
});

test("words that look like data but are a person’s stay as they are", () => {
  expect(eventTextWords("note.written", '{"a":1}')).toBe('{"a":1}');
});
