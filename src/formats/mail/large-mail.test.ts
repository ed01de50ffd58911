import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GnuPg, hasGnuPg, startGnuPg } from "../../../test/support/gnupg.ts";
import { bytesOf, ownKey, plainHeader, readAt, team } from "../../../test/support/mail.ts";
import { mailLimits } from "./mail-limits.ts";
import { type ReadMail, readMail } from "./read-mail.ts";

const made = "20260101T000000";
const then = ["--faked-system-time", "20260102T030405"];
const file = randomBytes(2_000_000);
const entity = [
  "Content-Type: multipart/mixed; boundary=b",
  "",
  "--b",
  "",
  "The parser of routers overflows.",
  "--b",
  "Content-Type: application/octet-stream; name=capture.bin",
  "Content-Transfer-Encoding: base64",
  "",
  ...(file.toString("base64").match(/.{1,76}/g) ?? []),
  "--b--",
  "",
];
const encryptedHead = [
  ...plainHeader,
  'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=e',
  "",
  "--e",
  "Content-Type: application/pgp-encrypted",
  "",
  "Version: 1",
  "--e",
  "Content-Type: application/octet-stream",
  "",
  "",
];

/** The bytes of a file are known by their hash: megabytes are not compared one by one. */
function known(mail: ReadMail) {
  return { ...mail, attachments: mail.attachments.map((each) => ({ ...each, bytes: null })) };
}

/** One of the base64 letters in the middle of the ciphertext by another. */
function altered(mail: Buffer, where: number): Buffer {
  const copy = Buffer.from(mail);
  const at = copy.indexOf("\n", Math.floor(copy.length * where)) + 20;
  copy[at] = copy[at] === 0x41 ? 0x42 : 0x41;
  return copy;
}

describe.skipIf(!hasGnuPg())("large mails by GnuPG", () => {
  let gpg: GnuPg;
  let signer = "";
  beforeAll(() => {
    gpg = startGnuPg();
    expect(gpg.run(["--import"], team.armoredPrivate).ok).toBe(true);
    signer = gpg.makeKey("Reporter <reporter@lab.example>", "ed25519", "never", made);
  });
  afterAll(() => gpg.remove());

  const keys = () => ({
    own: [ownKey(team)],
    trust: [gpg.run(["--armor", "--export", signer]).out.toString()],
    now: readAt,
  });
  const sealed = (how: readonly string[], lines: string) => {
    const to = ["--recipient", team.fingerprint, "--local-user", signer];
    const made = gpg.run([...then, "--armor", ...how, ...to, "--sign", "--encrypt"], lines).out;
    return Buffer.concat([bytesOf(...encryptedHead), made, bytesOf("", "--e--", "")]);
  };

  test.each([
    ["compressed as it likes", []],
    ["not compressed", ["--compress-algo", "none"]],
    ["compressed by zlib", ["--compress-algo", "zlib"]],
    ["compressed by bzip2", ["--compress-algo", "bzip2"]],
    ["as text", ["--textmode", "--compress-algo", "none"]],
  ])("a large encrypted and signed mail is opened whole: %s", async (_, how) => {
    const mail = sealed(how, entity.join("\r\n"));
    const read = await readMail(mail, keys());
    expect(read).toMatchObject({ decrypted: true, problems: [], signature: { state: "good" } });
    expect(read.text).toBe("The parser of routers overflows.");
    expect(file.equals(read.attachments[0]?.bytes ?? new Uint8Array())).toBe(true);
    const limits = { ...mailLimits, largeBytesMin: Number.POSITIVE_INFINITY };
    expect(known(await readMail(mail, keys(), limits))).toEqual(known(read));
  });

  test("[ALE-16] of a large mail altered anywhere nothing is given out, and that is said at once", async () => {
    const failures = new Set<string | null>();
    for (const how of [[], ["--compress-algo", "none"]]) {
      const mail = sealed(how, entity.join("\r\n"));
      for (const where of [0.1, 0.5, 0.9, 0.999]) {
        const read = await readMail(altered(mail, where), keys());
        expect(read).toMatchObject({
          decrypted: false,
          signature: { state: "none" },
          text: "",
          attachments: [{ name: "unnamed.bin" }],
        });
        failures.add(read.decryptFailure);
      }
    }
    // Between its pieces stand their lengths: whoever hits one of those makes no message of it.
    failures.delete("decrypt.broken");
    expect([...failures]).toEqual(["decrypt.integrity"]);
  });

  test("a large signed mail is checked over the lines as they were signed", async () => {
    const by = [...then, "--armor", "--local-user", signer, "--detach-sign"];
    const signature = gpg.run(by, entity.join("\r\n")).out.toString();
    const head = 'Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=s';
    const tail = ["Content-Type: application/pgp-signature", "", signature, "--s--"];
    const lines = [...plainHeader, head, "", "--s", ...entity, "--s", ...tail];
    const asSent = await readMail(bytesOf(...lines), keys());
    const asStored = await readMail(Buffer.from(lines.join("\n").replace(/\r/g, "")), keys());
    const other = entity.with(20, `${entity[20]?.slice(0, -1)}!`);
    const changed = [...plainHeader, head, "", "--s", ...other, "--s", ...tail];
    expect(asSent.signature.state).toBe("good");
    expect(asStored.signature.state).toBe("good");
    expect((await readMail(bytesOf(...changed), keys())).signature.state).toBe("bad");
  });
});
