import fc from "fast-check";
import { expect, test } from "vitest";
import { cveIdOf, cweIdOf } from "./weakness-ids.ts";

test("ids are read as people copy them", () => {
  expect(cveIdOf(" cve-2026-1234")).toBe("CVE-2026-1234");
  expect(cveIdOf("CVE\u20112026\u20111234")).toBe("CVE-2026-1234");
  expect(cveIdOf("2026-12345")).toBe("CVE-2026-12345");
  expect(cweIdOf("79")).toBe("CWE-79");
  expect(cweIdOf("cwe-787")).toBe("CWE-787");
});

test("nothing is no id, and is said to be nothing", () => {
  expect(cveIdOf("  ")).toBeNull();
  expect(cweIdOf("")).toBeNull();
});

test.each(["CVE-2026-12", "CVE-1998-1234", "CVE-2026-1234x", "GHSA-abcd-1234-efgh"])(
  "%s is no CVE id",
  (text) => expect(cveIdOf(text)).toBeUndefined(),
);

test.each(["CWE-0", "CWE-079", "cross-site scripting", "CVE-2026-1234"])(
  "%s is no class of weakness",
  (text) => expect(cweIdOf(text)).toBeUndefined(),
);

test("whatever is read once is read as the same again", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const read of [cveIdOf, cweIdOf]) {
        const id = read(text);
        if (id) expect(read(id)).toBe(id);
      }
    }),
  );
});
