import { expect, test } from "vitest";
import { blanksLeft } from "../letters/blank.ts";
import { readyExplanations } from "./ready-explanations.ts";
import { explainedOutcomes, lettersOwed, rejectionReasons } from "./reasons.ts";

const ours = readyExplanations({ texts: [] });
const both = (text: (typeof ours)[number]["text"]) =>
  typeof text === "string" ? [text] : Object.values(text);

test("[ALU-09] every reason of a rejection and every outcome has a ready text, in English and French", () => {
  for (const reason of rejectionReasons) {
    expect([reason, ours.some(({ reasons }) => reasons.includes(reason))]).toEqual([reason, true]);
  }
  for (const outcome of explainedOutcomes) {
    expect([outcome, ours.some((each) => each.outcome === outcome)]).toEqual([outcome, true]);
  }
  for (const { name, title, text } of ours) {
    for (const each of [title, text]) {
      expect([name, typeof each === "string" ? [] : Object.keys(each)]).toEqual([
        name,
        ["en", "fr"],
      ]);
    }
  }
});

test("[ALU-09] each explains at length, and leaves one blank that only a person can fill", () => {
  for (const { name, text } of ours) {
    for (const words of both(text)) {
      expect([name, blanksLeft(words).length]).toEqual([name, 1]);
      const without = words.replace(/\[___[^[\]]*___\]/, "");
      expect(without.length, name).toBeGreaterThan(lettersOwed("not-confirmed"));
    }
  }
});

test("a text of the policy stands in the place of ours with its name, and before all others", () => {
  const own = { name: "intended", title: "Ours", outcome: "not-relevant", reasons: [], text: "x" };
  const all = readyExplanations({ texts: [{ ...own, outcome: "not-relevant" }] });
  expect(all).toHaveLength(ours.length);
  expect(all[0]?.title).toBe("Ours");
  expect(all.filter(({ name }) => name === "intended")).toHaveLength(1);
});
