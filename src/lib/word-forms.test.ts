import fc from "fast-check";
import { expect, test } from "vitest";
import { wordFinder } from "./word-forms.ts";

const word = "Grünspecht-47";
const forms = (text: string | Buffer, of = word) =>
  wordFinder(of).formsIn(typeof text === "string" ? Buffer.from(text) : text);

test.each([
  ["UTF-8", `so: ${word}.`],
  ["UTF-8", word.toLowerCase()],
  ["UTF-8", word.toUpperCase()],
  ["UTF-8", "gRüNsPeChT-47"],
  ["UTF-8", word.normalize("NFD")],
  ["UTF-16", Buffer.from(`x${word}`, "utf16le")],
  ["UTF-16, big end first", Buffer.from(`x${word}`, "utf16le").swap16()],
  ["hexadecimal", Buffer.from(word).toString("hex")],
  ["hexadecimal", Buffer.from(word).toString("hex").toUpperCase()],
  ["URL-encoded", encodeURIComponent(word)],
  ["URL-encoded", encodeURIComponent(word).toLowerCase()],
  ["JSON", `{"a":"Gr\\u00fcnspecht-47"}`],
  ["HTML", "Gr&#252;nspecht-47"],
  ["HTML", "Gr&#xFC;nspecht-47"],
  ["quoted-printable", "Gr=C3=BCnspecht-47"],
])("finds it as %s", (form, text) => {
  expect(forms(text)).toContain(form);
});

test("finds it in base 64 wherever it stands in what was encoded, in both alphabets", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9 }), fc.uint8Array({ maxLength: 9 }), (a, b) => {
      const bytes = Buffer.concat([a, Buffer.from(word), b]);
      expect(forms(bytes.toString("base64"))).toContain("base 64");
      expect(forms(bytes.toString("base64url"))).toContain("base 64");
    }),
  );
});

test("finds it among any bytes, and not where it is not", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 200 }), (noise, at) => {
      const parts = [noise.subarray(0, at), Buffer.from(word), noise.subarray(at)];
      expect(forms(Buffer.concat(parts))).toContain("UTF-8");
      expect(forms(Buffer.from(noise))).toEqual([]);
    }),
  );
});

test("a word that everything holds by chance is refused", () => {
  expect(() => wordFinder("abc")).toThrow(RangeError);
});
