import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scanFile, scanNames } from "./scan-names.ts";
import { termsOf, type Withheld } from "./withheld-terms.ts";

const nobody: Withheld = {
  name: null,
  handle: null,
  organisation: null,
  email: null,
  telephone: null,
  keyFingerprint: null,
  portalToken: null,
};

const finder: Withheld = {
  ...nobody,
  name: "Zoë Quill Müllerova",
  handle: "h4rb0ur_fox",
  organisation: "Harbour Lab GmbH",
  email: "z.mullerova+psirt@harbour-lab.example",
  telephone: "+33 1 23 45 67 89",
  keyFingerprint: "0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567",
};

const terms = termsOf(finder, "Reporter A", ["Our House", "house.example"]);

const found = (text: string) => scanNames([{ place: "Summary", text }], terms);
const blocked = (text: string) => found(text).some(({ blocks }) => blocks);

const blocks = (text: string, withheld: typeof terms) =>
  scanNames([{ place: "Summary", text }], withheld).some((finding) => finding.blocks);

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("a withheld person is found", () => {
  test.each([
    ["in full", "Thanks to Zoë Quill Müllerova for this."],
    ["without a middle name", "Thanks to Zoë Müllerova."],
    ["last name first", "Müllerova, Zoë"],
    ["with an initial", "Z. Müllerova reported it"],
    ["in capitals", "ZOË MÜLLEROVA"],
    ["without diacritics", "zoe mullerova"],
    ["as Germans transcribe it", "Zoe Muellerova"],
    ["with look-alike letters", "Z\u043eë Mullerova"],
    ["with invisible marks", "Zo\u00adë\u200b M\u00fcll\u200derova"],
    ["in full-width letters", "Ｚｏë Ｍüllerova"],
    ["as one word", "see zoemullerova"],
    ["with points and lines", "zoe.mullerova and zoe_mullerova"],
    ["over a line's end", "Zoë\nMüllerova"],
    ["letter by letter", "Z o e M u l l e r o v a"],
    ["by the last name", "as Müllerova wrote"],
    ["by the handle", "credit: @H4rb0ur-Fox"],
    ["by the organisation", "of harbour lab"],
    ["by the address", "mail z.mullerova+psirt@harbour-lab.example"],
    ["by the address without its tag", "Z.Mullerova@Harbour-Lab.example"],
    ["by the address in words", "z dot mullerova at harbour-lab dot example"],
    ["by the mailbox", "user z.mullerova logged in"],
    ["by the domain", "from a host at mx.harbour-lab.example"],
    ["by the telephone", "call 01 23 45 67 89"],
    ["by the key", "key 89ABCDEF01234567"],
    ["percent-encoded", "/thanks?to=Zo%C3%AB%20M%C3%BCllerova"],
    ["with entities", "Zo&euml;&nbsp;M&#252;ller&#x6f;va"],
    ["between tags", "<b>Zo</b>ë <i>Müll</i>erova"],
    ["between rows of a table", "<td>Zoë</td><td>Müllerova</td>"],
    ["quoted-printable", "Zo=C3=AB M=C3=BCller=\nova"],
    ["in an encoded word", "From: =?utf-8?B?Wm/DqyBNw7xsbGVyb3Zh?= <x@y.example>"],
    ["in a Q-encoded word", "From: =?utf-8?Q?Zo=C3=AB_M=C3=BCllerova?="],
    ["in JSON", '{"by":"Zo\\u00eb M\\u00fcllerova"}'],
    ["in base64", base64("Thanks to Zoë Müllerova, who found it.")],
    [
      "in base64 of several lines",
      base64(`${"x".repeat(90)} Zoë Müllerova `).replace(/.{76}/g, "$&\r\n"),
    ],
    ["in base64 of percent-encoded text", base64("?a=Zo%C3%AB%20M%C3%BCllerova")],
  ])("%s [ALE-41]", (_, text) => {
    expect(blocked(text)).toBe(true);
  });

  test("and the finding says where and whose, never the name", () => {
    const [finding] = found("First line.\nThanks to Zoë Müllerova.");
    const { text: _, ...told } = finding ?? { text: "" };
    expect(told).toEqual({
      place: "Summary",
      kind: "name",
      whose: "Reporter A",
      blocks: true,
      line: 2,
      column: 11,
      how: [],
      start: 22,
      end: 35,
    });
  });

  test("in a script without spaces", () => {
    const withheld = termsOf({ ...nobody, name: "山田 花子" }, "Reporter");
    const texts = ["報告者は山田花子さんです", "花子 山田"];
    for (const text of texts) {
      expect(scanNames([{ place: "x", text }], withheld).length).toBeGreaterThan(0);
    }
  });
});

