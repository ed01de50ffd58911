import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Refusal } from "../refusal.ts";
import { contentKinds, isText, kindOfContent } from "./content-kind.ts";
import { mayLeave, stateAfter } from "./file-findings.ts";
import {
  bytesInWords,
  formLimitsInWords,
  kindsInWords,
  mustBeTaken,
  usualFileLimits,
} from "./file-limits.ts";
import { mismatchOf } from "./name-claims.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("what a file is comes from its content", () => {
  test.each([
    ["a report in words, größer", "text"],
    ["", "text"],
    ["MZ\u0000\u0000", "program"],
    ["%PDF-1.7", "document"],
    ["PK\u0003\u0004", "archive"],
    ["GIF89a", "image"],
    ["\u0001\u0002\u0003", "other"],
    ["<svg onload=1>", "text"],
  ])("%j is %s", (text, kind) => {
    expect(kindOfContent(bytes(text))).toBe(kind);
  });

  test("any text stays text wherever it is cut, and no zero byte does", () => {
    const letters = fc
      .string({ unit: "grapheme", minLength: 4 })
      .filter((text) => !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(letters, fc.nat(), (text, at) => {
        const whole = bytes(text);
        expect(isText(whole.subarray(0, at % (whole.length + 1)))).toBe(true);
        expect(isText(Uint8Array.from([...whole, 0]))).toBe(false);
      }),
    );
  });

  test.each([
    ["a.png", "png", null],
    ["a.PNG", "jpg", "png"],
    ["a.jpeg", "jpg", null],
    ["a.txt", "text", null],
    ["a.md", "text", null],
    ["invoice.pdf", "exe", "pdf"],
    ["a.pcap", "pcapng", null],
    ["a.zip", null, "zip"],
    ["firmware.bin", "elf", null],
    ["noending", "png", null],
  ])("%s with the content of %s claims %s", (name, found, claim) => {
    expect(mismatchOf(name, found)).toBe(claim);
  });
});

test("a file leaves once it was checked; one with a virus only once it was released", () => {
  const at = new Date("2026-03-11T08:00:00Z");
  expect(mayLeave({ state: "waiting", releasedAt: null })).toBe(false);
  expect(mayLeave({ state: stateAfter({ outcome: "clean" }), releasedAt: null })).toBe(true);
  expect(mayLeave({ state: stateAfter({ outcome: "no-scanner" }), releasedAt: null })).toBe(true);
  const infected = stateAfter({ outcome: "infected", signature: "a" });
  expect(mayLeave({ state: infected, releasedAt: null })).toBe(false);
  expect(mayLeave({ state: infected, releasedAt: at })).toBe(true);
});

describe("limits", () => {
  const file = (length: number, first = "a") => {
    const content = new Uint8Array(length).fill(97);
    content.set(bytes(first));
    return { name: "a", content };
  };
  const limits = { ...usualFileLimits, fileBytesMax: 100, filesMax: 2, formBytesMax: 150 };
  const codeOf = (...files: ReturnType<typeof file>[]) => {
    try {
      mustBeTaken(limits, files);
      return "taken";
    } catch (error) {
      return (error as Refusal).code;
    }
  };

  test("hold for one file, for their number and for all together, at the edge", () => {
    expect(codeOf(file(100), file(50))).toBe("taken");
    expect(codeOf(file(101))).toBe("file.over-limits");
    expect(codeOf(file(100), file(51))).toBe("file.over-limits");
    expect(codeOf(file(1), file(1), file(1))).toBe("file.over-limits");
  });

  test("say in a refusal what they say beside the field", () => {
    expect(() => mustBeTaken(limits, [file(101)])).toThrow(formLimitsInWords(limits));
    expect(formLimitsInWords(usualFileLimits)).toBe(
      "Up to 10 files of 10 MB each, 25 MB together; any type.",
    );
  });

  test("are for kinds of content too", () => {
    const kinds = ["text", "capture"] as const;
    const some = { ...limits, kinds };
    expect(() => mustBeTaken(some, [file(50, "MZ\0\0")])).toThrow(Refusal);
    expect(() => mustBeTaken(some, [file(50)])).not.toThrow();
    expect(kindsInWords(kinds)).toBe("only text and network captures");
    expect(kindsInWords(contentKinds)).toBe("any type");
  });

  test("sizes are said in the unit that fits", () => {
    const words = [912, 3_482, 1_258_291, 1024 ** 2 - 1, 8 * 1024 ** 3].map(bytesInWords);
    expect(words).toEqual(["912 bytes", "3.4 kB", "1.2 MB", "1 MB", "8 GB"]);
  });
});
