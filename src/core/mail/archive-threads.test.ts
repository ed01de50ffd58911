import fc from "fast-check";
import { expect, test } from "vitest";
import { type ArchivedHead, threadsIn } from "./archive-threads.ts";

const head = (index: number, wish: Partial<ArchivedHead> = {}): ArchivedHead => ({
  index,
  messageId: `<${index}@lab.example>`,
  answers: [],
  subject: "A weakness",
  date: new Date(Date.UTC(2026, 2, 11, 9, index)),
  ...wish,
});
const indexes = (heads: readonly ArchivedHead[]) =>
  threadsIn(heads).map((thread) => thread.map(({ index }) => index));

test("an answer belongs to what it answers, in the order of dates, even where the middle is missing", () => {
  const early = new Date("2026-03-01T00:00:00Z");
  expect(
    indexes([
      head(0, { answers: ["<lost@lab.example>"] }),
      head(1),
      head(2, { answers: ["<lost@lab.example>"], date: early }),
      head(3, { answers: ["<1@lab.example>"] }),
    ]),
  ).toEqual([
    [2, 0],
    [1, 3],
  ]);
});

test("mails that share a reference of a tracker are one thread, and those that share words or a CVE id are not", () => {
  expect(
    indexes([
      head(0, { subject: "Re: [vendor.example #4711] gateway" }),
      head(1, { subject: "CVE-2026-12345" }),
      head(2, { subject: "Your VU#123456, our PSIRT-2025-0042" }),
      head(3, { subject: "[Vendor.example #4711] closed" }),
      head(4, { subject: "vu#123456" }),
      head(5, { subject: "CVE-2026-12345" }),
    ]),
  ).toEqual([[0, 3], [1], [2, 4], [5]]);
});

test("every mail is in exactly one thread, and a chain of thousands is one", () => {
  const chain = Array.from({ length: 5_000 }, (_, at) =>
    head(at, { answers: at === 0 ? [] : [`<${at - 1}@lab.example>`] }),
  );
  expect(threadsIn(chain)).toHaveLength(1);
  const answers = fc.array(
    fc.integer({ min: 0, max: 30 }).map((at) => `<${at}@lab.example>`),
    { maxLength: 3 },
  );
  fc.assert(
    fc.property(fc.array(answers, { maxLength: 30 }), (all) => {
      const heads = all.map((each, at) => head(at, { answers: each }));
      expect(
        indexes(heads)
          .flat()
          .sort((a, b) => a - b),
      ).toEqual(heads.map(({ index }) => index));
    }),
  );
});
