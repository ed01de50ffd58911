import { readPrivateKey, type SecretKeyPacket } from "openpgp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GnuPg, hasGnuPg, startGnuPg } from "../../../test/support/gnupg.ts";
import {
  aReport,
  bytesOf,
  ownKey,
  plainHeader,
  readAt,
  sentAt,
  team,
} from "../../../test/support/mail.ts";
import { composeMail } from "./compose-mail.ts";
import { readMail } from "./read-mail.ts";
import type { SignatureState } from "./signature-state.ts";

const then = ["--faked-system-time", "20260102T030405"];
const made = "20260101T000000";
/** After the keys of five days have expired. */
const later = new Date("2026-03-01T00:00:00Z");
/** After what gpg revokes by today's clock. */
const far = new Date("2099-01-01T00:00:00Z");

/** Algorithm of the primary key, and of the subkey to encrypt to where gpg does not add one. */
const algorithms = [
  ["RSA 3072", "rsa3072", "rsa3072"],
  ["Curve25519", "ed25519", "cv25519"],
  ["GnuPG's future default", "future-default", null],
  ["NIST P-384", "nistp384", "nistp384"],
] as const;

interface Life {
  readonly life: "usable" | "expired" | "revoked";
  readonly now: Date;
  readonly state: SignatureState;
}

const lives: readonly Life[] = [
  { life: "usable", now: readAt, state: "good" },
  { life: "expired", now: later, state: "good-expired-key" },
  { life: "revoked", now: far, state: "good-revoked-key" },
];

/** The public key with its signing subkey revoked, as its owner would publish it. */
async function withSubkeyRevoked(armoredKey: string): Promise<string> {
  const key = await readPrivateKey({ armoredKey });
  const at = key.subkeys.findIndex((each) => each.getAlgorithmInfo().algorithm !== "ecdh");
  const subkey = key.subkeys[at];
  if (!subkey) throw new Error("no signing subkey");
  const primary = key.keyPacket as SecretKeyPacket;
  key.subkeys[at] = await subkey.revoke(primary, { flag: 0 }, later);
  return key.toPublic().armor();
}

