import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MboxMessage, mboxSplitter } from "./mbox.ts";

const fromLine = "From finder@lab.example Wed Mar 11 09:00:00 2026\n";

function split(file: string, cuts: readonly number[] = [], bytesMax = 1_000_000): MboxMessage[] {
  const splitter = mboxSplitter(bytesMax);
  const bytes = Buffer.from(file, "latin1");
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (one, other) => one - other,
  );
  let at = 0;
  const found: MboxMessage[] = [];
  for (const end of ends) {
    found.push(...splitter.push(bytes.subarray(at, end)));
    at = end;
  }
  return [...found, ...splitter.end()];
}
const texts = (messages: readonly MboxMessage[]) =>
  messages.map((each) => ("raw" in each ? each.raw.toString("latin1") : each.tooLarge));

/** Bodies that try to be split: lines that begin like a separator, quoted ones, blank lines. */
const line = fc.oneof(
  fc.constantFrom("", "From now on it overflows.", ">From there", ">>From x", "From ", "words"),
  fc.constant(fromLine.trim()),
  fc.string({ maxLength: 20 }).map((text) => text.replace(/[\r\n\0]/g, " ")),
);
const body = fc.array(line, { maxLength: 8 }).map((lines) => [...lines, "end"]);
const bodies = fc.array(body, { minLength: 1, maxLength: 5 });
const cuts = fc.array(fc.nat(), { maxLength: 10 });

type Variant = (lines: readonly string[]) => { header: string; lines: readonly string[] };
const bytesOf = (lines: readonly string[]) => Buffer.from(`${lines.join("\n")}\n`, "latin1").length;
const variants: Readonly<Record<string, Variant>> = {
  mboxrd: (lines) => ({
    header: "",
    lines: lines.map((each) => (/^>*From /.test(each) ? `>${each}` : each)),
  }),
  mboxcl2: (lines) => ({ header: `Content-Length: ${bytesOf(lines)}\n`, lines }),
};

function written(all: readonly (readonly string[])[], variant: Variant): string {
  return all
    .map((lines, at) => {
      const as = variant(lines);
      const header = `Subject: ${at}\n${as.header}Status: RO\n`;
      return `${fromLine}${header}\n${as.lines.join("\n")}\n\n`;
    })
    .join("");
}
const original = (lines: readonly string[], at: number) =>
  `Subject: ${at}\r\n\r\n${lines.join("\r\n")}\r\n`;

describe.each(Object.entries(variants))("%s", (_, variant) => {
  test("gives back every message as it was, wherever the file is cut into chunks", () => {
    fc.assert(
      fc.property(bodies, cuts, (all, at) => {
        // A body without anything to quote that stands quoted looks the same in both: leave it out.
        fc.pre(
          variant !== variants.mboxcl2 ||
            all.every((lines) => !lines.some((l) => /^>+From /.test(l))),
        );
        expect(texts(split(written(all, variant), at))).toEqual(all.map(original));
      }),
      { numRuns: 300 },
    );
  });
});

test("mboxo: only what begins exactly like a separator was quoted", () => {
  const file = `${fromLine}Subject: a\n\n>From here it overflows.\nFrom now on too.\n\n${fromLine}Subject: b\n\nx\n`;
  expect(texts(split(file))).toEqual([
    "Subject: a\r\n\r\nFrom here it overflows.\r\nFrom now on too.\r\n",
    "Subject: b\r\n\r\nx\r\n",
  ]);
});

test.each([
  "From - Wed Mar 11 09:00:00 2026",
  "From 1790000000000000001@xxx Wed Mar 11 09:00:00 +0000 2026",
  "From MAILER-DAEMON Wed Mar  1 09:00 2026",
  "From finder@lab.example Wed Mar 11 09:00:00 MET 2026",
  "From Wed Mar 11 09:00:00 2026",
])("a mail program's separator is known: %s", (from) => {
  const file = `${from}\nSubject: a\n\nx\n\n${from}\r\nSubject: b\r\n\r\ny\r\n`;
  expect(texts(split(file))).toEqual(["Subject: a\r\n\r\nx\r\n", "Subject: b\r\n\r\ny\r\n"]);
});

test("a Content-Length that measures past the next message is not believed", () => {
  const file = `${fromLine}Content-Length: 9000\nSubject: a\n\nx\n\n${fromLine}Subject: b\n\ny\n`;
  expect(texts(split(file))).toEqual(["Subject: a\r\n\r\nx\r\n", "Subject: b\r\n\r\ny\r\n"]);
});

test("a message above the limit is named and the next is read", () => {
  const file = `${fromLine}Subject: a\n\n${"x\n".repeat(600)}\n${fromLine}Subject: b\n\ny\n`;
  expect(texts(split(file, [], 500))).toEqual([expect.any(Number), "Subject: b\r\n\r\ny\r\n"]);
});

test("whatever the file holds, nothing but whole lines is left out, and nothing comes twice", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(line, fc.constant("Content-Length: 7")), { maxLength: 40 }),
      cuts,
      (lines, at) => {
        const file = `${fromLine}${lines.join("\n")}\n`;
        const found = texts(split(file, at)).join("").split("\r\n");
        expect(found.length).toBeLessThanOrEqual(lines.length + 2);
        for (const each of found) {
          const fits = each === "" || [each, `>${each}`].some((text) => lines.includes(text));
          expect(fits).toBe(true);
        }
      },
    ),
    { numRuns: 300 },
  );
});
