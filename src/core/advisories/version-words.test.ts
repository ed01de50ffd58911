import { expect, test } from "vitest";
import { versionWords } from "./version-words.ts";

test.each([
  [null, "All versions"],
  [{ exact: "2.4" }, "2.4"],
  [{ range: "vers:semver/>=8.2.0|<8.4.3" }, "8.2.0 and later, before 8.4.3"],
  [{ range: "vers:generic/*" }, "All versions"],
  [{ range: "vers:generic/1.0|1.1" }, "1.0, 1.1"],
  [{ range: "vers:generic/<=3%2B1" }, "up to 3+1"],
  [{ range: "as they said" }, "as they said"],
])("versions %o read “%s”", (versions, expected) => {
  expect(versionWords(versions)).toBe(expected);
});
