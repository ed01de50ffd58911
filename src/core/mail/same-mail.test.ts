import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writtenHead } from "./same-mail.ts";

const written = [
  "Message-ID: <1@research.example>",
  "From: Finder <finder@research.example>",
  "To: psirt@vendor.example, cna@vendor.example",
  "Subject: A weakness in your gateway",
  "Date: Wed, 11 Mar 2026 08:30:00 +0100",
];
const head = (lines: readonly string[]) => `${lines.join("\r\n")}\r\n\r\nBody\r\n`;

describe("what a sender wrote", () => {
  test("is the same whatever servers add, fold anew, and in which order", () => {
    const trace = fc.constantFrom(
      "Received: from mx.research.example by mx.vendor.example; Wed, 11 Mar 2026 08:30:02 +0100",
      "Return-Path: <finder@research.example>",
      "Delivered-To: cna@vendor.example",
      "X-Spam-Status: No,\r\n\tscore=0.1",
      "Authentication-Results: mx.vendor.example; dkim=pass",
      "Status: RO",
    );
    const plain = writtenHead(head(written))?.text;
    expect(plain).toContain("subject:A weakness in your gateway");
    fc.assert(
      fc.property(fc.array(trace), fc.array(trace), (above, below) => {
        expect(writtenHead(head([...above, ...written, ...below]))?.text).toBe(plain);
      }),
    );
    const folded = written.map((line) => line.replace("in your", "\r\n in\r\n\t your"));
    expect(writtenHead(head(folded.reverse()))?.text).toBe(plain);
  });

  test("differs with every field of theirs", () => {
    const all = written.map((_, at) =>
      writtenHead(head(written.map((line, each) => (each === at ? `${line}1` : line)))),
    );
    const further = ["References: <0@vendor.example>", "Content-Type: text/html", "Autocrypt: a=b"];
    const more = further.map((line) => writtenHead(head([...written, line])));
    const texts = [writtenHead(head(written)), ...all, ...more].map((each) => each?.text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts).not.toContain(undefined);
  });

  test("ends where the body starts", () => {
    const whole = head(written);
    expect(whole.slice(writtenHead(whole)?.bodyAt)).toBe("Body\r\n");
    const bare = whole.replaceAll("\r\n", "\n");
    expect(bare.slice(writtenHead(bare)?.bodyAt)).toBe("Body\n");
    expect(writtenHead(bare)?.text).toBe(writtenHead(whole)?.text);
  });
});

describe("nothing is said", () => {
  test.each([
    ["without a Message-ID", written.slice(1)],
    ["with an empty Message-ID", ["Message-ID: ", ...written.slice(1)]],
    ["with two senders", [...written, "From: somebody@else.example"]],
    ["with a line that is no field", ["From finder@research.example", ...written]],
    ["with a line end that only some readers see", [...written, "X-A: b\rSubject: other"]],
    ["with a NUL", [...written, "X-A: b\0c"]],
  ])("of a mail %s", (_, lines) => {
    expect(writtenHead(head(lines))).toBeNull();
  });

  test("of a header that does not end", () => {
    expect(writtenHead(written.join("\r\n"))).toBeNull();
  });
});

test("any bytes are looked at in one go, and none is an error", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      const found = writtenHead(text);
      if (found) expect(found.bodyAt).toBeLessThanOrEqual(text.length);
    }),
  );
});
