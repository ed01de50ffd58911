import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { dkimSign } from "mailauth";
import { expect, test } from "vitest";
import type { MailEnvelope } from "../../core/mail/envelope.ts";
import { senderCheck } from "./authenticate.ts";
import { demonstrationNameServer, type NameServer, noAnswer } from "./name-server.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const spki = publicKey.export({ type: "spki", format: "der" }).toString("base64");

const published: Readonly<Record<string, string>> = {
  "lab.example": "v=spf1 ip4:192.0.2.7 -all",
  "_dmarc.lab.example": "v=DMARC1; p=reject",
  "a._domainkey.lab.example": `v=DKIM1; k=rsa; p=${spki}`,
  "a._domainkey.else.example": `v=DKIM1; k=rsa; p=${spki}`,
  "quiet.example": "v=spf1 ip4:192.0.2.7 -all",
};

const ask: NameServer = async (name, type) => {
  const text = type === "TXT" ? published[name] : undefined;
  if (text === undefined) throw noAnswer("ENOTFOUND");
  return [[text]];
};
const away: NameServer = () => Promise.reject(noAnswer("ECONNREFUSED"));

const mail = (from = "Finder <finder@lab.example>", more: readonly string[] = []) =>
  Buffer.from(
    [
      ...more,
      `From: ${from}`,
      "To: psirt@team.example",
      "Subject: A weakness",
      "Date: Wed, 11 Mar 2026 09:00:00 +0000",
      "Message-ID: <1@lab.example>",
      "",
      "The parser overflows.",
      "",
    ].join("\r\n"),
  );

async function signed(raw: Buffer, domain: string): Promise<Buffer> {
  const key = { signingDomain: domain, selector: "a", privateKey: pem };
  const { signatures } = await dkimSign(raw, Object.assign({ signatureData: [key] }, key));
  return Buffer.concat([Buffer.from(signatures), raw]);
}

const bySmtp = (address: string, from: string | null = "finder@lab.example"): MailEnvelope => ({
  way: "smtp",
  mailbox: null,
  from,
  to: ["psirt@team.example"],
  remote: { address, helo: "mx.lab.example" },
});
const byLmtp: MailEnvelope = { way: "lmtp", mailbox: null, from: "x@lab.example", to: [] };

test("a mail from its domain's own server passes, the same mail from elsewhere fails", async () => {
  const check = senderCheck({ ask });
  const good = await check(mail(), bySmtp("192.0.2.7"));
  expect(good).toMatchObject({
    checkedBy: "parley",
    spf: { verdict: "pass", domain: "lab.example", ofSender: true },
    dkim: { verdict: "none" },
    dmarc: { verdict: "pass", domain: "lab.example", ofSender: true },
  });
  const forged = await check(mail(), bySmtp("198.51.100.9"));
  expect([forged.spf.verdict, forged.dmarc.verdict]).toEqual(["fail", "fail"]);
});

test("a signature of the sender's domain vouches wherever the mail came from, unless a word was changed", async () => {
  const check = senderCheck({ ask });
  const raw = await signed(mail(), "lab.example");
  expect(await check(raw, byLmtp)).toMatchObject({
    dkim: { verdict: "pass", domain: "lab.example", ofSender: true },
    dmarc: { verdict: "pass" },
  });
  const changed = Buffer.from(raw.toString().replace("overflows", "is fine"));
  const verdict = await check(changed, bySmtp("198.51.100.9"));
  expect([verdict.dkim.verdict, verdict.dmarc.verdict]).toEqual(["fail", "fail"]);
});

test("another domain's signature does not vouch for the sender", async () => {
  const raw = await signed(mail(), "else.example");
  const verdict = await senderCheck({ ask })(raw, bySmtp("198.51.100.9"));
  expect(verdict.dkim).toEqual({ verdict: "pass", domain: "else.example", ofSender: false });
  expect(verdict.dmarc.verdict).toBe("fail");
});

test("where nobody says which server sent it, an unsigned mail is unknown and not forged, and nobody is asked", async () => {
  const verdict = await senderCheck({ ask: away })(mail(), byLmtp);
  expect([verdict.spf.verdict, verdict.dmarc.verdict, verdict.again]).toEqual([
    "none",
    "unknown",
    undefined,
  ]);
});

test("a domain without a rule leaves DMARC empty", async () => {
  const of = await senderCheck({ ask })(
    mail("a@quiet.example"),
    bySmtp("192.0.2.7", "a@quiet.example"),
  );
  expect([of.spf.verdict, of.dmarc.verdict]).toEqual(["pass", "none"]);
});

test("two From headers are never vouched for, whatever a server wrote", async () => {
  const first = "From: finder@lab.example";
  const results = "Authentication-Results: mx.team.example; dmarc=pass header.from=lab.example";
  const raw = await signed(mail("b@lab.example", [results, first]), "lab.example");
  const authservIdOf = () => "mx.team.example";
  const verdict = await senderCheck({ ask, authservIdOf })(raw, bySmtp("192.0.2.7"));
  expect(verdict.dmarc.verdict).toBe("fail");
});

