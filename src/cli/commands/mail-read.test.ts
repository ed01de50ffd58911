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
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { makeKeyPair } from "../../formats/mail/keys.ts";
import { wkdKey } from "../../formats/mail/wkd.ts";
import { addMailReadCommand, readMailFile } from "./mail-read.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-mail-read-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function run(
  path: string,
  { key = [] as string[], trust = [] as string[], json = true, passphrase = "" } = {},
) {
  let out = "";
  let err = "";
  const code = await readMailFile(
    path,
    { key, trust, json },
    {
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
