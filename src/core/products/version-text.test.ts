import fc from "fast-check";
import { expect, test } from "vitest";
import { versionWords } from "../advisories/version-words.ts";
import { isVersionText, isVersRange } from "./version-text.ts";

test("one version, a vers range or nothing is what a product is named with", () => {
  const good = [
    ...["", "2.4", "R05.1 (build 7)", "10_1", "vers:generic/*", "vers:generic/7.2.R03"],
    ...[
      "vers:semver/<2.4.1",
      "vers:semver/>=4.0.0|<4.2.1",
      "vers:deb/=1%3A2.3-1",
      "vers:npm/!=1.0",
    ],
  ];
  for (const text of good) expect(isVersionText(text), text).toBe(true);
  const bad = [
    ...["<2.4", "before 2.4", "all versions", "vers:semver/<2.4.1,>=9", "vers:semver/", "vers:"],
    ...["vers:semver/<2.4 |>=9", "vers:semver/<<2", "vers:semver/<2||>3", "vers:generic/<100%"],
  ];
  for (const text of bad) expect(isVersionText(text), text).toBe(false);
});

test("whatever is typed as a range is read in words", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(typeof versionWords({ range: `vers:generic/${text}` })).toBe("string");
    }),
  );
  expect(isVersRange("vers:generic/<%FF")).toBe(true);
  expect(versionWords({ range: "vers:generic/<%FF" })).toBe("before %FF");
});