describe("what is no name does not block", () => {
  test.each([
    ["a part of another word", "The harbourlabel and the zoo."],
    ["our own house", "Our House, house.example"],
    ["a mailbox that is a task", "info@vendor.example"],
  ])("%s", (_, text) => {
    expect(blocked(text)).toBe(false);
  });

  test("as one word, where its two words meet in letters that contract", () => {
    const withheld = termsOf({ ...nobody, name: "Aaaa Éaeéa" }, "Reporter");
    const text = "AaaaÉaeéa";
    expect(scanNames([{ place: "Summary", text }], withheld)).toMatchObject([{ blocks: true }]);
  });

  test("a given name alone only warns", () => {
    expect(found("Zoë told us").map(({ blocks }) => blocks)).toEqual([false]);
  });

  test("a last name that is a common word warns, and blocks where it is written as a name", () => {
    const common = termsOf({ ...nobody, name: "Ann Long" }, "Reporter");
    const weigh = (text: string) =>
      scanNames([{ place: "x", text }], common).map(({ blocks }) => blocks);
    expect(weigh("a long story")).toEqual([false]);
    expect(weigh("as Long told us")).toEqual([true]);
    expect(weigh("ann long")).toEqual([true]);
  });

  test("a last word that stands for a task, or in our own name, only warns when it is alone", () => {
    const ours = ["Our House Product Security", "house.example"];
    for (const name of ["Harbour Research Team", "Harbour Security"]) {
      const blocking = (text: string) =>
        scanNames([{ place: "Publisher", text }], termsOf({ ...nobody, name }, "Reporter", ours))
          .filter(({ blocks }) => blocks)
          .map(({ column }) => column);
      expect(blocking("Our House Product Security Incident Response Team")).toEqual([]);
      expect(blocking(`Thanks to ${name}`)).toEqual([11]);
    }
  });

  test("[ALE-41] the first part of an address may be any word: alone it blocks inside a sentence, with a capital", () => {
    const common = termsOf({ ...nobody, email: "first@gmail.com" }, "Reporter");
    const weigh = (text: string) =>
      scanNames([{ place: "x", text }], common).map(({ blocks }) => blocks);
    expect(weigh("the first report")).toEqual([false]);
    expect(weigh("First, restart it.")).toEqual([false]);
    expect(weigh("It hangs. “First aid” is a restart.\n- First")).toEqual([false, false]);
    expect(weigh("as First told us")).toEqual([true]);
    expect(weigh("write to First@gmail.com, or first at gmail dot com")).toEqual([true, true]);
    expect(weigh("by @First")).toEqual([true]);
    const named = termsOf({ ...nobody, name: "Ann Lee", email: "annlee@gmail.com" }, "Reporter");
    expect(blocks("user annlee logged in", named)).toBe(true);
    const numbered = termsOf({ ...nobody, email: "first42@gmail.com" }, "Reporter");
    expect(blocks("user first42 logged in", numbered)).toBe(true);
  });

  test("a domain of a mail provider names nobody", () => {
    const free = termsOf({ ...nobody, email: "someone.known@gmail.com" }, "Reporter");
    expect(scanNames([{ place: "x", text: "see gmail.com" }], free)).toEqual([]);
    expect(scanNames([{ place: "x", text: "someone.known" }], free)).toHaveLength(1);
  });

  test("where nobody is withheld nothing is looked through", () => {
    const file = {
      digest: "d",
      pieces: [],
      unread: [{ place: "x.bin", why: "unknown-format" as const }],
    };
    expect(scanFile(file, [])).toEqual([]);
    expect(scanFile(file, terms)).toHaveLength(1);
  });
});

