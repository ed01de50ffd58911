import { expect, test } from "vitest";
import { policyText } from "../../../test/support/policy-files.ts";
import { readPolicy } from "./read-policy.ts";

const template = policyText("template.yaml");

/** The findings of the template after one change, each as "line message". */
function complaints(before: string, after: string): string[] {
  expect(template).toContain(before);
  const read = readPolicy(template.replace(before, () => after));
  return "findings" in read ? read.findings.map(({ line, message }) => `${line} ${message}`) : [];
}

const lineOf = (text: string) => template.slice(0, template.indexOf(text)).split("\n").length;

test("of several unknown settings in one group each is told what it was meant to be", () => {
  const at = lineOf("mayForward:");
  expect(
    complaints("  mayForward: true", "  mayforward: true\n  color: red\n  source: []"),
  ).toEqual([
    expect.stringContaining("thirdParty.mayForward: is missing"),
    `${at} thirdParty.mayforward: is not a setting; did you mean mayForward?`,
    `${at + 1} thirdParty.color: is not a setting; there are sources, everyCveAnalysed, mayForward, forwardIdentity, says, requirements`,
    `${at + 2} thirdParty.source: is not a setting; did you mean sources?`,
  ]);
});

test("a promise's name in another spelling is asked about, and so is one of its terms", () => {
  const [unknown] = complaints("  acknowledge-report:\n", "  acknowledgeReport:\n");
  expect(unknown).toMatch(/is not a promise that has a clock; did you mean acknowledge-report\?$/);
  const [term] = complaints("warnHoursBefore: [72, 24]", "warnHourBefore: [72, 24]");
  expect(term).toMatch(/status-update\.warnHourBefore: .* did you mean warnHoursBefore\?$/);
});

test.each([
  ["a tab", "  zone: Europe", "\tzone: Europe", "begins with a tab"],
  ["a line too far to the left", "    holidays: BE", "   holidays: BE", "is not indented like"],
  ["an alias of nothing", "roles: [vendor]", "roles: *nobody", "lead nowhere"],
  ["an open quotation", 'closes: "17:00"', 'closes: "17:00', "This is not valid YAML: "],
])("%s in the text is told in words", (_, before, after, says) => {
  expect(complaints(before, after)[0]).toContain(says);
});

test("an alias of nothing is found on its line", () => {
  expect(complaints("roles: [vendor]", "roles: *nobody")[0]).toMatch(
    new RegExp(`^${lineOf("roles: [vendor]")} `),
  );
});

test("what is no text, no address and no e-mail address is told how one looks", () => {
  expect(complaints("rewards: We do not pay rewards.", "rewards: { English: None }")[0]).toContain(
    "neither a text nor one text per language, such as { en: Report, fr: Signalement }",
  );
  expect(complaints('url: "https://www.iso.org/standard/72311.html"', "url: iso")[0]).toContain(
    "is not an address such as https://example.org/",
  );
  expect(complaints('  address: ""', "  address: somewhere")[0]).toContain(
    "appeals.address: is not an e-mail address",
  );
});
