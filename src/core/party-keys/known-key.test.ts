import { describe, expect, test } from "vitest";
import { firstKeys, type KnownKey } from "./known-key.ts";
import type { KeyOffer } from "./party-key.ts";

const day = new Date("2026-03-11T08:00:00Z");
const known = (fingerprint: string, comparedAt: Date | null = day): KnownKey => ({
  ...{ armored: `key ${fingerprint}`, fingerprint, userIds: [], names: "sender" },
  ...{ expiresAt: null, comparedAt },
});
const brought = (fingerprint: string, signedThis: boolean, armored = `key ${fingerprint}`) =>
  ({
    ...{ armored, fingerprint, userIds: [], source: "mail" },
    about: {
      ...{ where: "attachment", names: "sender", signedThis, unusable: null },
      ...{ expiresAt: null, how: "" },
    },
  }) as const satisfies KeyOffer;
const plain = { encrypted: false, decrypted: true, signature: "none" } as const;
const signedBy = (fingerprint: string) =>
  ({ ...plain, signature: "good", signer: { kind: "openpgp", fingerprint } }) as const;

describe("keys that are known of an address, when a case begins", () => {
  test.each(["coordinator", "vendor"])("a %s is offered what was compared, and no more", (kind) => {
    const { offers, theirs } = firstKeys(kind, [], [known("A"), known("B", null)], plain);
    expect(offers).toMatchObject([{ fingerprint: "A", source: "known" }]);
    expect(offers[0]?.about.comparedAt).toBe(day.toISOString());
    expect(theirs).toBeUndefined();
  });

  test.each(["reporter", "customer", "authority"])("a %s is offered none of them", (kind) => {
    expect(firstKeys(kind, [], [known("A")], plain)).toEqual({ offers: [], theirs: undefined });
  });

  test("it is theirs where it signed the mail, with a good signature of OpenPGP", () => {
    const of = (arrival: Parameters<typeof firstKeys>[3]) =>
      firstKeys("coordinator", [], [known("A")], arrival).theirs?.fingerprint;
    expect(of(signedBy("A"))).toBe("A");
    expect(of(signedBy("B"))).toBeUndefined();
    expect(of({ ...signedBy("A"), signature: "good-expired-key" })).toBeUndefined();
    expect(of({ ...signedBy("A"), signature: "bad" })).toBeUndefined();
    const smime = { kind: "smime", fingerprint: "A" } as const;
    expect(of({ ...signedBy("A"), signer: smime })).toBeUndefined();
  });

  test("a copy that came along is kept once, or where it says something else beside the known one", () => {
    const again = [brought("A", true)];
    expect(firstKeys("vendor", again, [known("A")], signedBy("A")).offers).toHaveLength(1);
    const later = [brought("A", true, "a later copy of A")];
    const { offers, theirs } = firstKeys("vendor", later, [known("A")], signedBy("A"));
    expect(offers.map(({ source }) => source)).toEqual(["known", "mail"]);
    expect(theirs?.source).toBe("known");
  });

  test("first use decides for everybody else, as where nothing is known", () => {
    const signing = [brought("C", true)];
    expect(firstKeys("coordinator", signing, [], plain).theirs?.fingerprint).toBe("C");
    expect(firstKeys("coordinator", signing, [known("A", null)], plain).theirs?.fingerprint).toBe(
      "C",
    );
    const own = firstKeys("reporter", [brought("A", true)], [known("A")], signedBy("A"));
    expect(own.offers).toMatchObject([{ source: "mail", about: { where: "attachment" } }]);
    const unbrought = firstKeys("reporter", [], [known("A")], signedBy("A")).theirs;
    expect(unbrought).toMatchObject({ source: "mail", about: { where: "signature" } });
    expect(unbrought?.about.comparedAt).toBeUndefined();
  });
});
