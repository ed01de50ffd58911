import fc from "fast-check";
import { expect, test } from "vitest";
import { checkLookAlikes } from "./look-alikes.ts";

const refused = expect.objectContaining({ code: "person.look-alike" });

test.each([
  "analyst@psirt.example",
  "J. Müller",
  "o'connor-smith.2",
  "Łukasz",
  "мария",
  "δημήτρης",
  "田中さくら",
  "김민수",
  "administrator-4f2a",
])("“%s” is a sign-in name", (name) => {
  expect(() => checkLookAlikes(name)).not.toThrow();
});

test.each([
  ["a Cyrillic letter in a Latin word", "аnalyst@psirt.example"],
  ["a Greek letter in a Latin word", "lοad"],
  ["a Cyrillic word that reads as a Latin one", "сор"],
  ["a Cyrillic name before a Latin address", "мария@psirt.example"],
  ["a fullwidth letter beside a Cyrillic one", "ａдмин"],
  ["a Cherokee letter in a Latin word", "ꭺdmin"],
])("%s is refused: “%s”", (_, name) => {
  expect(() => checkLookAlikes(name)).toThrow(refused);
});

test("one letter of another alphabet in any Latin name is refused", () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z]{1,12}$/),
      fc.constantFrom("а", "е", "о", "р", "с", "х", "α", "ο", "ν", "ս", "д", "ж"),
      fc.stringMatching(/^[a-z]{1,12}$/),
      (before, letter, after) => {
        expect(() => checkLookAlikes(before + letter + after)).toThrow(refused);
      },
    ),
  );
});
