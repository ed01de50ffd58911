/**
 * Backup and restore with keys, on the product itself: a report comes in, a backup is made while
 * more come in, the machine is lost, and on an empty one the report opens again.
 */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MailSink, startMailSink } from "../../scripts/crash/mail-sink.ts";
import { eventually } from "../../src/cli/demo/stage.ts";
import { makeKeyPair } from "../../src/formats/mail/keys.ts";
import { titlePlace } from "../../src/store/cases/opening-writer.ts";
import { openFrom, unwrapKey } from "../../src/store/sealing/object-keys.ts";
import { jobsDone } from "../support/jobs-done.ts";
import { letterOf } from "../support/letters.ts";
import { parleyCommand } from "../support/parley-command.ts";
import { type Product, startProduct } from "../support/product.ts";
import { joinRunning, type RunningContext } from "../support/running-context.ts";

let product: Product;
let sink: MailSink;
let mail: Record<string, string>;
let elsewhere: string;
let backup: string;
const subject = "The gateway forgets who asked";
const passphrase = "seven wet stones in a dry wall";

beforeAll(async () => {
  sink = await startMailSink();
  mail = { PARLEY_SMTP_URL: `smtp://127.0.0.1:${sink.port}` };
  product = await startProduct({ demonstration: false, settings: mail });
  elsewhere = await mkdtemp(join(tmpdir(), "parley-elsewhere-"));
  backup = join(product.folder, "one.backup");
});
afterAll(async () => {
  await product?.remove();
  await sink?.close();
  await rm(elsewhere, { recursive: true, force: true });
});

const from = "finder@research.example";
const handIn = (title: string) =>
  product.handIn(letterOf({ from, subject: title, text: "See." }), from);
const run = (...args: string[]) => parleyCommand(product.dataDirectory, args);
const there = (name: string) => join(elsewhere, name, "data");
const restore = async (name: string, args: readonly string[], settings = {}) => {
  await mkdir(join(elsewhere, name), { recursive: true, mode: 0o711 });
  return parleyCommand(there(name), ["restore", ...args], { settings });
};

/** The titles of all cases, opened with the master key that lies beside the data. */
async function titlesIn({ admin, context }: RunningContext): Promise<string[]> {
  const { rows } = await admin.query<{
    caseId: string;
    sealed: Buffer;
    masterKeyId: string;
    wrapped: Buffer;
  }>(
    `select c.case_id as "caseId", c.title_sealed as "sealed", k.wrapped,
            k.master_key_id as "masterKeyId"
       from cases c join key_wraps k on k.object_id = c.case_id and k.case_id = c.case_id`,
  );
  return rows.map(({ caseId, sealed, ...wrap }) =>
    openFrom(unwrapKey(context, caseId, caseId, wrap), titlePlace, sealed).toString(),
  );
}

