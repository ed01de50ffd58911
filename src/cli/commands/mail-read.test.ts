import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, expect, test } from "vitest";
import {
  aReport,
  bytesOf,
  ownKey,
  plainHeader,
  readAt,
  reporter,
  stranger,
  team,
} from "../../../test/support/mail.ts";
import { hasOpenSsl, startOpenSsl } from "../../../test/support/openssl.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { clearSigned } from "../../formats/mail/detached-signature.ts";
import { makeKeyPair } from "../../formats/mail/keys.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { wkdKey } from "../../formats/mail/wkd.ts";
import { addMailReadCommand, readMailFiles } from "./mail-read.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-mail-read-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function run(
  path: string | string[],
  { key = [] as string[], trust = [] as string[], json = true, passphrase = "" } = {},
) {
  let out = "";
  let err = "";
  const code = await readMailFiles(
    [path].flat(),
    { key, trust, json },
    {
      read: readMail,
      passphrase: passphrase || undefined,
      now: readAt,
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
    },
  );
  return { code, out, err };
}

const teamKey = file("team.key", team.armoredPrivate);
const attachments = [{ name: "poc.txt", type: "text/plain", bytes: Buffer.from("proof") }];
const sealed = file(
  "sealed.eml",
  await composeMail(
    { ...aReport, attachments },
    { signWith: ownKey(reporter), encryptTo: [team.armoredPublic] },
  ),
);

test("[ALE-16] [TH-27] parley mail read shows exactly what is inside, and the signature's state", async () => {
  const trust = [file("reporter.gpg", await wkdKey(reporter.armoredPublic))];
  const { code, out } = await run(sealed, { key: [teamKey], trust });
  expect(JSON.parse(out)).toEqual({
    subject: "Overflow in the parser",
    from: "reporter@lab.example",
    body: aReport.text,
    encrypted: true,
    decrypted: true,
    signature: { state: "good", fingerprint: reporter.fingerprint },
    attachments: [
      {
        name: "poc.txt",
        type: "text/plain",
        bytes: 5,
        sha256: "c1cda26362828b69266512052b97cb3729e3b052e4ade47c0a1e3383defe73c7",
      },
    ],
  });
  expect(out.endsWith("}\n")).toBe(true);
  expect(code).toBe(0);
});

test("a message that stays closed gives the reason and exit code 1", async () => {
  const key = [file("stranger.key", stranger.armoredPrivate)];
  const { code, out } = await run(sealed, { key });
  expect(JSON.parse(out)).toMatchObject({
    body: "",
    encrypted: true,
    decrypted: false,
    reason: "The message is encrypted to none of our keys.",
    signature: { state: "none", fingerprint: null },
  });
  expect(code).toBe(1);
});

test("a key with a passphrase opens with it only", async () => {
  const now = aReport.date;
  const locked = await makeKeyPair({
    name: "T",
    email: "t@team.example",
    now,
    passphrase: "right",
  });
  const raw = await composeMail(aReport, { encryptTo: [locked.armoredPublic] });
  const [path, key] = [file("locked.eml", raw), [file("locked.key", locked.armoredPrivate)]];
  expect((await run(path, { key, passphrase: "right" })).code).toBe(0);
  const { code, out } = await run(path, { key, passphrase: "wrong" });
  expect(JSON.parse(out).reason).toContain("did not open with its passphrase");
  expect(code).toBe(1);
});

test("an altered signed mail gives the state bad and exit code 1", async () => {
  const raw = Buffer.from(await composeMail(aReport, { signWith: ownKey(reporter) })).toString();
  const path = file("altered.eml", raw.replace("overflows", "is fine"));
  const trust = [file("reporter.asc", reporter.armoredPublic)];
  const { code, out } = await run(path, { trust });
  expect(JSON.parse(out).signature.state).toBe("bad");
  expect(code).toBe(1);
});

test("a file that is not there is wrong usage", async () => {
  const { code, out, err } = await run(join(folder, "none.eml"), { key: [teamKey] });
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain("none.eml cannot be read (ENOENT)");
});

