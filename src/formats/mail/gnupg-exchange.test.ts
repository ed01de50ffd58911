import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GnuPg, hasGnuPg, startGnuPg } from "../../../test/support/gnupg.ts";
import {
  aReport,
  bytesOf,
  keysMade,
  ownKey,
  plainHeader,
  readAt,
  sentAt,
  team,
} from "../../../test/support/mail.ts";
import { composeMail } from "./compose-mail.ts";
import { clearSigned, detachedSignature, verifyDetached } from "./detached-signature.ts";
import { makeKeyPair, readPublicKey } from "./keys.ts";
import { readMail } from "./read-mail.ts";
import { wkdKey } from "./wkd.ts";

const then = ["--faked-system-time", "20260102T030405"];
const made = "20260101T000000";

describe.skipIf(!hasGnuPg())("exchanges with GnuPG", () => {
  let gpg: GnuPg;
  beforeAll(() => {
    gpg = startGnuPg();
    expect(gpg.run(["--import"], team.armoredPrivate).ok).toBe(true);
  });
  afterAll(() => gpg.remove());

  const exported = (fingerprint: string) =>
    gpg.run(["--armor", "--export", fingerprint]).out.toString();
  const pgpMime = (armored: Buffer) =>
    bytesOf(
      ...plainHeader,
      'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=e',
      "",
      "--e",
      "Content-Type: application/pgp-encrypted",
      "",
      "Version: 1",
      "",
      "--e",
      "Content-Type: application/octet-stream",
      "",
      armored.toString("latin1"),
      "--e--",
      "",
    );
  const readWith = (raw: Uint8Array, trust: string[], now = readAt) =>
    readMail(raw, { own: [ownKey(team)], trust, now });

  test.each(["default", "future-default"])(
    "[ALE-16] [TH-27] what GnuPG signs (%s) and encrypts to us is opened and its signer shown",
    async (algorithm) => {
      const signer = gpg.makeKey(`${algorithm} <reporter@lab.example>`, algorithm, "never", made);
      const args = ["--armor", "--sign", "--encrypt", "-u", signer, "-r", team.fingerprint];
      const entity = "Content-Type: text/plain; charset=utf-8\r\n\r\ncafé\r\n";
      const raw = pgpMime(gpg.run([...then, ...args], entity).out);
      const mail = await readWith(raw, [exported(signer)]);
      expect(mail).toMatchObject({
        text: "café\n",
        decrypted: true,
        signature: { state: "good", fingerprint: signer },
        problems: [],
      });
      expect((await readWith(raw, [])).signature).toEqual({
        state: "unknown-key",
        fingerprint: signer,
      });
    },
  );

  test("a key that has expired since, or was revoked, is told from a good one", async () => {
    const expiring = gpg.makeKey("Old <old@lab.example>", "future-default", "5d", made);
    const revoked = gpg.makeKey("Gone <gone@lab.example>", "future-default", "never", made);
    const sign = (key: string) =>
      gpg.run([...then, "--armor", "--clearsign", "-u", key], "text\n").out.toString("latin1");
    const [byExpiring, byRevoked] = [sign(expiring), sign(revoked)];
    const before = exported(revoked);
    gpg.revoke(revoked);
    const state = async (text: string, trust: string, now: Date) =>
      (await readWith(bytesOf(...plainHeader, "", text), [trust], now)).signature;
    const later = new Date("2026-02-01T00:00:00Z");
    const keep = new Date("2099-01-01T00:00:00Z");
    expect(await state(byExpiring, exported(expiring), readAt)).toEqual({
      state: "good",
      fingerprint: expiring,
    });
    expect((await state(byExpiring, exported(expiring), later)).state).toBe("good-expired-key");
    expect((await state(byRevoked, before, keep)).state).toBe("good");
    expect((await state(byRevoked, exported(revoked), keep)).state).toBe("good-revoked-key");
    const altered = byRevoked.replace("text", "next");
    expect((await state(altered, exported(revoked), keep)).state).toBe("bad");
  });

  test("a PGP/MIME signature by GnuPG holds over the raw part, and no longer when it is altered", async () => {
    const signer = gpg.makeKey("Mime <mime@lab.example>", "future-default", "never", made);
    const part = "Content-Type: text/plain\r\n\r\ntrailing space \r\n\r\nlast line\r\n";
    const signature = gpg.run([...then, "--armor", "--detach-sign", "-u", signer], part).out;
    const raw = (entity: string) =>
      bytesOf(
        ...plainHeader,
        "Content-Type: multipart/signed; micalg=pgp-sha512;",
        ' protocol="application/pgp-signature"; boundary="s"',
        "",
        "--s",
        entity,
        "--s",
        "Content-Type: application/pgp-signature",
        "",
        signature.toString(),
        "--s--",
        "",
      );
    const good = { state: "good", fingerprint: signer };
    expect((await readWith(raw(part), [exported(signer)])).signature).toEqual(good);
    const stored = Buffer.from(raw(part).toString("latin1").replace(/\r\n/g, "\n"), "latin1");
    expect((await readWith(stored, [exported(signer)])).signature).toEqual(good);
    const altered = raw(part.replace("last", "lost"));
    expect((await readWith(altered, [exported(signer)])).signature.state).toBe("bad");
  });

  test("[ALE-44] GnuPG decrypts what we sign and encrypt, and verifies it", async () => {
    const reader = gpg.makeKey("Reader <reader@lab.example>", "default", "never", made);
    const raw = await composeMail(aReport, {
      signWith: ownKey(team),
      encryptTo: [exported(reader)],
    });
    const text = Buffer.from(raw).toString("latin1");
    expect(text).toContain("Subject: ...\r\n");
    expect(text).not.toContain("Overflow");
    const result = gpg.run(["--decrypt"], text.slice(text.indexOf("-----BEGIN PGP MESSAGE")));
    expect(result.out.toString()).toContain("Subject: Overflow in the parser");
    expect(result.out.toString()).toContain("The parser of routers overflows.");
    expect(result.status).toContain("GOODSIG");
    expect(result.status).toContain(`VALIDSIG ${team.fingerprint}`);
  });

  test("GnuPG verifies our PGP/MIME signature over the raw part", async () => {
    const attachments = [{ name: "é.bin", type: "application/x-x", bytes: new Uint8Array(300) }];
    const awkward = { ...aReport, text: "From here \n.\n-- \n\tend\t\n\n", attachments };
    const raw = Buffer.from(await composeMail(awkward, { signWith: ownKey(team) })).toString(
      "latin1",
    );
    const boundary = /boundary="(=_signed_\w+)"/.exec(raw)?.[1];
    const [, part = "", signature = ""] = raw.split(`--${boundary}`);
    const armored = signature.slice(signature.indexOf("-----BEGIN"));
    const data = gpg.file("part", Buffer.from(part.slice(2, -2), "latin1"));
    expect(gpg.run(["--verify", gpg.file("part.asc", armored), data]).status).toContain(
      `VALIDSIG ${team.fingerprint}`,
    );
  });

  test("detached and clear signatures hold in both directions", async () => {
    const bytes = new Uint8Array([0, 13, 10, 255]);
    const ours = await detachedSignature(bytes, ownKey(team), sentAt);
    const data = gpg.file("data", bytes);
    expect(gpg.run(["--verify", gpg.file("data.asc", ours), data]).ok).toBe(true);
    const clear = await clearSigned("Contact: mailto:psirt@team.example\n", ownKey(team), sentAt);
    expect(gpg.run(["--verify"], clear).ok).toBe(true);
    const theirs = gpg.run([...then, "--detach-sign", "-u", team.fingerprint], bytes).out;
    const check = (signature: Uint8Array, signed: Uint8Array) =>
      verifyDetached(signed, signature, [team.armoredPublic], readAt);
    expect(await check(theirs, bytes)).toEqual({ state: "good", fingerprint: team.fingerprint });
    expect((await check(theirs, new Uint8Array([1]))).state).toBe("bad");
    expect((await check(new Uint8Array([1]), bytes)).state).toBe("bad");
  });

  test("GnuPG imports our public key, armored and as WKD serves it", async () => {
    const pair = await makeKeyPair({ name: "New", email: "new@team.example", now: keysMade });
    for (const key of [pair.armoredPublic, await wkdKey(pair.armoredPublic)]) {
      expect(gpg.run(["--import"], key).status).toContain(`IMPORT_OK`);
      expect(gpg.run(["--with-colons", "--list-keys", pair.fingerprint]).out.toString()).toContain(
        `fpr:::::::::${pair.fingerprint}:`,
      );
    }
    gpg.run(["--import"], pair.revocationCertificate);
    const facts = await readPublicKey(exported(pair.fingerprint), new Date("2099-01-01"));
    expect(facts).toMatchObject({ revoked: true, canEncrypt: false });
  });
});
