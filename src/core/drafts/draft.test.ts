import { expect, test } from "vitest";
import { beginningOf, deedOfDraft, draftForm, isDraftForm } from "./draft.ts";

test("forms of one deed on other ids have other names, in whatever order the ids were given", () => {
  const form = draftForm("send-message", { partyId: "a", caseId: "b" });
  expect(form).toBe(draftForm("send-message", { caseId: "b", partyId: "a" }));
  expect(form).not.toBe(draftForm("send-message", { caseId: "b", partyId: "c" }));
  expect(deedOfDraft(form)).toBe("send-message");
});

test("a name is a deed and ids, and nothing that somebody could hide words in", () => {
  expect(isDraftForm("write-note")).toBe(true);
  for (const name of [
    "",
    "Write",
    "write-note\n",
    `write-note ${"a".repeat(200)}`,
    "a b c d e f",
  ]) {
    expect(isDraftForm(name), name).toBe(false);
  }
});

test("a draft begins with what was written, never with an id that travels along", () => {
  const caseId = "01a15366-0f80-7288-9c34-ab609ee9faac";
  expect(beginningOf({ caseId, kind: "note", text: " Two\nlines. " })).toBe("Two lines.");
  expect(beginningOf({ caseId })).toBe("");
});
