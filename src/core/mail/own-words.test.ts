import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bringsOnlyKey, ownLines } from "./own-words.ts";
import { saysOnlyPlainAnswer } from "./plain-answer.ts";

const block = [
  "-----BEGIN PGP PUBLIC KEY BLOCK-----",
  "",
  "mDMEZ+example",
  "-----END PGP PUBLIC KEY BLOCK-----",
].join("\n");

describe("a mail that only says the word by which plain answers are agreed to", () => {
  test.each([
    "AGREE",
    "Agree.\n\n> may we answer\n",
    "ACCORD\r\n\r\nLe 3 mars 2026, l’équipe a écrit :\r\n> un message\r\n",
    "AGREE\n\nOn Wed, 11 Mar 2026 at 09:00, Example PSIRT\n<psirt@team.example> wrote:\n\n> hello",
    "I agree\n\nBest regards,\nA finder\nResearch Example",
    "agreed\n-- \nA finder\nhttps://research.example",
    "AGREE\n\n-----Original Message-----\nFrom: psirt@team.example\nthere is a new message",
    "no",
  ])("%j says nothing else", (text) => {
    expect(saysOnlyPlainAnswer(text)).toBe(true);
  });

  test.each([
    "AGREE\n\nAnd the version is 8.10.",
    "AGREE\n\nIt is 8.10.\n\nBest regards",
    "agree\n\n> Which version?\n8.10\n",
    "AGREE\n\nThanks,\nA finder\nOn which port did you try?",
    "Version 8.10.",
    "",
  ])("%j says more, or something else", (text) => {
    expect(saysOnlyPlainAnswer(text)).toBe(false);
  });
});

describe("a mail that only brings a key", () => {
  test.each([
    "",
    block,
    `Hello,\n\nHere is my public key.\n\n${block}\n\nRegards`,
    "Voici ma clé.",
    "My PGP key is attached\n\n> please send us your public key",
  ])("%j brings nothing else", (text) => {
    expect(bringsOnlyKey(text)).toBe(true);
  });

  test.each([
    `The version is 8.10. Here is my key.\n${block}`,
    "8.10",
    "The key is in the first packet.",
    "Is my key in the first packet checked?",
    `${block}\nIt restarts on port 80.`,
  ])("%j brings words as well", (text) => {
    expect(bringsOnlyKey(text)).toBe(false);
  });
});

test("every line of theirs is one that they wrote, whatever the mail is", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 40 }), { maxLength: 20 }), (lines) => {
      const text = lines.join("\n");
      for (const line of ownLines(text)) {
        expect(text).toContain(line);
        expect(line).not.toMatch(/^>|^$/);
      }
    }),
  );
});
