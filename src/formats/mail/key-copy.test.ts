import { readPrivateKey, reformatKey, revokeKey } from "openpgp";
import { expect, test } from "vitest";
import { aReport, ownKey, reporter, team } from "../../../test/support/mail.ts";
import { composeMail } from "./compose-mail.ts";
import { joinKeyCopies, keyUsableFor, readKeyCopies } from "./key-copy.ts";
import { makeKeyPair } from "./keys.ts";
import { readMail } from "./read-mail.ts";

const made = new Date("2026-01-01T00:00:00Z");
const within = new Date("2026-01-05T00:00:00Z");
const after = new Date("2026-03-01T00:00:00Z");
const tenDays = 10 * 86_400;

const shortLived = await makeKeyPair({
  ...{ name: "Finder", email: "finder@lab.example", now: made },
  validForSeconds: tenDays,
});

async function revoked(armoredPrivate: string, date: Date): Promise<string> {
  const key = await readPrivateKey({ armoredKey: armoredPrivate });
  const { publicKey } = await revokeKey({ key, date, format: "armored" });
  return publicKey;
}

async function renewed(armoredPrivate: string, date: Date): Promise<string> {
  const privateKey = await readPrivateKey({ armoredKey: armoredPrivate });
  const userIDs = { name: "Finder", email: "finder@lab.example" };
  const { publicKey } = await reformatKey({ privateKey, userIDs, date, keyExpirationTime: 0 });
  return publicKey;
}

test("a key is good until it expires, and revoked for good", async () => {
  const { armoredPublic, armoredPrivate } = shortLived;
  expect(await keyUsableFor(armoredPublic, within)).toBe("good");
  expect(await keyUsableFor(armoredPublic, after)).toBe("expired");
  const gone = await revoked(armoredPrivate, within);
  expect(await keyUsableFor(gone, after)).toBe("revoked");
  expect(await keyUsableFor("no key at all", after)).toBe("unusable");
});

test("what its owner said in another copy of a key counts, in whichever order the copies come", async () => {
  const { armoredPublic, armoredPrivate, fingerprint } = shortLived;
  const longer = await renewed(armoredPrivate, within);
  const joined = await joinKeyCopies(armoredPublic, longer, after);
  expect(joined).toMatchObject({ news: "renewed", copy: { fingerprint, unusable: null } });
  expect(await keyUsableFor(joined.armored, after)).toBe("good");
  // The old copy takes nothing back, and the revocation outlives a renewal.
  expect((await joinKeyCopies(joined.armored, armoredPublic, after)).news).toBe("nothing");
  const gone = await revoked(armoredPrivate, within);
  const ended = await joinKeyCopies(joined.armored, gone, after);
  expect(ended.news).toBe("revoked");
  expect((await joinKeyCopies(ended.armored, longer, after)).news).toBe("nothing");
  expect(await keyUsableFor(ended.armored, after)).toBe("revoked");
});

test("another key never passes for a copy", async () => {
  await expect(joinKeyCopies(reporter.armoredPublic, team.armoredPublic, after)).rejects.toThrow(
    "two keys",
  );
});

test("keys that are given to us are read with their names; private ones and what is no key are refused", async () => {
  const [copy] = await readKeyCopies(shortLived.armoredPublic, "FINDER@lab.example", within);
  expect(copy).toMatchObject({
    ...{ fingerprint: shortLived.fingerprint, userIds: ["Finder <finder@lab.example>"] },
    ...{ names: "sender", unusable: null, expiresAt: "2026-01-11T00:00:00.000Z" },
  });
  const [other] = await readKeyCopies(team.armoredPublic, "finder@lab.example", within);
  expect(other?.names).toBe("other");
  const refusal = (code: string) => ({ name: "Refusal", code });
  await expect(readKeyCopies("hello", null, within)).rejects.toMatchObject(
    refusal("mail.key-unreadable"),
  );
  await expect(readKeyCopies(team.armoredPrivate, null, within)).rejects.toMatchObject(
    refusal("mail.key-is-private"),
  );
});

test("an expired key is encrypted to where somebody chose so, signed today; a revoked one never", async () => {
  const { armoredPublic, armoredPrivate } = shortLived;
  const mail = { ...aReport, date: after };
  const to = (key: string, evenExpired: boolean) =>
    composeMail(mail, { signWith: ownKey(team), encryptTo: [key], evenExpired });
  await expect(to(armoredPublic, false)).rejects.toMatchObject({ code: "mail.key-unusable" });
  const gone = await revoked(armoredPrivate, within);
  await expect(to(gone, true)).rejects.toMatchObject({ code: "mail.key-unusable" });
  const read = await readMail(await to(armoredPublic, true), {
    ...{ own: [{ armored: armoredPrivate }], trust: [team.armoredPublic], now: after },
  });
  expect(read).toMatchObject({ decrypted: true, subject: aReport.subject });
  expect(read.signature).toEqual({ state: "good", fingerprint: team.fingerprint });
});

test("a key from a clock that runs ahead of ours is used, one from another year is not", async () => {
  const minuteBefore = new Date(made.getTime() - 60_000);
  expect(await keyUsableFor(shortLived.armoredPublic, minuteBefore)).toBe("good");
  const mail = { ...aReport, date: minuteBefore };
  const raw = await composeMail(mail, { encryptTo: [shortLived.armoredPublic] });
  expect(Buffer.from(raw).toString()).toContain("BEGIN PGP MESSAGE");
  const yearBefore = new Date("2025-01-01T00:00:00Z");
  expect(await keyUsableFor(shortLived.armoredPublic, yearBefore)).toBe("unusable");
});
