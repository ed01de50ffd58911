import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bytesOf, plainHeader } from "../../../../test/support/mail.ts";
import {
  hasOpenSsl,
  type Issued,
  type OpenSsl,
  startOpenSsl,
} from "../../../../test/support/openssl.ts";
import { readMail } from "../read-mail.ts";

// OpenSSL issues certificates from now on: a minute later all of them hold.
const now = new Date(Date.now() + 60_000);
const years = (count: number) => new Date(now.getTime() + count * 365 * 24 * 3600 * 1000);

describe.skipIf(!hasOpenSsl())("S/MIME as OpenSSL writes it", () => {
  let ssl: OpenSsl;
  let authority: Issued;
  let team: Issued;
  let sender: Issued;
  beforeAll(() => {
    ssl = startOpenSsl();
    authority = ssl.authority("Authority");
    team = ssl.issue("team", authority, { address: "psirt@team.example" });
    sender = ssl.issue("sender", authority, { address: "reporter@lab.example" });
  });
  afterAll(() => ssl.remove());

  const entity = "Content-Type: text/plain\r\n\r\nwords inside\r\n";
  const signedBy = (who: Issued, more: readonly string[] = []) =>
    ssl.run(["cms", "-sign", "-signer", who.certificate, "-inkey", who.key, ...more], entity);
  const sealedFor = (who: Issued, inside: Uint8Array | string, more: readonly string[] = []) =>
    ssl.run(["cms", "-encrypt", "-recip", who.certificate, ...more], inside);
  const mailOf = (smime: Buffer) =>
    bytesOf(...plainHeader.slice(0, -1), smime.toString("latin1").replace(/\r?\n/g, "\r\n"));
  const read = (smime: Buffer, wish: { own?: Issued; authorities?: string; at?: Date } = {}) =>
    readMail(mailOf(smime), {
      own: [],
      trust: [],
      now: wish.at ?? now,
      smime: {
        authorities: wish.authorities ?? ssl.text(authority.certificate),
        own: (wish.own ?? team).pem,
      },
    });
  const fingerprintOf = ({ certificate }: Issued) =>
    ssl
      .run(["x509", "-in", certificate, "-noout", "-fingerprint", "-sha256"])
      .toString()
      .replace(/^.*=|:|\n/g, "");

  test.each([
    ["detached", []],
    ["opaque", ["-nodetach"]],
    ["with RSA-PSS", ["-keyopt", "rsa_padding_mode:pss"]],
    ["streamed", ["-nodetach", "-stream"]],
  ])("a signature (%s) is verified up to a configured authority", async (_title, more) => {
    const mail = await read(signedBy(sender, more));
    expect(mail).toMatchObject({
      text: "words inside\n",
      encrypted: false,
      signature: { state: "good", kind: "smime", fingerprint: fingerprintOf(sender) },
      attachments: [],
      problems: [],
    });
  });

  test.each([
    ["AES-128 in CBC", ["-aes128"]],
    ["AES-256 in CBC", ["-aes256"]],
    ["3DES", ["-des3"]],
    ["OAEP", ["-aes256", "-keyopt", "rsa_padding_mode:oaep"]],
    ["a key identifier", ["-aes256", "-keyid"]],
  ])(
    "mail encrypted with %s is opened, and that it shows no alteration is told",
    async (_title, more) => {
      const mail = await read(sealedFor(team, entity, more));
      expect(mail).toMatchObject({ text: "words inside\n", encrypted: true, decrypted: true });
      expect(mail.problems).toEqual(["mail.smime-no-integrity"]);
    },
  );

  test("authenticated encryption is opened whole or not at all", async () => {
    const smime = sealedFor(team, entity, ["-aes-256-gcm"]);
    expect(await read(smime)).toMatchObject({
      text: "words inside\n",
      decrypted: true,
      problems: [],
    });
    const [header = "", body = ""] = smime.toString("latin1").split("\n\n");
    const der = Buffer.from(body, "base64");
    for (const back of [3, 20, 40]) {
      const altered = Buffer.from(der);
      const at = altered.length - back;
      altered[at] = (altered[at] ?? 0) ^ 1;
      const mail = await read(Buffer.from(`${header}\n\n${altered.toString("base64")}`));
      expect(mail).toMatchObject({ text: "", decrypted: false });
    }
  });

  test("a key that is agreed on by elliptic curves opens as well", async () => {
    const algorithm = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
    const curve = ssl.issue("curve", authority, { algorithm });
    const mail = await read(sealedFor(curve, entity, ["-aes256"]), { own: curve });
    expect(mail).toMatchObject({ text: "words inside\n", decrypted: true });
    expect((await read(signedBy(curve))).signature.state).toBe("good");
  });

  test("signed and then encrypted shows both", async () => {
    const mail = await read(sealedFor(team, signedBy(sender), ["-aes256"]));
    expect(mail).toMatchObject({
      text: "words inside\n",
      decrypted: true,
      signature: { state: "good", kind: "smime" },
    });
  });

  test("what is for none of our certificates is kept and named", async () => {
    const smime = sealedFor(sender, entity, ["-aes256"]);
    for (const mail of [
      await read(smime),
      await readMail(mailOf(smime), { own: [], trust: [], now }),
    ]) {
      expect(mail).toMatchObject({
        text: "",
        encrypted: true,
        decrypted: false,
        decryptFailure: "decrypt.smime-no-key",
        attachments: [{ name: "smime.p7m" }],
      });
      expect(mail.problems).toContain("mail.smime-not-read");
    }
  });

  test("a certificate of an authority that is not configured is an unknown key", async () => {
    const other = ssl.authority("Other");
    const stranger = ssl.issue("stranger", other, { address: "reporter@lab.example" });
    expect((await read(signedBy(stranger))).signature).toMatchObject({ state: "unknown-key" });
    expect((await read(signedBy(sender), { authorities: "" })).signature.state).toBe("unknown-key");
  });

  test("what was altered after it was signed is bad, detached and opaque", async () => {
    const detached = signedBy(sender).toString("latin1").replace("words", "lords");
    expect((await read(Buffer.from(detached, "latin1"))).signature).toMatchObject({
      state: "bad",
      kind: "smime",
    });
    const [header = "", body = ""] = signedBy(sender, ["-nodetach"])
      .toString("latin1")
      .split("\n\n");
    const der = Buffer.from(body, "base64");
    der[der.indexOf("words")] = 0x6c;
    const opaque = Buffer.from(`${header}\n\n${der.toString("base64")}`);
    expect((await read(opaque)).signature.state).toBe("bad");
  });

  test("a signature that carries other words than the mail shows is bad", async () => {
    const opaque = signedBy(sender, ["-nodetach"]).toString("latin1").split("\n\n")[1] ?? "";
    const raw = bytesOf(
      ...plainHeader,
      'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=s',
      "",
      "--s",
      "Content-Type: text/plain",
      "",
      "other words",
      "--s",
      "Content-Type: application/pkcs7-signature",
      "Content-Transfer-Encoding: base64",
      "",
      opaque,
      "--s--",
    );
    const smime = { authorities: ssl.text(authority.certificate), own: "" };
    const mail = await readMail(raw, { own: [], trust: [], now, smime });
    expect(mail).toMatchObject({ text: "other words", signature: { state: "bad" } });
  });

  test("expired and revoked certificates are told from good ones", async () => {
    const gone = ssl.issue("gone", authority, { address: "reporter@lab.example" });
    const smime = signedBy(gone);
    const list = ssl.revoke(authority, [gone]);
    const authorities = ssl.text(authority.certificate) + list;
    expect((await read(smime)).signature.state).toBe("good");
    expect((await read(smime, { authorities })).signature.state).toBe("good-revoked-key");
    expect((await read(signedBy(sender), { authorities })).signature.state).toBe("good");
    expect((await read(signedBy(sender), { at: years(1) })).signature.state).toBe(
      "good-expired-key",
    );
    // A list that somebody else signed revokes nothing.
    const other = ssl.authority("Forger", "Authority");
    const forged = ssl.text(authority.certificate) + ssl.revoke(other, [sender]);
    const mail = await read(signedBy(sender), { authorities: forged });
    expect(mail.signature.state).not.toBe("good-revoked-key");
  });

  test("a certificate for another purpose, a weak digest and another sender are told", async () => {
    const server = ssl.issue("server", authority, { purpose: "serverAuth" });
    expect(await read(signedBy(server))).toMatchObject({
      signature: { state: "bad" },
      problems: ["mail.signer-may-not-sign"],
    });
    expect(await read(signedBy(sender, ["-md", "sha1"]))).toMatchObject({
      signature: { state: "bad" },
      problems: ["mail.signature-weak"],
    });
    expect(await read(signedBy(team))).toMatchObject({
      signature: { state: "good" },
      problems: ["mail.signer-not-sender"],
    });
  });

  test("no mutation of an S/MIME body makes the reader throw", async () => {
    for (const smime of [signedBy(sender, ["-nodetach"]), sealedFor(team, entity, ["-aes256"])]) {
      const [header = "", body = ""] = smime.toString("latin1").split("\n\n");
      const der = Buffer.from(body, "base64");
      for (let at = 0; at < der.length; at += 29) {
        const altered = Buffer.from(der);
        altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8));
        const mail = await read(Buffer.from(`${header}\n\n${altered.toString("base64")}`));
        expect(typeof mail.text).toBe("string");
      }
    }
  });

  test("keys that cannot be read are named, and the mail is read without them", async () => {
    const smime = {
      authorities: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
      own: "",
    };
    const mail = await readMail(mailOf(signedBy(sender)), { own: [], trust: [], now, smime });
    expect(mail).toMatchObject({ text: "words inside\n", signature: { state: "unknown-key" } });
    expect(mail.problems).toContain("mail.smime-keys-unusable");
  });
});
