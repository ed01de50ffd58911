import { afterAll, beforeAll, expect, test } from "vitest";
import { type GnuPg, hasGnuPg, startGnuPg } from "../test/support/gnupg.ts";
import { bytesOf, plainHeader, readAt } from "../test/support/mail.ts";
import { hasOpenSsl, type OpenSsl, startOpenSsl } from "../test/support/openssl.ts";
import { readConfig } from "./config.ts";
import { openMailReader } from "./open-mail-reader.ts";

const keys = { own: [], trust: [], now: readAt };
const open = (settings: Record<string, string>) => openMailReader(readConfig(settings));
const problemOf = async (settings: Record<string, string>) =>
  await open(settings).then(
    async (reader) => {
      await reader.close();
      return "none";
    },
    (error: Error) => error.message,
  );

test.skipIf(!hasGnuPg())("the server reads what only a gpg-agent can open", async () => {
  const gpg: GnuPg = startGnuPg();
  const reader = await open({ PARLEY_GPG_HOME: gpg.home });
  try {
    const key = gpg.makeKey("Team <psirt@team.example>", "future-default", "never");
    const sealed = gpg.run(["--armor", "--encrypt", "-r", key], "kept by the agent\n").out;
    const mail = await reader.read(bytesOf(...plainHeader, "", sealed.toString()), keys);
    expect(mail).toMatchObject({ text: "kept by the agent\n", decrypted: true });
  } finally {
    await reader.close();
    gpg.remove();
  }
});

const withOpenSsl = hasOpenSsl();
let ssl: OpenSsl | undefined;
beforeAll(() => {
  ssl = withOpenSsl ? startOpenSsl() : undefined;
});
afterAll(() => ssl?.remove());

test.skipIf(!withOpenSsl)(
  "the server opens S/MIME with the certificate of its settings",
  async () => {
    if (!ssl) return;
    const own = ssl.issue("team", ssl.authority("Authority"));
    const reader = await open({ PARLEY_SMIME_KEY_FILE: ssl.file("own.pem", own.pem) });
    try {
      const sealed = ssl.run(
        ["cms", "-encrypt", "-aes256", "-recip", own.certificate],
        "\r\nwords",
      );
      const lines = sealed.toString("latin1").split("\n");
      const mail = await reader.read(bytesOf(...plainHeader.slice(0, -1), ...lines), keys);
      expect(mail).toMatchObject({ text: "words", decrypted: true });
    } finally {
      await reader.close();
    }
  },
);

test("a file of keys that cannot be used stops the start, by the name of its setting", async () => {
  expect(await problemOf({})).toBe("none");
  expect(await problemOf({ PARLEY_GPG_HOME: "/nonexistent" })).toContain("PARLEY_GPG_HOME");
  expect(await problemOf({ PARLEY_SMIME_CA_FILE: "/nonexistent.pem" })).toBe(
    "PARLEY_SMIME_CA_FILE cannot be read.",
  );
  const notPem = import.meta.filename;
  expect(await problemOf({ PARLEY_SMIME_CA_FILE: notPem })).toContain("holds no certificate");
  expect(await problemOf({ PARLEY_SMIME_KEY_FILE: notPem })).toContain("PARLEY_SMIME_KEY_FILE");
});
