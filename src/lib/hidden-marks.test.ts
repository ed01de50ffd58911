import fc from "fast-check";
import { expect, test } from "vitest";
import { piecesOf } from "./hidden-marks.ts";

test("marks of direction and letters without width are named where they stand", () => {
  expect(piecesOf("photo\u202Egpj.exe")).toEqual([
    { text: "photo" },
    { mark: "U+202E", name: "right-to-left override" },
    { text: "gpj.exe" },
  ]);
  expect(piecesOf("pass\u200Bword")[1]).toEqual({ mark: "U+200B", name: "zero width space" });
  expect(piecesOf("a\u{E0041}\u0007")).toEqual([
    { text: "a" },
    { mark: "U+E0041", name: "character that cannot be seen" },
    { mark: "U+0007", name: "character that cannot be seen" },
  ]);
});

test("what people write with stays as it is: lines, families of pictographs, Persian, Hebrew", () => {
  for (const text of ["one\n\ttwo\r\n", "👩‍👩‍👧", "می‌خواهم", "שלום world", "é", ""]) {
    expect(piecesOf(text)).toEqual([{ text }]);
  }
  // Between Latin letters a joiner only hides a word from a search.
  expect(piecesOf("pass\u200Dword")).toHaveLength(3);
});

test("no letter is lost, and no piece of text holds a change of direction", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "א", "\u202E", "\u2066", "\u200D", "😀", "\n"),
  });
  fc.assert(
    fc.property(text, (written) => {
      const pieces = piecesOf(written);
      const back = pieces
        .map((each) =>
          "mark" in each
            ? String.fromCodePoint(Number.parseInt(each.mark.slice(2), 16))
            : each.text,
        )
        .join("");
      expect(back).toBe(written);
      for (const each of pieces)
        if ("text" in each) expect(each.text).not.toMatch(/[\u202E\u2066]/);
    }),
  );
});