test("for people the message is text that cannot move the terminal's cursor", async () => {
  const path = file("raw.eml", bytesOf(...plainHeader, "", "a\x1b[2Jb"));
  const { out } = await run(path, { json: false });
  expect(out).toContain("From:       reporter@lab.example\n");
  expect(out).toContain("a?[2Jb");
});

test("key files may be given one by one or several at once", async () => {
  const program = new Command().exitOverride();
  const before = process.exitCode;
  const written: string[] = [];
  const write = process.stdout.write;
  process.stdout.write = ((text: string) => written.push(text) > 0) as typeof write;
  try {
    addMailReadCommand(program);
    const key = file("stranger.key", stranger.armoredPrivate);
    await program.parseAsync(["read", sealed, "--key", key, teamKey, "--json"], { from: "user" });
    await program.parseAsync(["read", sealed, "--key", key, "--key", teamKey, "--json"], {
      from: "user",
    });
  } finally {
    process.stdout.write = write;
    process.exitCode = before;
  }
  expect(written.map((text) => JSON.parse(text).decrypted)).toEqual([true, true]);
});

test("several files are read at once, each with its name, and one bad one makes the answer bad", async () => {
  const trust = [file("both.asc", reporter.armoredPublic)];
  const { code, out } = await run([sealed, file("plain.eml", bytesOf(...plainHeader, "", "x"))], {
    key: [teamKey],
    trust,
  });
  const answers = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(answers).toMatchObject([
    { file: sealed, decrypted: true, signature: { state: "good" } },
    { file: expect.stringContaining("plain.eml"), encrypted: false, signature: { state: "none" } },
  ]);
  expect(code).toBe(0);
  expect(
    (await run([sealed, sealed], { key: [file("other.key", stranger.armoredPrivate)] })).code,
  ).toBe(1);
  expect((await run([sealed, join(folder, "none.eml")], { key: [teamKey] })).code).toBe(2);
});

test("what nobody signed is never in the body, and is marked", async () => {
  const signed = await clearSigned("signed words\n", ownKey(reporter), aReport.date);
  const path = file("partly.eml", bytesOf(...plainHeader, "", "pay now", signed, "bye"));
  const { out } = await run(path, { trust: [file("r.asc", reporter.armoredPublic)] });
  expect(JSON.parse(out)).toMatchObject({
    body: "signed words\n",
    outside: "pay now\n\nbye",
    signature: { state: "good" },
    problems: ["mail.parts-outside"],
  });
});

test("keys that came along, and where others should lie, are shown", async () => {
  const text = `${reporter.armoredPublic}\nhttps://lab.example/key.asc`;
  const path = file("key.eml", bytesOf(...plainHeader, "", text.replace(/\n/g, "\r\n")));
  const { out } = await run(path);
  expect(JSON.parse(out)).toMatchObject({
    keys: [{ fingerprint: reporter.fingerprint, names: "sender", where: "body", unusable: null }],
    keyLinks: ["https://lab.example/key.asc"],
  });
  expect(out).not.toContain('"armored"');
});

test.skipIf(!hasOpenSsl())("S/MIME is read with PEM files in the same options", async () => {
  const ssl = startOpenSsl();
  try {
    const authority = ssl.authority("Authority");
    const own = ssl.issue("team", authority, { address: "psirt@team.example" });
    const smime = ssl.run(
      ["cms", "-encrypt", "-aes256", "-recip", own.certificate],
      "\r\nwords\r\n",
    );
    const lines = smime.toString("latin1").split("\n");
    const path = file("smime.eml", bytesOf(...plainHeader.slice(0, -1), ...lines));
    const key = [file("own.pem", own.pem)];
    expect(JSON.parse((await run(path, { key })).out)).toMatchObject({
      body: "words\n",
      decrypted: true,
    });
    const closed = await run(path, { key: [teamKey] });
    expect(JSON.parse(closed.out)).toMatchObject({ decrypted: false, encrypted: true });
    expect(closed.code).toBe(1);
  } finally {
    ssl.remove();
  }
});
