import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readMailboxesFile } from "./mailboxes-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-mailboxes-"));
  await writeFile(join(folder, "password"), "right horse\n");
  await writeFile(join(folder, "client"), "client-secret");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(text: string) {
  const file = join(folder, "mailboxes.yaml");
  await writeFile(file, text);
  return readMailboxesFile(file);
}

test("[TH-41] each mailbox has a purpose, a folder and a way to sign in; secrets stand in their own files", async () => {
  const { mailboxes, addresses, smtp } = await read(`
mailboxes:
  - name: psirt
    host: imap.vendor.example
    user: psirt@vendor.example
    passwordFile: password
    after: { move: Taken }
  - name: cna
    purpose: cna-coordinator
    host: outlook.office365.com
    user: cna@vendor.example
    shadow: true
    oauth2:
      tokenUrl: https://login.microsoftonline.com/tenant/oauth2/v2.0/token
      clientId: parley
      clientSecretFile: client
      scope: https://outlook.office365.com/.default
addresses:
  - { name: root, purpose: cna-coordinator, address: Root@vendor.example }
smtp:
  host: smtp.vendor.example
  tls: starttls
  user: psirt@vendor.example
  passwordFile: password
`);
  expect(mailboxes[0]).toMatchObject({
    name: "psirt",
    purpose: "psirt",
    port: 993,
    tls: "implicit",
    folder: "INBOX",
    after: { do: "move", to: "Taken" },
    start: "new",
    shadow: false,
    signIn: { by: "password", password: "right horse" },
  });
  expect(mailboxes[1]).toMatchObject({
    purpose: "cna-coordinator",
    shadow: true,
    signIn: { by: "oauth2", oauth2: { clientSecret: "client-secret", refreshToken: null } },
  });
  expect(addresses).toEqual([
    { name: "root", purpose: "cna-coordinator", address: "root@vendor.example", shadow: false },
  ]);
  expect(smtp).toMatchObject({ host: "smtp.vendor.example", port: 587, tls: "starttls" });
});

const one = "name: psirt, host: imap.vendor.example, user: u";
test.each([
  ["mailboxes: [{ name: PSIRT, host: h, user: u, passwordFile: password }]", "mailboxes.0.name"],
  [`mailboxes: [{ ${one} }]`, "psirt: set passwordFile or oauth2"],
  [`mailboxes: [{ ${one}, passwordFile: nowhere }]`, "nowhere cannot be read (ENOENT)"],
  [`mailboxes: [{ ${one}, passwordFile: password, tls: none }]`, "for this machine only"],
  [
    `mailboxes: [{ ${one}, passwordFile: password }, { ${one}, passwordFile: password }]`,
    "named twice",
  ],
  [`mailboxes: [{ ${one}, passwordFile: password, afer: keep }]`, "afer"],
  ["mailboxes: [", "it is no YAML"],
])("what does not fit is named: %s", async (text, says) => {
  const failed = read(text);
  await expect(failed).rejects.toMatchObject({ code: "mailboxes.unreadable" });
  await expect(failed).rejects.toThrow(says);
});

test("no message repeats a secret", async () => {
  const failed = read(`mailboxes: [{ ${one}, passwordFile: password, oauth2: { tokenUrl: x } }]`);
  await expect(failed).rejects.not.toThrow("right horse");
});