test("a backup made under load restores on an empty machine, verifies, and a sealed report opens", async () => {
  expect(await handIn(subject)).toContain("250");
  const behind = await joinRunning(product.dataDirectory, product.baseUrl);
  await jobsDone(behind);
  await behind.close();

  const secret = join(elsewhere, "passphrase");
  await writeFile(secret, `${passphrase}\n`);
  const pair = await makeKeyPair({ name: "Recovery", email: "r@vendor.example", now: new Date() });
  await writeFile(join(elsewhere, "public.asc"), pair.armoredPublic);
  await writeFile(join(elsewhere, "private.asc"), pair.armoredPrivate);
  let loading = true;
  const load = (async () => {
    for (let count = 0; loading && count < 12; count += 1)
      await handIn(`Report ${count} under load`);
  })();
  const keys = ["--passphrase-file", secret, "--with-keys", join(elsewhere, "public.asc")];
  const made = await run("backup", backup, ...keys, "--json");
  loading = false;
  await load;
  expect(made).toMatchObject({ code: 0, err: "" });
  const { masterKeyId, tables } = JSON.parse(made.out);
  expect(tables).toBeGreaterThan(40);
  const key = (await readFile(`${product.dataDirectory}.key`, "utf8")).trim();
  expect((await readFile(backup)).includes(key)).toBe(false);

  const keyless = await restore("one", [backup]);
  expect(keyless.code).toBe(1);
  expect(keyless.err).toContain(masterKeyId);
  const done = await restore("one", [backup, "--passphrase-file", secret, "--json"]);
  expect(done).toMatchObject({ code: 0 });
  const summary = JSON.parse(done.out.trim().split("\n").at(-1) ?? "");
  expect(summary).toMatchObject({ restored: true, unopened: 0, verified: { findings: 0 } });
  expect((await readFile(`${there("one")}.key`, "utf8")).trim()).toBe(key);
  expect((await parleyCommand(there("one"), ["verify"])).code).toBe(0);

  // The same backup, by the key pair, for a third machine.
  const byKey = await restore("two", [backup, "--key", join(elsewhere, "private.asc")]);
  expect(byKey).toMatchObject({ code: 0 });

  const again = await startProduct({
    ...{ demonstration: false, folder: join(elsewhere, "one") },
    settings: mail,
  });
  try {
    const joined = await joinRunning(again.dataDirectory, again.baseUrl);
    await jobsDone(joined);
    expect(await titlesIn(joined)).toContain(subject);
    await joined.close();
  } finally {
    await again.stop();
  }
  expect((await parleyCommand(there("one"), ["verify"])).code).toBe(0);
});

test("a rotation beside the running server leaves nothing under the old key, which can then be destroyed", async () => {
  const rotated = await run("keys", "rotate", "--json");
  expect(rotated).toMatchObject({ code: 0 });
  expect(JSON.parse(rotated.out).wraps).toBeGreaterThan(5);
  expect(await handIn("A report after the rotation")).toContain("250");
  const behind = await joinRunning(product.dataDirectory, product.baseUrl);
  await jobsDone(behind);
  await behind.close();
  const { keys } = JSON.parse((await run("keys", "status", "--json")).out);
  expect(keys.map(({ role, wraps }: { role: string; wraps: number }) => [role, wraps > 0])).toEqual(
    [
      ["current", true],
      ["former", false],
    ],
  );
  expect((await run("keys", "forget")).code).toBe(0);
  expect((await readFile(`${product.dataDirectory}.key`, "utf8")).trim()).toHaveLength(64);
  await product.stop();
  expect((await run("verify")).out).toContain("all as they were written");
});

test("a database that is handed back from an older backup does not start until somebody takes it knowingly", async () => {
  const checkpoints = join(elsewhere, "kept-checkpoints.jsonl");
  await copyFile(join(product.dataDirectory, "checkpoints.jsonl"), checkpoints);
  const settings = { ...mail, PARLEY_CHECKPOINTS: checkpoints };
  const secret = join(elsewhere, "passphrase");
  // Somebody puts the older rows in place without telling them of the file.
  expect((await restore("older", [backup, "--passphrase-file", secret])).code).toBe(0);
  const found = await parleyCommand(there("older"), ["verify", "--json"], { settings });
  expect(found.code).toBe(1);
  expect(found.out).toContain('"checkpoint.ahead"');
  const started = startProduct({
    ...{ demonstration: false, folder: join(elsewhere, "older") },
    settings,
  });
  await expect(started).rejects.toThrow(/older than its checkpoint file/);
  const accepted = await parleyCommand(there("older"), ["restore", "--accept"], { settings });
  expect(accepted).toMatchObject({ code: 0 });
  const running = await startProduct({
    ...{ demonstration: false, folder: join(elsewhere, "older") },
    settings,
  });
  await eventually("its first checkpoint", async () => {
    const lines = (await readFile(checkpoints, "utf8")).trim().split("\n");
    return lines.at(-1)?.includes('"accepted"') ? undefined : true;
  });
  await running.stop();
  expect((await parleyCommand(there("older"), ["verify"], { settings })).code).toBe(0);
});
