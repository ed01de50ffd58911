import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  aCaseRecord,
  aKey,
  aPack,
  aProof,
  archiveOf,
  madeAt,
  verdictOf,
} from "../../../test/support/evidence.ts";
import type { EvidencePack } from "../../core/evidence/pack.ts";
import { makeKeyPair } from "../mail/keys.ts";
import { readArchive, writeArchive } from "./archive.ts";

const archive = await archiveOf(aPack((record) => ({ ...record, checkpoint: aProof(record, 5) })));

test("a pack verifies by itself, and says whose key signed it", async () => {
  const verdict = await verdictOf(archive);
  expect(verdict).toMatchObject({ errors: [], notes: [], signedBy: aKey.fingerprint });
  expect(verdict.pack?.promises.map(({ promise, state }) => [promise, state])).toEqual([
    ["relevancy", "overdue"],
    ["acknowledge-report", "kept"],
  ]);
  expect(verdict.pack?.checkpoint?.seq).toBe(5);
});

test("the same pack gives the same bytes, but for the signature's own", async () => {
  const again = await archiveOf(aPack((record) => ({ ...record, checkpoint: null })));
  const other = await archiveOf(aPack((record) => ({ ...record, checkpoint: null })));
  const unsigned = (bytes: Buffer) => readArchive(bytes).slice(0, -1);
  expect(unsigned(again)).toEqual(unsigned(other));
});

