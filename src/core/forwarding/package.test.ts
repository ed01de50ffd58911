import fc from "fast-check";
import { expect, test } from "vitest";
import { identityFields } from "../identity/apart.ts";
import { reportFields } from "../policy/report-form.ts";
import { forwardedFields, nameInPackage, packageText, wordsToForward } from "./package.ts";

test("[VEN-16] of a report goes what the maker of a part needs, and no answer about its reporter", () => {
  for (const field of identityFields) expect(forwardedFields).not.toContain(field);
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...reportFields)), (answered) => {
      const fields = Object.fromEntries(answered.map((field) => [field, `answer <${field}>`]));
      const words = wordsToForward(fields);
      for (const field of reportFields) {
        const goes = answered.includes(field) && forwardedFields.some((each) => each === field);
        expect(words.includes(`answer <${field}>`), field).toBe(goes);
      }
    }),
  );
});

test("a file is called by its kind alone", () => {
  expect(nameInPackage("zoe-mueller-poc.PCAP", 1)).toBe("file-1.pcap");
  expect(nameInPackage("by zoe", 2)).toBe("file-2");
  expect(nameInPackage("poc.tar.gz-from-zoe", 3)).toBe("file-3");
});

test("the package says whom to answer, and what belongs to it", () => {
  const text = packageText({
    ...{ teamName: "Example PSIRT", address: "psirt@team.example", reference: "EX-2026-7" },
    ...{ words: "A crafted packet.", files: [{ name: "file-1.txt", sha256: "ab" }] },
  });
  expect(text).toContain("Please answer to psirt@team.example");
  expect(text).toContain("ab  file-1.txt");
});
