import { afterAll, beforeAll, expect, test } from "vitest";
import { anyone, type TestContext, testContext } from "../../../test/support/context.ts";
import { hasGnuPg, startGnuPg } from "../../../test/support/gnupg.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { verifyClearText } from "../../formats/mail/detached-signature.ts";
import { checkSecurityTxt } from "../../formats/securitytxt/check-security-txt.ts";
import { publicKeysOf } from "../../store/keys/reader.ts";
import { publishedFile } from "../../store/publications/reader.ts";
import { keepSiteFiles } from "./site-files.ts";

let house: TestContext;
let tasks: TestTasks;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const read = (path: string) =>
  house.context.transaction(anyone, async (tx) =>
    (await publishedFile(tx, path))?.bytes.toString(),
  );

test("[ALE-28, ALE-46] security.txt is signed by the key in use and leads to form, key and policy", async () => {
  await keepSiteFiles(tasks.on);
  const text = (await read("/.well-known/security.txt")) ?? "";
  expect(text).toContain("-----BEGIN PGP SIGNED MESSAGE-----");
  expect(text).toContain("Contact: http://localhost:8080/report");
  expect(text).toContain("Contact: mailto:psirt@ale.example");
  expect(text).toContain("Encryption: http://localhost:8080/key.asc");
  expect(text).toContain("Expires: 2026-06-09T00:00:00Z");
});

test("[L-07] the security.txt that is published is by the letter, names the key in use and is signed by it", async () => {
  const text = (await read("/.well-known/security.txt")) ?? "";
  const [key] = await house.context.transaction(anyone, (tx) => publicKeysOf(tx, "mail"));
  const now = house.context.now();
  const { findings, signed } = checkSecurityTxt(Buffer.from(text), { now, development: true });
  expect({ findings, signed }).toEqual({ findings: [], signed: true });
  expect(text.split("\r\n")).toContain(`Encryption: openpgp4fpr:${key?.fingerprint}`);
  expect(await verifyClearText(text, [key?.publicKey ?? ""], now)).toEqual({
    state: "good",
    fingerprint: key?.fingerprint,
  });
  const changed = text.replace("/report", "/elsewhere");
  expect((await verifyClearText(changed, [key?.publicKey ?? ""], now)).state).toBe("bad");
});

test("a security.txt that no reader would believe is not published, and the one before it stays", async () => {
  const before = await read("/.well-known/security.txt");
  const mailReader = {
    ...tasks.on.mailReader,
    clearSigned: async () => "Contact: mailto:psirt@ale.example\n",
  };
  await expect(keepSiteFiles({ ...tasks.on, mailReader })).rejects.toThrow("not valid");
  expect(await read("/.well-known/security.txt")).toBe(before);
});

test.skipIf(!hasGnuPg())(
  "[ALE-46] GnuPG verifies the security.txt with the key that the site hands out",
  async () => {
    const gpg = startGnuPg();
    try {
      const [key] = await house.context.transaction(anyone, (tx) => publicKeysOf(tx, "mail"));
      const then = ["--faked-system-time", "20260311T090000"];
      gpg.run([...then, "--import"], key?.publicKey ?? "");
      const text = (await read("/.well-known/security.txt")) ?? "";
      expect(gpg.run([...then, "--verify"], text).status).toContain(`VALIDSIG ${key?.fingerprint}`);
    } finally {
      gpg.remove();
    }
  },
);

test("a scanner finds metadata and empty indexes before anything is published", async () => {
  const metadata = JSON.parse((await read("/.well-known/csaf/provider-metadata.json")) ?? "{}");
  const [key] = await house.context.transaction(anyone, (tx) => publicKeysOf(tx, "advisory"));
  expect(metadata.public_openpgp_keys[0].fingerprint).toBe(key?.fingerprint);
  expect(await read("/.well-known/csaf/white/index.txt")).toBe("");
  expect(
    JSON.parse((await read("/.well-known/csaf/white/csaf-feed-tlp-white.json")) ?? "{}").feed.entry,
  ).toEqual([]);
});