describe("any change is found", () => {
  test("of any byte to any other value, wherever it stands", async () => {
    const places = fc.record({
      at: fc.nat(archive.length - 1),
      to: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(places, async ({ at, to }) => {
        const bytes = Buffer.from(archive);
        bytes[at] = (bytes[at] ?? 0) ^ to;
        const { errors } = await verdictOf(bytes);
        expect(errors.length, `byte ${at}`).toBeGreaterThan(0);
        expect(errors[0]?.message).toMatch(/^\w.* .*\.$/);
      }),
      { numRuns: 300 },
    );
  });

  test("of every single byte of the headers, the sums and the signature", async () => {
    const from = archive.lastIndexOf("SHA256SUMS\x00") < 0 ? archive.indexOf("SHA256SUMS") : 0;
    const begin = Math.max(0, archive.indexOf("SHA256SUMS", from) - 30);
    const start = archive.lastIndexOf(Buffer.from("PK\x03\x04"), begin + 4);
    for (let at = start; at < archive.length; at += 1) {
      const bytes = Buffer.from(archive);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      const { errors } = await verdictOf(bytes);
      expect(errors.length, `byte ${at}`).toBeGreaterThan(0);
    }
  });

  test("of its length, at either end and in the middle", async () => {
    const cut = [archive.subarray(0, -1), archive.subarray(1), archive.subarray(0, 1000)];
    const grown = [
      Buffer.concat([archive, Buffer.from([0])]),
      Buffer.concat([Buffer.from("MZ"), archive]),
      Buffer.concat([archive, archive]),
    ];
    for (const bytes of [...cut, ...grown, Buffer.alloc(0)]) {
      expect((await verdictOf(bytes)).errors).toHaveLength(1);
    }
  });

  test("of its files: one more, one less, another order, another date", async () => {
    const files = readArchive(archive);
    const [first, second, ...rest] = files;
    if (!first || !second) throw new Error("no files");
    const altered = [
      writeArchive([{ name: "extra.txt", bytes: Buffer.from("x") }, ...files], madeAt),
      writeArchive([...files, { name: "extra.txt", bytes: Buffer.from("x") }], madeAt),
      writeArchive([second, ...rest], madeAt),
      writeArchive([second, first, ...rest], madeAt),
      writeArchive(files, new Date(madeAt.getTime() + 60_000)),
    ];
    for (const bytes of altered) {
      const { errors } = await verdictOf(bytes);
      expect(errors.map(({ rule }) => rule)).toEqual([expect.stringMatching(/altered|not-a-pack/)]);
    }
  });

  test("of a file whose sum was written anew, since the sums are signed", async () => {
    const changed = aPack((record) => ({ ...record, checkpoint: aProof(record, 4) }));
    const forged = readArchive(await archiveOf(changed)).map((file) =>
      file.name === "SHA256SUMS.asc" ? (readArchive(archive).at(-1) ?? file) : file,
    );
    const { errors } = await verdictOf(writeArchive(forged, madeAt));
    expect(errors).toMatchObject([{ rule: "evidence.signature" }]);
  });
});

describe("whose hand made it", async () => {
  const other = await makeKeyPair({
    name: "Somebody else",
    email: "else@elsewhere.example",
    now: new Date("2026-03-01T00:00:00Z"),
  });

  test("is told by the fingerprint, and the reader's own knowledge decides", async () => {
    expect((await verdictOf(archive, { fingerprint: aKey.fingerprint })).errors).toEqual([]);
    const { errors } = await verdictOf(archive, { fingerprint: other.fingerprint });
    expect(errors).toMatchObject([{ rule: "evidence.other-key" }]);
    expect(errors[0]?.message).toContain(aKey.fingerprint);
  });

  test("is found out where a whole pack was signed anew with another key", async () => {
    const forged = await archiveOf(aPack(), other);
    expect(await verdictOf(forged)).toMatchObject({ errors: [], signedBy: other.fingerprint });
    expect((await verdictOf(forged, { key: aKey.armoredPublic })).errors).toMatchObject([
      { rule: "evidence.other-key" },
    ]);
    expect((await verdictOf(archive, { key: aKey.armoredPublic })).errors).toEqual([]);
  });

  test("a key that is none is no reason to crash", async () => {
    expect((await verdictOf(archive, { key: "no key" })).errors).toHaveLength(1);
  });
});

/** The rules that a signed pack breaks which tells something else. */
async function rulesBroken(change: (pack: EvidencePack) => void): Promise<string[]> {
  const pack = structuredClone(aPack((record) => ({ ...record, checkpoint: aProof(record, 5) })));
  change(pack);
  const { errors } = await verdictOf(await archiveOf(pack));
  return [...new Set(errors.map(({ rule }) => rule))];
}

type Changeable<T> = { -readonly [K in keyof T]: Changeable<T[K]> };

describe("a signed pack that does not bear out its claims is refused", () => {
  const cases: [string, string, (pack: Changeable<EvidencePack>) => void][] = [
    ["an event is left out", "evidence.gap", (pack) => pack.events.splice(2, 1)],
    [
      "an event stands twice",
      "evidence.gap",
      ({ events }) => {
        Object.assign(events[2] ?? {}, { eventId: events[1]?.eventId });
      },
    ],
    ["the chain ends with another deed", "evidence.deed", (pack) => pack.events.pop()],
    [
      "a promise is kept by nothing",
      "evidence.unproved",
      ({ promises }) => {
        Object.assign(promises[1]?.clock ?? {}, { metBy: null });
      },
    ],
    [
      "it is kept by an event that the pack lacks",
      "evidence.not-there",
      ({ promises }) => {
        Object.assign(promises[1]?.clock ?? {}, { metBy: "00000000-0000-7000-8000-00000000ffff" });
      },
    ],
    [
      "it is kept by an event of another kind",
      "evidence.unproved",
      ({ promises, events }) => {
        Object.assign(promises[1]?.clock ?? {}, { metBy: events[0]?.eventId });
      },
    ],
    [
      "a late promise is told as kept in time",
      "evidence.state",
      ({ promises }) => {
        Object.assign(promises[0] ?? {}, { state: "kept" });
      },
    ],
    [
      "a broken promise is told as unbroken",
      "evidence.state",
      ({ promises }) => {
        Object.assign(promises[0] ?? {}, { broken: false });
      },
    ],
    [
      "a date is later than its clause gives",
      "evidence.date",
      ({ promises }) => {
        Object.assign(promises[1]?.clock ?? {}, { dueAt: "2026-05-01T21:59:59.000Z" });
      },
    ],
    [
      "a clause is not in the policy's text",
      "evidence.clause",
      ({ promises }) => {
        Object.assign(promises[1]?.clause ?? {}, { within: { days: 400 } });
      },
    ],
    [
      "the checkpoint covers another event",
      "evidence.checkpoint",
      (pack) => {
        Object.assign(pack.events[4] ?? {}, { mac: "f".repeat(64) });
      },
    ],
    [
      "the checkpoint's own record was changed",
      "evidence.checkpoint",
      (pack) => {
        Object.assign(pack.checkpoint?.record ?? {}, { at: "2026-03-01T00:00:00.000Z" });
      },
    ],
    [
      "it has a form that nobody knows",
      "evidence.form",
      (pack) => {
        Object.assign(pack, { format: "parley-evidence-9" });
      },
    ],
    [
      "it holds more than the form says",
      "evidence.form",
      (pack) => {
        Object.assign(pack.case, { title: "extra" });
      },
    ],
    [
      "a count would keep a reader busy for ever",
      "evidence.form",
      ({ promises }) => {
        Object.assign(promises[1]?.clause ?? {}, { within: { workingDays: 1e15 } });
      },
    ],
  ];
  test.each(cases)("because %s", async (_, rule, change) => {
    expect(await rulesBroken(change as (pack: EvidencePack) => void)).toContain(rule);
  });

  test("and one that nobody touched is not", async () => {
    expect(await rulesBroken(() => {})).toEqual([]);
  });
});

test("a case without promises, and one without parties, has a pack that verifies", async () => {
  const bare = aPack((record) => ({
    ...record,
    clocks: [],
    parties: [],
    reports: [],
    messages: [],
  }));
  expect((await verdictOf(await archiveOf(bare))).errors).toEqual([]);
});

test("a plain pack names nobody and says no word; ids of people are numbers in it", () => {
  const text = JSON.stringify(aPack());
  const { parties, events } = aCaseRecord();
  for (const id of [parties[0]?.partyId, events.at(-1)?.actorId]) expect(text).not.toContain(id);
  expect(aPack().events.at(-1)?.actor).toBe("staff 1");
});