describe.skipIf(!hasGnuPg())("round trips with GnuPG", () => {
  let gpg: GnuPg;
  beforeAll(() => {
    gpg = startGnuPg();
    expect(gpg.run(["--import"], team.armoredPrivate).ok).toBe(true);
  });
  afterAll(() => gpg.remove());

  const exported = (fingerprint: string) =>
    gpg.run(["--armor", "--export", fingerprint]).out.toString();
  const secret = (fingerprint: string) =>
    gpg.run(["--armor", "--export-secret-keys", fingerprint]).out.toString();
  const inMail = (armored: Buffer) => bytesOf(...plainHeader, "", armored.toString("latin1"));
  const sealedFor = (recipient: string, text: string, more: readonly string[] = []) =>
    inMail(gpg.run([...then, "--armor", "--encrypt", "-r", recipient, ...more], text).out);

  function aKey(algorithm: string, subkey: string | null, life: Life["life"]): string {
    const expires = life === "expired" ? "5d" : "never";
    const name = `${algorithm}.${life}`;
    const key = gpg.makeKey(`Lab <${name}@lab.example>`, algorithm, expires, made);
    if (subkey) {
      const clock = ["--faked-system-time", made];
      gpg.run([...clock, "--quick-add-key", key, subkey, "encr", expires]);
    }
    return key;
  }

  const table = algorithms.flatMap(([title, algorithm, subkey]) =>
    lives.map((life) => ({ title, algorithm, subkey, ...life })),
  );

  test.each(table)(
    "[ALE-16] [ALE-44] $title, $life: what each side signs and encrypts the other reads, or refuses",
    async ({ algorithm, subkey, life, now, state }) => {
      const key = aKey(algorithm, subkey, life);
      const args = ["--armor", "--sign", "--encrypt", "-u", key, "-r", team.fingerprint];
      const incoming = inMail(gpg.run([...then, ...args], "words\n").out);
      const kept = sealedFor(key, "to them\n");
      const asOwn = { own: [{ armored: secret(key) }], trust: [], now };
      if (life === "revoked") gpg.revoke(key);

      const read = await readMail(incoming, { own: [ownKey(team)], trust: [exported(key)], now });
      expect(read).toMatchObject({
        text: "words\n",
        decrypted: true,
        signature: { state, fingerprint: key },
      });
      // An own key that is retired, expired or revoked still opens what was written to it.
      expect(await readMail(kept, asOwn)).toMatchObject({ text: "to them\n", decrypted: true });

      const outgoing = composeMail(
        { ...aReport, date: life === "usable" ? sentAt : now },
        { signWith: ownKey(team), encryptTo: [exported(key)] },
      );
      if (life !== "usable") {
        await expect(outgoing).rejects.toMatchObject({ code: "mail.key-unusable" });
        return;
      }
      const text = Buffer.from(await outgoing).toString("latin1");
      const block = text.slice(text.indexOf("-----BEGIN PGP MESSAGE"));
      const opened = gpg.run(["--decrypt"], block);
      expect(opened.out.toString()).toContain("The parser of routers overflows.");
      expect(opened.status).toContain(`VALIDSIG ${team.fingerprint}`);
    },
  );

  test.each([
    ["a cipher that our key does not prefer", ["--cipher-algo", "AES192"]],
    ["3DES", ["--cipher-algo", "3DES"]],
    ["BZIP2", ["--compress-algo", "bzip2"]],
    ["no compression", ["--compress-algo", "none"]],
    ["hidden recipients", ["--throw-keyids"]],
    ["a password beside the key", ["--symmetric", "--passphrase", "secret"]],
  ])("what GnuPG encrypts with %s is opened", async (_title, options) => {
    const raw = sealedFor(team.fingerprint, "text\n", options);
    const keys = { own: [ownKey(team)], trust: [], now: readAt };
    expect(await readMail(raw, keys)).toMatchObject({ text: "text\n", decrypted: true });
  });

  test("a message for passwords alone, made by GnuPG, stays closed and says so", async () => {
    const raw = inMail(
      gpg.run([...then, "--armor", "--passphrase", "secret", "--symmetric"], "text\n").out,
    );
    const mail = await readMail(raw, { own: [ownKey(team)], trust: [], now: readAt });
    expect(mail).toMatchObject({ text: "", decryptFailure: "decrypt.password-only" });
  });

  describe("signatures", () => {
    const signed = (text: string, args: readonly string[]) =>
      inMail(gpg.run([...then, "--armor", "--clearsign", ...args], text).out);
    const state = async (raw: Uint8Array, trust: string[], now = readAt) => {
      const { signature, problems } = await readMail(raw, { own: [], trust, now });
      return { state: signature.state, problems };
    };
    let signer: string;
    let sender: string;
    beforeAll(() => {
      signer = gpg.makeKey("Other <other@lab.example>", "future-default", "never", made);
      sender = gpg.makeKey("Reporter <reporter@lab.example>", "future-default", "never", made);
    });

    test("a signature by somebody other than the sender is good, and that is told", async () => {
      expect(await state(signed("x\n", ["-u", sender]), [exported(sender)])).toEqual({
        state: "good",
        problems: [],
      });
      expect(await state(signed("x\n", ["-u", signer]), [exported(signer)])).toEqual({
        state: "good",
        problems: ["mail.signer-not-sender"],
      });
    });

    test("text signed in another character set, or with flowing lines, is verified as it travelled", async () => {
      const latin1 = Buffer.from("- caf\xe9 \nna\xefve\n", "latin1");
      const block = gpg.run([...then, "--armor", "--clearsign", "-u", sender], latin1).out;
      const mailAs = (type: string, body: string) =>
        bytesOf(
          ...plainHeader,
          `Content-Type: ${type}`,
          "Content-Transfer-Encoding: 8bit",
          "",
          body,
        );
      const text = block.toString("latin1");
      const read = (raw: Uint8Array) =>
        readMail(raw, { own: [], trust: [exported(sender)], now: readAt });
      expect(await read(mailAs("text/plain; charset=iso-8859-1", text))).toMatchObject({
        text: "- café\nnaïve",
        signature: { state: "good", fingerprint: sender },
      });
      const altered = mailAs("text/plain; charset=iso-8859-1", text.replace("na", "no"));
      expect((await read(altered)).signature.state).toBe("bad");
      const long = "one long line that was \nbroken for the way \n\n> quoted\n";
      const flowing = gpg.run([...then, "--armor", "--clearsign", "-u", sender], long).out;
      const flowed = mailAs("text/plain; format=flowed", flowing.toString("latin1"));
      expect((await read(flowed)).signature.state).toBe("good");
      // Two blocks: the one that holds must not vouch for the one that is shown.
      const two = bytesOf(
        ...plainHeader,
        "Content-Type: multipart/mixed; boundary=b",
        "",
        "--b",
        "Content-Type: text/plain; charset=iso-8859-1; name=kept.txt",
        "Content-Disposition: attachment",
        "Content-Transfer-Encoding: 8bit",
        "",
        text,
        "--b",
        "Content-Type: text/plain; charset=iso-8859-1",
        "Content-Transfer-Encoding: 8bit",
        "",
        text.replace("na", "no"),
        "--b--",
      );
      expect((await read(two)).signature.state).toBe("bad");
    });

    test("a signature with SHA-1 proves nothing", async () => {
      const raw = signed("x\n", ["-u", sender, "--digest-algo", "SHA1"]);
      expect(await state(raw, [exported(sender)])).toEqual({
        state: "bad",
        problems: ["mail.signature-weak"],
      });
    });

    test("of several signatures the best one counts, and that the others differ is told", async () => {
      const raw = signed("x\n", ["-u", signer, "-u", sender]);
      expect(await state(raw, [exported(sender)])).toEqual({
        state: "good",
        problems: ["mail.signatures-differ"],
      });
      expect((await state(raw, [exported(sender), exported(signer)])).problems).toEqual([]);
      expect((await state(raw, [])).state).toBe("unknown-key");
    });

    test("a signature from the future, or beyond its own time, does not hold", async () => {
      const raw = signed("x\n", ["-u", sender]);
      const early = new Date("2025-12-30T00:00:00Z");
      expect(await state(raw, [exported(sender)], early)).toEqual({
        state: "bad",
        problems: ["mail.signature-from-future"],
      });
      const short = signed("x\n", ["-u", sender, "--default-sig-expire", "3d"]);
      expect((await state(short, [exported(sender)])).state).toBe("good");
      expect(await state(short, [exported(sender)], later)).toEqual({
        state: "bad",
        problems: ["mail.signature-expired"],
      });
    });

    test("a signing subkey vouches for its key until it is revoked", async () => {
      const key = gpg.makeKey("Sub <reporter@lab.example>", "future-default", "never", made);
      const at = ["--faked-system-time", made];
      gpg.run([...at, "--quick-add-key", key, "ed25519", "sign", "never"]);
      const raw = signed("x\n", ["-u", key]);
      const before = exported(key);
      expect(await state(raw, [before])).toEqual({ state: "good", problems: [] });
      const after = await withSubkeyRevoked(secret(key));
      expect((await state(raw, [after], far)).state).toBe("good-revoked-key");
      // Who was given the old copy first and the new one later knows of the revocation.
      expect((await state(raw, [before, after], far)).state).toBe("good-revoked-key");
      expect((await state(raw, [after, before], far)).state).toBe("good-revoked-key");
    });
  });
});
