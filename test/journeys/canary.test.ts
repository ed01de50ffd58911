/**
 * Words that only one report holds, given by form, mail and portal, are looked for in every byte
 * that the product left behind: the data directory with its database and write-ahead log, and the log.
 */
import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scanFiles, scanTables } from "../../scripts/crash/canary.ts";
import { ask } from "../../scripts/crash/client.ts";
import { type MailSink, startMailSink } from "../../scripts/crash/mail-sink.ts";
import { makeWords } from "../../scripts/crash/words.ts";
import { eventually } from "../../src/cli/demo/stage.ts";
import { jobsDone } from "../support/jobs-done.ts";
import { letterOf } from "../support/letters.ts";
import { parleyCommand } from "../support/parley-command.ts";
import { type Product, startProduct } from "../support/product.ts";
import { joinRunning, type RunningContext } from "../support/running-context.ts";

const words = makeWords();
/** Hands the mail over and says that its sender is who it says. */
const mailServer = "mx.vendor.example";
const vouching = `Authentication-Results: ${mailServer}; dmarc=pass header.from=research.example\r\n`;
let product: Product;
let behind: RunningContext;
let sink: MailSink;

beforeAll(async () => {
  sink = await startMailSink();
  product = await startProduct({
    demonstration: false,
    logLevel: "trace",
    settings: {
      PARLEY_SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
      PARLEY_AUTHSERV_ID: mailServer,
    },
  });
  behind = await joinRunning(product.dataDirectory, product.baseUrl);
});
afterAll(async () => {
  await behind?.close();
  await product?.remove();
  await sink?.close();
});

/** A browser without scripts, as far as forms need one. */
async function submit(
  page: string,
  action: string,
  fields: Readonly<Record<string, string | Blob>>,
  cookies: Map<string, string>,
) {
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const keep = (lines: readonly string[]) => {
    for (const line of lines) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
  };
  const shown = await ask(`${product.baseUrl}${page}`, { headers: { cookie: cookie() } });
  keep(shown.cookies);
  const csrf = /name="_csrf" value="([^"]+)"/.exec(shown.body)?.[1] ?? "";
  const body = new FormData();
  body.append("_csrf", csrf);
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "string") body.append(name, value);
    else body.append(name, value, `${words.next("secret")}.txt`);
  }
  const multipart = Object.values(fields).some((value) => typeof value !== "string");
  const sent = multipart ? body : new URLSearchParams([...body] as [string, string][]);
  const headers = { cookie: cookie(), accept: "text/html" };
  const answer = await ask(`${product.baseUrl}${action}`, { method: "POST", body: sent, headers });
  keep(answer.cookies);
  return answer;
}

test("no word of a report, its file, its messages or its author lies readable in any file or log line", async () => {
  const cookies = new Map<string, string>();
  const file = new Blob([`${words.next("secret")} `.repeat(30_000)], { type: "text/plain" });
  const form = await submit(
    "/report",
    "/report",
    {
      product: `Gateway ${words.next("secret")}`,
      description: `It stops: ${words.next("secret")}. `.repeat(200),
      impact: words.next("secret"),
      name: words.next("person"),
      organisation: words.next("person"),
      email: `${words.next("person")}@research.example`,
      answersBy: "mail",
      files: file,
    },
    cookies,
  );
  expect(form.status).toBe(201);
  const code = /name="code" value="([^"]+)"/.exec(form.body)?.[1] ?? "";

  const person = words.next("person");
  const from = `${person}@research.example`;
  const subject = `A flaw: ${words.next("secret")}`;
  const mail = { from: `${person} <${from}>`, subject, text: `Here: ${words.next("secret")}.` };
  const handed = Buffer.concat([Buffer.from(vouching), letterOf(mail)]);
  expect(await product.handIn(handed, from)).toContain("250");

  await eventually("the report in the portal", async () => {
    await submit("/portal", "/portal", { code }, cookies);
    const { body } = await ask(`${product.baseUrl}/portal/case`, {
      headers: { cookie: [...cookies].map((each) => each.join("=")).join("; ") },
    });
    return body.includes("You are here") || undefined;
  });
  const text = `One thing more: ${words.next("secret")}`;
  const written = await submit("/portal/case", "/portal/case/messages", { text }, cookies);
  expect(written.status).toBe(303);
  await jobsDone(behind);

  const found = await scanTables(behind.admin, [words.secret, words.person]);
  expect(found).toEqual([]);
  expect(sink.arrivals.size).toBe(2);
  expect(sink.holding(words.secret)).toBe(0);
  // The operator's own tool, beside the running product: it finds what the scan of this test finds.
  const probed = await parleyCommand(
    product.dataDirectory,
    ["probe", "leak", "--word-file", "-", "--log", join(product.folder, "printed"), "--json"],
    { input: `${words.secret}\n${words.person}\n` },
  );
  expect(probed).toMatchObject({ code: 0 });
  expect(JSON.parse(probed.out)).toMatchObject({ leaked: false, found: 0 });
  expect(probed.out + probed.err).not.toContain(words.secret);
  await behind.admin.query("checkpoint");
  await product.stop();
  // The product's log lies in the same folder as its data.
  const scan = await scanFiles(product.folder, [words.secret, words.person]);
  expect(scan.found).toEqual([]);
  expect(scan.files).toBeGreaterThan(500);
});

test("the scan finds a word where one lies in the open", async () => {
  const word = `open${randomBytes(6).toString("hex")}`;
  const folder = join(product.folder, "open");
  await mkdir(folder);
  await writeFile(join(folder, "note"), Buffer.from(`x${word}`).toString("base64"));
  expect((await scanFiles(folder, [word])).found).toEqual(["note"]);
});

test("parley probe leak says where a word lies, and in which form, without saying the word", async () => {
  const word = `Open${randomBytes(6).toString("hex")}`;
  const file = join(product.dataDirectory, "note.gz");
  await writeFile(file, gzipSync(Buffer.from(`x${word}`).toString("base64")));
  const probe = () => parleyCommand(product.dataDirectory, ["probe", "leak", "--word", word]);
  const found = await probe();
  expect(found.code).toBe(1);
  expect(found.out).toContain("FOUND word 1 in file note.gz, as base 64\n");
  expect(found.out).not.toContain(word);
  await rm(file);
  expect((await probe()).code).toBe(0);
});
