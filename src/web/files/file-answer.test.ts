import fc from "fast-check";
import { expect, test } from "vitest";
import { dispositionOf, rangeOf } from "./file-answer.ts";

test("no name of a file breaks out of its header", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      const header = dispositionOf(name);
      expect(header).toMatch(/^attachment; filename="[\w.() -]*"; filename\*=UTF-8''[\w.!~%-]*$/);
    }),
  );
});

test("a name keeps its letters for programs that know RFC 8187", () => {
  expect(dispositionOf("Été (1).pcap")).toBe(
    "attachment; filename=\"_t_ (1).pcap\"; filename*=UTF-8''%C3%89t%C3%A9%20%281%29.pcap",
  );
});

test.each([
  [undefined, undefined],
  ["bytes=0-", { start: 0, end: 100 }],
  ["bytes=10-19", { start: 10, end: 20 }],
  ["bytes=90-500", { start: 90, end: 100 }],
  ["bytes=-10", { start: 90, end: 100 }],
  ["bytes=-500", { start: 0, end: 100 }],
  ["bytes=100-", "outside"],
  ["bytes=20-10", "outside"],
  ["bytes=-0", "outside"],
  ["bytes=0-1,5-6", undefined],
  ["lines=1-2", undefined],
])("the range %s of 100 bytes", (header, expected) => {
  expect(rangeOf(header, 100)).toEqual(expected);
});