const letters = [..."abcdefghijklmnoprstuvwyzéèüößñçåłøš"];
const word = fc
  .array(fc.constantFrom(...letters), { minLength: 4, maxLength: 10 })
  .map((each) => (each[0] ?? "").toUpperCase() + each.slice(1).join(""));
const name = fc.tuple(word, word).map((words) => words.join(" "));
/** Words that no name above is made of: they hold a "q" or an "x". */
const filler = fc
  .array(fc.string({ unit: fc.constantFrom(..."qx"), minLength: 1, maxLength: 8 }), {
    maxLength: 30,
  })
  .map((words) => words.join(" "));

const lower = fc
  .array(fc.constantFrom(...letters), { minLength: 5, maxLength: 12 })
  .map((each) => each.join(""));

test("[ALE-41] the first part of an address never blocks as an ordinary word, and always with its domain", () => {
  fc.assert(
    fc.property(lower, filler, filler, (mailbox, before, after) => {
      const email = `${mailbox}@harbour.example`;
      const withheld = termsOf({ ...nobody, email }, "Reporter");
      expect(blocks(`${before} ${mailbox} ${after}`, withheld)).toBe(false);
      const capital = (mailbox[0] ?? "").toUpperCase() + mailbox.slice(1);
      expect(blocks(`${capital} ${before}. ${capital} ${after}`, withheld)).toBe(false);
      for (const told of [email, email.toUpperCase(), `${mailbox} at harbour dot example`]) {
        expect(blocks(`${before} ${told} ${after}`, withheld)).toBe(true);
      }
    }),
  );
});

const hex = (text: string, mark: string) =>
  [...Buffer.from(text)]
    .map((byte) => mark + byte.toString(16).padStart(2, "0").toUpperCase())
    .join("");

const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  capitals: (text) => text.toUpperCase(),
  decomposed: (text) => text.normalize("NFD"),
  "percent-encoded": (text) => hex(text, "%"),
  "query-encoded": (text) => encodeURIComponent(text).replaceAll("%20", "+"),
  "quoted-printable": (text) => hex(text, "="),
  entities: (text) => [...text].map((letter) => `&#${letter.codePointAt(0)};`).join(""),
  "hex entities": (text) =>
    [...text].map((each) => `&#x${each.codePointAt(0)?.toString(16)};`).join(""),
  json: (text) =>
    [...text].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  base64,
  "base64 for URLs": (text) => Buffer.from(text).toString("base64url"),
  "encoded word": (text) => `=?UTF-8?B?${base64(text)}?=`,
  "base64 of UTF-16": (text) => Buffer.from(text, "utf16le").toString("base64"),
  "base64 of base64": (text) => base64(base64(text)),
};

describe("for any name", () => {
  test("planted anywhere in any encoding, it is found [ALE-41] [ALE-42]", () => {
    const shapes = fc.constantFrom<(given: string, last: string) => string>(
      (given, last) => `${given} ${last}`,
      (given, last) => `${last}, ${given}`,
      (given, last) => `${given}.${last}`,
      (given, last) => `${given}\n${last}`,
      (given, last) => `${given}${last}`,
    );
    const ways = fc.constantFrom(...Object.keys(encodings));
    fc.assert(
      fc.property(name, filler, filler, shapes, ways, (planted, before, after, shape, way) => {
        const [given = "", last = ""] = planted.split(" ");
        const encode = encodings[way] ?? base64;
        const text = `${before} ${encode(shape(given, last))} ${after}`;
        const withheld = termsOf({ ...nobody, name: planted }, "Reporter");
        const findings = scanNames([{ place: "x", text }], withheld);
        return findings.some(({ blocks }) => blocks);
      }),
      { numRuns: 600 },
    );
  });

  test("a text without it is not blocked", () => {
    fc.assert(
      fc.property(name, fc.array(filler), (planted, lines) => {
        const withheld = termsOf({ ...nobody, name: planted }, "Reporter");
        const findings = scanNames([{ place: "x", text: lines.join("\n") }], withheld);
        return findings.length === 0;
      }),
    );
  });

  test("any text at all is looked through without an error", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        for (const finding of found(text)) expect(finding.end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
