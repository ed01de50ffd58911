import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { policyText } from "../../../test/support/policy-files.ts";
import { readPolicy } from "./read-policy.ts";

const template = policyText("template.yaml");

/** The findings of the template after one change, each as "line path message". */
function complaints(before: string | RegExp, after: string): string[] {
  const text = template.replace(before, after);
  expect(text).not.toBe(template);
  const read = readPolicy(text);
  return "findings" in read
    ? read.findings.map(({ line, path, message }) => `${line} ${path} ${message}`)
    : [];
}

const lineOf = (text: string) => template.slice(0, template.indexOf(text)).split("\n").length;

describe("a policy file is refused with line, place and a sentence", () => {
  test.each([
    ["an unknown setting", "rewards: We", "reward: We", "/reward", "is not a setting"],
    ["a missing text", /^rewards.*$/m, "# none", undefined, undefined],
    ["a missing group", /^roles:.*$/m, "", "/roles", "is missing"],
    [
      "a promise without a clock",
      "  conclusion:",
      "  conclude:",
      "/promises/conclude",
      "is not a promise that has a clock",
    ],
    [
      "an impossible number",
      "{ workingDays: 10 }",
      "{ workingDays: 0 }",
      "/promises/relevancy/within/workingDays",
      "should be at least 1",
    ],
    [
      "a length that is none",
      "{ workingDays: 10 }",
      "soon",
      "/promises/relevancy/within",
      "is not a length; write one such as",
    ],
    ["an unknown holiday calendar", "holidays: BE", "holidays: XX", "/holidays", "no country"],
    ["an unknown zone", "Europe/Brussels", "Europe/Nowhere", "/zone", "is not a time zone"],
    ["an offset as a zone", "Europe/Brussels", '"+02:00"', "/zone", "is not a time zone"],
    ["hours that end early", 'closes: "17:00"', 'closes: "08:00"', "/closes", "not later"],
    ["overlapping bands", "low: 7.0", "low: 6.0", "/scoring/bands", "overlaps"],
    ["a gap between bands", "low: 7.0", "low: 7.5", "/scoring/bands", "gap"],
    ["an unknown band", "critical: { days: 7 }", "bad: { days: 7 }", "/bySeverity/bad", "no band"],
    ["a version that is not accepted", '"3.1"\n', '"3.0"\n', "/cvssDefault", "is not among"],
    ["a date without zone", "00:00:00Z", "00:00:00", "/inForceFrom", "not an instant"],
    ["text in a date", "2026-01-01T00:00:00Z", "soon", "/inForceFrom", "not an instant"],
    ["a number in the text without words", "basis: target", "basis: text", "/says", "is missing"],
    ["an agreed date out of place", "{ days: 14 }", "agreed", "/within", "does not fit"],
    ["a form without its finding", / *description,\n/, "", "/reportForm/fields", "leaves out"],
    ["a series without a number", "{number:4}", "x", "/series", "is not a number series"],
    [
      "a link that runs a script",
      "https://www.iso.org/standard/72311",
      "javascript:x",
      "/url",
      "https",
    ],
    ["an address that is none", "psirt@devices.example", "psirt", "/reportAddress", "e-mail"],
  ])("%s", (_, before, after, path, says) => {
    const found = complaints(before, after);
    if (path === undefined) return expect(found).toEqual([]);
    expect(found.join("\n")).toContain(path);
    expect(found.join("\n")).toContain(says);
    expect(found).toHaveLength(1);
  });

  test("the line is the line of the setting", () => {
    expect(complaints("holidays: BE", "holidays: XX")[0]).toMatch(
      new RegExp(`^${lineOf("holidays: BE")} `),
    );
    expect(complaints("  conclusion:", "  conclude:")[0]).toMatch(
      new RegExp(`^${lineOf("  conclusion:")} `),
    );
  });

  test("every problem is told at once", () => {
    const text = template.replace("BE", "XX").replace("{ workingDays: 10 }", "never");
    const read = readPolicy(text);
    expect("findings" in read && read.findings).toHaveLength(2);
  });

  test("a setting written twice, broken YAML, an alias bomb and an empty file", () => {
    for (const text of [
      `${template}\nname: again\n`,
      "a: [1",
      "",
      "- a\n- list",
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [${"*a,".repeat(60)}]\nc: [${"*b,".repeat(60)}]`,
      " ".repeat(1_000_001),
    ]) {
      const read = readPolicy(text);
      expect("findings" in read && read.findings.length).toBeGreaterThan(0);
    }
  });
});

test("whatever is written into the file, the answer is a policy or findings, never an error", () => {
  const lines = template.split("\n");
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: lines.length - 1 }),
      fc.oneof(
        fc.string(),
        fc.constantFrom("[]", "{}", "null", "x: y", "- 1", "*a", "!!int x", "\u0000"),
      ),
      (at, junk) => {
        const colon = (lines[at] ?? "").indexOf(":");
        const line = `${(lines[at] ?? "").slice(0, colon + 1)} ${junk}`;
        const read = readPolicy(lines.with(at, line).join("\n"));
        if ("findings" in read) {
          for (const { line: number, message } of read.findings) {
            expect(number).toBeGreaterThan(0);
            expect(message).not.toBe("");
          }
        }
      },
    ),
    { numRuns: 150 },
  );
});
