import fc from "fast-check";
import { expect, test } from "vitest";
import { composeMail } from "./compose-mail.ts";
import { flowedText, needsFlowing } from "./flowed-text.ts";
import { readMail } from "./read-mail.ts";

const date = new Date("2026-01-02T03:04:05Z");

async function throughTheMail(text: string): Promise<string> {
  const raw = await composeMail({
    ...{ subject: "A letter", messageId: "<1@team.example>", date, text },
    from: { address: "psirt@team.example" },
    to: [{ address: "finder@research.example" }],
  });
  const read = await readMail(new Uint8Array(raw), { own: [], trust: [], now: date });
  return read.text;
}

test("no line is longer than 78, but for an address that cannot be broken", () => {
  const long = `https://psirt.team.example/${"a".repeat(90)}`;
  const text = `${"word ".repeat(60)}\n${long} and ${"x ".repeat(80)}`;
  const lines = flowedText(text).split("\n");
  expect(lines.filter((line) => line.length > 78)).toEqual([expect.stringContaining(long)]);
});

test("a narrow French space is no place to break a line", () => {
  const text = `${"mot ".repeat(18)}vraiment\u202f: oui`;
  expect(flowedText(text)).toContain("vraiment\u202f:");
});

test("the mark above a signature stays as it is, and short texts travel as they are", () => {
  expect(flowedText("a\n\n-- \nTeam")).toBe("a\n\n-- \nTeam");
  expect(needsFlowing("short\nlines")).toBe(false);
});

test("what is read is what was written, whatever its lines begin with", async () => {
  const word = fc.stringMatching(/^[a-zé>|"]{1,12}$/);
  const line = fc
    .tuple(fc.constantFrom("", "> ", "From ", " ", "- "), fc.array(word, { maxLength: 40 }))
    .map(([start, words]) => `${start}${words.join(" ")}`.replace(/ +$/, ""));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 6 }), async (lines) => {
      const text = ["It begins.", ...lines, `end ${"word ".repeat(30)}end.`].join("\n");
      expect((await throughTheMail(text)).trimEnd()).toBe(text);
    }),
    { numRuns: 60 },
  );
});
