import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, expect, test } from "vitest";
import {
  aReport,
  bytesOf,
  ownKey,
  plainHeader,
  reporter,
  team,
  teamKeys,
} from "../../../test/support/mail.ts";
import { patience } from "../../../test/support/patience.ts";
import { projectRoot } from "../../lib/project-root.ts";
import { mailReader } from "./mail-reader.ts";

const reader = mailReader(patience);
afterAll(() => reader.close());

test("mail is composed and read in the worker thread with the same answers", async () => {
  const protection = { signWith: ownKey(reporter), encryptTo: [team.armoredPublic] };
  const raw = await reader.compose(aReport, protection);
  expect(await reader.read(raw, teamKeys)).toMatchObject({
    text: aReport.text,
    decrypted: true,
    signature: { state: "good", fingerprint: reporter.fingerprint },
  });
});

test("a refusal in the worker thread is the same refusal outside", async () => {
  await expect(reader.readPublicKey("none", new Date(0))).rejects.toMatchObject({
    name: "Refusal",
    code: "mail.key-unreadable",
    status: 422,
  });
});

test("a message that cannot be read in time comes back unread, not as an error", async () => {
  const hasty = mailReader({ deadlineMs: 0 });
  const mail = await hasty.read(new Uint8Array(10), teamKeys);
  expect(mail).toMatchObject({ text: "", problems: ["mail.reading-too-long"] });
  await hasty.close();
});

test("a message that fills the memory is known by its header, and the next one is read", async () => {
  const url = new URL("../../../test/fixtures/greedy-mail-worker.ts", import.meta.url);
  const small = mailReader({ url, memoryMb: 64, ...patience });
  const greedy = bytesOf(...plainHeader, "X-Greedy: yes", "", "never read");
  const [first, second, compose] = await Promise.all([
    small.read(greedy, teamKeys),
    small.read(bytesOf(...plainHeader, "", "the next"), teamKeys),
    small.compose(aReport),
  ]);
  expect(first).toMatchObject({
    from: { address: "reporter@lab.example" },
    subject: "a report",
    messageId: "<1@lab.example>",
    text: "",
    attachments: [],
    problems: ["mail.reader-failed"],
  });
  expect(second).toMatchObject({ text: "the next", problems: [] });
  expect(compose.length).toBeGreaterThan(0);
  await small.close();
});

test("the built program finds its mail worker", async () => {
  const root = projectRoot();
  // Inside the project, because the bundle leaves the packages where they are.
  const folder = mkdtempSync(join(root, "node_modules", ".parley-bundle-"));
  const file = (name: string) => join(root, "src/formats/mail", name);
  await build({
    entryPoints: [
      { in: file("mail-reader.ts"), out: "main" },
      { in: file("mail-worker.ts"), out: "workers/mail-worker" },
    ],
    outdir: folder,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "silent",
  });
  const built: { mailReader: typeof mailReader } = await import(
    /* @vite-ignore */ pathToFileURL(join(folder, "main.js")).href
  );
  const fromBundle = built.mailReader(patience);
  const facts = await fromBundle.readPublicKey(team.armoredPublic, new Date("2026-02-01"));
  expect(facts.fingerprint).toBe(team.fingerprint);
  await fromBundle.close();
  rmSync(folder, { recursive: true });
});
