import { describe, expect, test } from "vitest";
import type { OfferedKey } from "../reports/arrival.ts";
import { keyStandingOf } from "./key-standing.ts";
import { type AboutPartyKey, ofFirstUse, offersOf, type PartyKeyState } from "./party-key.ts";

const key = (fingerprint: string, more: Partial<OfferedKey> = {}): OfferedKey => ({
  ...{ armored: `key ${fingerprint}`, fingerprint, userIds: [], where: "attachment" },
  ...{ names: "sender", signedThis: false, unusable: null },
  ...more,
});

const plain = { encrypted: false, decrypted: true };
const sealed = { encrypted: true, decrypted: true };

function first(keys: readonly OfferedKey[], arrival = plain): string | undefined {
  return ofFirstUse(offersOf({ key: null, keys }), arrival)?.fingerprint;
}

describe("[ALE-15] on first use a key is theirs", () => {
  test("where it signed the very mail that brought it", () => {
    expect(first([key("A"), key("B", { signedThis: true })])).toBe("B");
  });

  test("where it lies inside what only we could open, and names nobody else", () => {
    expect(first([key("A")], sealed)).toBe("A");
    expect(first([key("A", { where: "body" })], sealed)).toBe("A");
    expect(first([key("A", { names: "other" })], sealed)).toBeUndefined();
  });

  test("where it was pasted into the form", () => {
    const form = offersOf({ key: { armored: "key A", fingerprint: "A" } });
    expect(ofFirstUse(form, plain)).toMatchObject({ fingerprint: "A", source: "form" });
  });

  test("and in no other case: not beside a plain mail, in its header, of two, or where it stayed closed", () => {
    expect(first([key("A")])).toBeUndefined();
    expect(first([key("A", { where: "autocrypt" })], sealed)).toBeUndefined();
    expect(first([key("A"), key("B")], sealed)).toBeUndefined();
    expect(first([key("A", { signedThis: true }), key("B", { signedThis: true })])).toBeUndefined();
    expect(first([key("A")], { encrypted: true, decrypted: false })).toBeUndefined();
  });
});

describe("how a party's keys stand for staff", () => {
  const now = new Date("2026-03-11T08:00:00Z");
  const about: AboutPartyKey = {
    ...{ where: "attachment", names: "sender", signedThis: true, unusable: null },
    ...{ expiresAt: null, how: "" },
  };
  const known = (state: PartyKeyState, more: Partial<AboutPartyKey> = {}, at = now) => ({
    ...{ state, at, about: { ...about, ...more } },
  });

  test.each([
    ["none", [], false],
    ["good", [], true],
    ["unconfirmed", [known("offered")], false],
    ["none", [known("refused")], false],
    ["good", [known("confirmed"), known("offered")], true],
    ["expired", [known("confirmed", { expiresAt: "2026-03-10T00:00:00Z" })], true],
    ["good", [known("renewed", { expiresAt: "2027-03-10T00:00:00Z" })], true],
    ["revoked", [known("revoked", { unusable: "revoked" })], true],
    ["unusable", [known("confirmed", { unusable: "cannot-encrypt" })], true],
    ["good", [known("replaced", { unusable: "revoked" }), known("confirmed")], true],
  ] as const)("%s", (state, keys, hasKey) => {
    expect(keyStandingOf(keys, hasKey, now).key).toBe(state);
  });
});
