import fc from "fast-check";
import { expect, test } from "vitest";
import {
  isOfCoordinator,
  otherNamesIn,
  outsideReferencesIn,
  ownReferencesIn,
  referenceMark,
  typedReference,
} from "./outside-references.ts";

const texts = (line: string) => outsideReferencesIn(line).map(({ text }) => text);

test.each([
  ["VU#123456", ["VU#123456"]],
  ["re: vu #123456: your product", ["VU#123456"]],
  ["[VU# 123456] [PSIRT-2026-0007]", ["VU#123456", "PSIRT-2026-0007"]],
  ["VU-1234567 and VU123456", ["VU#1234567", "VU#123456"]],
  ["VU＃986240", ["VU#986240"]],
  ["VU#123456.2", ["VU#123456"]],
  ["VRF#26-03-ABCDE", ["VRF#26-03-ABCDE"]],
  ["JVN#12345678, JVNVU # 99999999", ["JVN#12345678", "JVNVU#99999999"]],
  ["ICS-VU-123456", ["ICS-VU-123456"]],
  ["ZDI-CAN-12345 (CVE-2026-12345)", ["ZDI-CAN-12345", "CVE-2026-12345"]],
  ["cve 2026 0001", ["CVE-2026-0001"]],
  ["GHSA-23c4-fghj-pqrv", ["GHSA-23c4-fghj-pqrv"]],
  ["MSRC Case 98765 and VULN-98765", ["MSRC-98765"]],
  ["[vendor.example #4711] closed", ["[VENDOR.EXAMPLE #4711]"]],
  ["VDE-2026-012", ["VDE-2026-012"]],
  ["PSIRT-0123456789", ["PSIRT-0123456789"]],
  ["Revue 12345, DEJAVU#123456, version 1.2", []],
])("%s names %j", (line, expected) => {
  expect(texts(line)).toEqual(expected);
});

test("[CC-12] several numbers in one subject are all found, each once, in their order", () => {
  expect(texts("VU#222222, VU#111111 (was vu #222222)")).toEqual(["VU#222222", "VU#111111"]);
});

test("only a coordinator's number is one", () => {
  const kinds = outsideReferencesIn("VU#123456 CVE-2026-12345 ZDI-CAN-12345").map(isOfCoordinator);
  expect(kinds).toEqual([true, false, true]);
});

test("references of ours are found in any case of letters", () => {
  expect(ownReferencesIn("AW: psirt-2026-0007, PSIRT-2026-0007, PSIRT-2026-00081")).toEqual([
    "PSIRT-2026-0007",
    "PSIRT-2026-00081",
  ]);
});

test("what people type is read as the number that it is, or kept as it stands", () => {
  expect(typedReference(" vu # 123456 ")).toEqual({ issuer: "vu", text: "VU#123456" });
  expect(typedReference("Case 55-A")).toEqual({ issuer: "other", text: "Case 55-A" });
  expect(typedReference("no number")).toBeUndefined();
  expect(typedReference("two VU#123456 of them")).toMatchObject({ issuer: "other" });
});

test("a name of any form is found again among the words of a subject", () => {
  const kept = typedReference("Case 55-A");
  const marks = otherNamesIn("Re: your letter (case 55-A): more").map(referenceMark);
  expect(marks).toContain(kept && referenceMark(kept));
});

test("however a number is spaced and written, it is the same one", () => {
  const digits = fc.integer({ min: 100, max: 9_999_999 });
  const gap = fc.constantFrom("#", " #", "# ", " # ", "＃");
  const word = fc.constantFrom("VU", "vu", "Vu");
  fc.assert(
    fc.property(digits, gap, word, (number, between, name) => {
      const found = outsideReferencesIn(`Re: ${name}${between}${number}: a flaw`);
      expect(found).toEqual([{ issuer: "vu", text: `VU#${number}` }]);
      expect(typedReference(`${name}${between}${number}`)).toEqual(found[0]);
    }),
  );
});

test("any line gives few references, in little time, and the same ones when read again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), (line) => {
      const found = outsideReferencesIn(line);
      expect(found.length).toBeLessThanOrEqual(10);
      expect(outsideReferencesIn(line)).toEqual(found);
    }),
  );
  expect(texts(`${"VU#".repeat(50_000)}123456`)).toEqual([]);
});

test("the form of a number, read again, is that number", () => {
  const lines = ["VU#123456", "VRF#26-03-ABCDE", "JVN#12345678", "ZDI-CAN-12345", "VDE-2026-012"];
  for (const line of lines) expect(typedReference(texts(line)[0] ?? "")?.text).toBe(line);
});
