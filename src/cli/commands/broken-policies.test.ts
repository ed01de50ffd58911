/** Each broken example is refused at its file, its line and its setting, in words that help. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../lib/project-root.ts";
import { checkPolicyFile } from "./policy-check.ts";

const folder = join(projectRoot(), "test/fixtures/policies");
const clean = "is not an instant with its zone, such as 2026-01-01T00:00:00Z";

const broken: [name: string, line: number, path: string, message: string | RegExp][] = [
  ["unknown-key", 6, "/reward", "reward: is not a setting; did you mean rewards?"],
  [
    "impossible-value",
    7,
    "/privacy/retentionDaysAfterClose",
    "privacy.retentionDaysAfterClose: should be at least 0",
  ],
  [
    "overlapping-bands",
    7,
    "/scoring/bands",
    "scoring.bands: Medium overlaps with the band that begins at 6.0.",
  ],
  [
    "gap-in-bands",
    7,
    "/scoring/bands",
    "scoring.bands: Medium leaves a gap to the band that begins at 7.5.",
  ],
  [
    "promise-without-clock",
    7,
    "/promises/call-back",
    /^promises\.call-back: is not a promise that has a clock; there are acknowledge-report, /,
  ],
  ["missing-required-text", 7, "/organisation/mission", "organisation.mission: is missing"],
  [
    "unknown-holidays",
    8,
    "/channels/officeHours/holidays",
    "channels.officeHours.holidays: is no country whose public holidays are known, such as FR or DE-BY",
  ],
  [
    "unknown-zone",
    8,
    "/channels/officeHours/zone",
    "channels.officeHours.zone: is not a time zone such as Europe/Paris",
  ],
  ["text-in-date", 5, "/inForceFrom", `inForceFrom: ${clean}`],
  ["missing-zone", 5, "/inForceFrom", `inForceFrom: ${clean}`],
  [
    "year-0200",
    5,
    "/inForceFrom",
    "inForceFrom: is before 1980; write the year in full, such as 2026-01-01T00:00:00Z",
  ],
  [
    "target-shown-as-text",
    8,
    "/promises/acknowledge-report/says",
    "promises.acknowledge-report.says: names the number 2, and would promise it; leave it out, or write basis: text",
  ],
  [
    "agreed-with-number",
    8,
    "/promises/status-update/basis",
    "promises.status-update.basis: says the number is agreed, but only a date is: write within: agreed, or another basis",
  ],
  [
    "promised-without-words",
    7,
    "/promises/status-update/says",
    "promises.status-update.says: is missing: a number that is in the text needs the words that hold it",
  ],
  [
    "missing-language",
    7,
    "/rewards",
    "rewards: is not said in fr; this file's languages are en, fr",
  ],
  [
    "foreign-language",
    6,
    "/rewards/fr",
    "rewards.fr: is in none of this file's languages, which are en",
  ],
  ["doubled-key", 7, "", /^This setting is written twice in its group; keep one of them\./],
  ["not-yaml", 7, "", /^A \[ or \{ above this line is not closed\./],
  ["not-a-policy", 2, "", "The file: should be a group of settings"],
  ["alias-bomb", 3, "", /^The aliases \(\*name\) of this file .* write the settings out\.$/],
  ["empty", 1, "", "This file holds no settings. The file policies/template.yaml shows them all."],
  ["orphan", 2, "/inherits", "inherits: there is no policy nowhere.yaml beside this file."],
];

describe("a broken policy is refused with file, line and a sentence:", () => {
  test.each(broken)("%s", async (name, line, path, message) => {
    const file = join(folder, `${name}.yaml`);
    const answer = await checkPolicyFile(file);
    expect(answer.valid).toBe(false);
    expect(answer.promises).toEqual([]);
    const about = typeof message === "string" ? message : expect.stringMatching(message);
    expect(answer.errors).toMatchObject([{ file, line, path, message: about }]);
  });

  test("every broken example is in this list", () => {
    const files = readdirSync(folder);
    expect(files.toSorted()).toEqual(broken.map(([name]) => `${name}.yaml`).toSorted());
  });
});

test("[TH-33] a child entity's example holds, and promises its own beside its parent's", async () => {
  const file = join(projectRoot(), "test/fixtures/child-policies/thales-subsidiary.yaml");
  const { valid, promises } = await checkPolicyFile(file);
  expect(valid).toBe(true);
  const rules = new Map(
    (promises as { promise: string; rule: string; wording: string }[]).map((each) => [
      each.promise,
      `${each.rule}, ${each.wording}`,
    ]),
  );
  expect(rules.get("acknowledge-report")).toBe("1 working day, promised");
  expect(rules.get("embargo-end")).toBe("the agreed date, promised");
  expect(rules.get("publish-cve-record")).toBe("72 hours, unsaid");
  expect(rules.has("acknowledge-appeal")).toBe(false);
});
