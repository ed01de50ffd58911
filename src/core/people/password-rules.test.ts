import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "../refusal.ts";
import { checkPassword } from "./password-rules.ts";

const known = ["case-lead@psirt.example", "Alcatel-Lucent Enterprise", "ALE"];

function codeOf(password: string): string | undefined {
  try {
    checkPassword(password, known);
    return undefined;
  } catch (error) {
    return error instanceof Refusal ? error.code : "bug";
  }
}

test("twelve characters of any kind are enough, letters alone too", () => {
  expect(codeOf("correct horse battery")).toBeUndefined();
  expect(codeOf("zufälligüß王")).toBe("sign-in.password-short");
  expect(codeOf("zufälligüßer王")).toBeUndefined();
});

test("a password made of who signs in where is refused, however it is written", () => {
  for (const guess of [
    "case-lead@psirt.example",
    "Case Lead PSIRT example!",
    "alcatel-lucent-enterprise",
    "AlcatelLucentEnterprise1",
    "aaaaaaaaaaaaaaaa",
    "abababababababab",
  ])
    expect(codeOf(guess), guess).toBe("sign-in.password-guessable");
});

test("a password may be very long, but not without end", () => {
  const long = "quietly-".repeat(128);
  expect(codeOf(long)).toBeUndefined();
  expect(codeOf(`${long}x`)).toBe("input.too-large");
});

test("no password of eleven characters or fewer passes", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 11, unit: "grapheme-ascii" }), (short) => {
      expect(codeOf(short)).toBe("sign-in.password-short");
    }),
  );
});