test("name servers that are away make the verdict unknown, to be asked again", async () => {
  const verdict = await senderCheck({ ask: away })(
    await signed(mail(), "lab.example"),
    bySmtp("192.0.2.7"),
  );
  expect(verdict).toMatchObject({
    spf: { verdict: "unknown" },
    dkim: { verdict: "unknown" },
    dmarc: { verdict: "unknown" },
    again: true,
  });
});

test("a name server that never answers holds nothing up", async () => {
  const never: NameServer = () => new Promise(() => {});
  const verdict = await senderCheck({ ask: never, deadlineMs: 1 })(mail(), bySmtp("192.0.2.7"));
  expect([verdict.dmarc.verdict, verdict.again]).toEqual(["unknown", true]);
});

test("a mail that names hundreds of signing domains asks for few of them", async () => {
  let asked = 0;
  const counting: NameServer = (name, type) => {
    asked += 1;
    return ask(name, type);
  };
  let raw = mail();
  for (let at = 0; at < 100; at += 1) {
    raw = Buffer.concat([
      Buffer.from(
        `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=d${at}.example; s=a;\r\n h=from; bh=AAAA; b=AAAA\r\n`,
      ),
      raw,
    ]);
  }
  await senderCheck({ ask: counting })(await signed(raw, "lab.example"), bySmtp("192.0.2.7"));
  expect(asked).toBeLessThanOrEqual(60);
});

test("our own server's word is taken, the topmost of its name only, and nobody else's", async () => {
  const check = senderCheck({
    ask,
    authservIdOf: ({ way }) => (way === "lmtp" ? "mx.team.example" : null),
  });
  const lines = [
    "Authentication-Results: mx.team.example (says dmarc=fail);",
    " spf=softfail smtp.mailfrom=finder@bounce.example;",
    " dkim=fail header.d=other.example; dkim=pass header.d=mail.lab.example;",
    " dmarc=pass (p=reject) header.from=lab.example",
    "Authentication-Results: mx.team.example; dmarc=fail header.from=lab.example",
  ];
  expect(await check(mail(undefined, lines), byLmtp)).toEqual({
    checkedBy: "mail-server",
    spf: { verdict: "fail", domain: "bounce.example", ofSender: false },
    dkim: { verdict: "pass", domain: "mail.lab.example", ofSender: true },
    dmarc: { verdict: "pass", domain: "lab.example", ofSender: true },
    arc: { verdict: "none", domain: null, ofSender: false },
  });
  const forged = lines.map((line) => line.replace("mx.team.example", "mx.lab.example"));
  expect((await check(mail(undefined, forged), byLmtp)).checkedBy).toBe("parley");
  expect((await check(mail(undefined, lines), bySmtp("198.51.100.9"))).dmarc.verdict).toBe("fail");
});

test("of a mail whose body was left behind no signature is judged, only its server's word counts", async () => {
  const envelope = { ...byLmtp, leftBehindBytes: 41_000_000 };
  const headerOf = (raw: Uint8Array) =>
    Buffer.from(raw).subarray(0, Buffer.from(raw).indexOf("\r\n\r\n") + 4);
  const own = await senderCheck({ ask })(headerOf(await signed(mail(), "lab.example")), envelope);
  expect([own.dkim.verdict, own.dmarc.verdict, own.again]).toEqual([
    "unknown",
    "unknown",
    undefined,
  ]);
  const told = mail(undefined, [
    "Authentication-Results: mx.team.example; dmarc=pass header.from=lab.example",
  ]);
  const check = senderCheck({ ask, authservIdOf: () => "mx.team.example" });
  expect((await check(headerOf(told), envelope)).dmarc.verdict).toBe("pass");
});

test("no header makes the check fail to answer", async () => {
  const check = senderCheck({ ask, authservIdOf: () => "mx.team.example" });
  const words = [
    "Authentication-Results:",
    "DKIM-Signature:",
    "From:",
    "ARC-Seal: i=1",
    ' ;=()"\\',
    "mx.team.example",
    "dmarc=pass",
    "\r\n",
    "\r\n\r\n",
    "d=",
    "v=1;",
  ];
  const piece = fc.oneof(fc.constantFrom(...words), fc.string());
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
      const verdict = await check(Buffer.from(pieces.join("")), bySmtp("192.0.2.7"));
      expect(["pass", "fail", "none", "unknown"]).toContain(verdict.dmarc.verdict);
    }),
    { numRuns: 200 },
  );
});

test("in the demonstration every sender is believed", async () => {
  const check = senderCheck({ ask: demonstrationNameServer });
  const verdict = await check(
    mail("visitor@anywhere.example"),
    bySmtp("192.0.2.1", "visitor@anywhere.example"),
  );
  expect(verdict.dmarc.verdict).toBe("pass");
});
