/**
 * What goes wrong from outside, on the real product: each is answered with one clear sentence,
 * nothing that was taken is lost, and no stack trace is shown to anybody.
 */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { emptyLedger } from "../../scripts/crash/ledger.ts";
import { changedOriginals } from "../../scripts/crash/originals.ts";
import { eventually } from "../../src/cli/demo/stage.ts";
import type { Deed } from "../../src/core/people/deeds.ts";
import { composeMail } from "../../src/formats/mail/compose-mail.ts";
import { type ReportView, reportsOf } from "../../src/store/reports/reader.ts";
import { keysOfCase } from "../../src/store/sealing/object-keys.ts";
import { freePort } from "../support/free-port.ts";
import { letterOf } from "../support/letters.ts";
import { sendByLmtp } from "../support/lmtp-dialogue.ts";
import { aReport, stranger } from "../support/mail.ts";
import { startParley } from "../support/parley-process.ts";
import { type Product, startProduct } from "../support/product.ts";
import {
  aTokenHolder,
  joinRunning,
  type RunningContext,
  type TokenHolder,
} from "../support/running-context.ts";

let product: Product;
let behind: RunningContext;
let analyst: TokenHolder;
/** Everything that anybody was answered. */
const answers: string[] = [];

beforeAll(async () => {
  product = await startProduct({ demonstration: false });
  behind = await joinRunning(product.dataDirectory, product.baseUrl);
  const deeds: Deed[] = ["decide-relevancy", "score-vulnerability", "set-affected-products"];
  analyst = await aTokenHolder(behind.context, "analyst", ["analyst"], ["read", ...deeds]);
});
afterEach(() => {
  const traces = answers.filter((text) => /\n {2,}at |\.ts:\d+|node_modules/.test(text));
  expect(traces).toEqual([]);
});
afterAll(async () => {
  await behind?.close();
  await product?.remove();
});

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const signal = AbortSignal.timeout(300_000);
  const response = await fetch(`${product.baseUrl}${path}`, { ...init, signal });
  const text = await response.text();
  answers.push(text);
  return { status: response.status, text };
}

function call(path: string, body?: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${analyst.token}`, "content-type": "application/json" };
  const sent = body ? { method: "POST", body: JSON.stringify(body) } : {};
  return ask(`/api/v1${path}`, { ...sent, headers });
}

/** By a stranger. */
const sendReport = (body: object): Promise<Answer> =>
  ask("/api/v1/reports", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

const report = { product: "Gateway", description: "It stops.", answersBy: "portal" };

interface Listed {
  readonly caseId: string;
  readonly reference: string;
}

/** The case whose report holds the words, with that report as its readers see it. */
const caseWith = (words: string) =>
  caseWhere(`a case with “${words}”`, ({ content }) => JSON.stringify(content).includes(words));

async function caseWhere(
  what: string,
  fits: (report: ReportView) => boolean,
): Promise<Listed & { readonly report: ReportView }> {
  return eventually(what, async () => {
    const { cases } = JSON.parse((await call("/cases")).text) as { cases: Listed[] };
    for (const each of cases) {
      const [found] = await reportsIn(each.caseId);
      if (found && fits(found)) return { ...each, report: found };
    }
    return undefined;
  });
}

const reportsIn = (caseId: string): Promise<ReportView[]> =>
  behind.context.transaction(analyst.actor, async (tx) =>
    reportsOf(tx, caseId, await keysOfCase(behind.context, tx, caseId)),
  );

/** Whether the original lies in the store byte for byte. */
async function isKept(raw: Buffer): Promise<boolean> {
  const wrong = await changedOriginals(behind, {
    ...emptyLedger(),
    mails: [{ raw, encrypted: false }],
  });
  return wrong.length === 0;
}

test("a report that could never be answered is asked for an address or the code, its words kept", async () => {
  const byApi = await sendReport({ ...report, answersBy: "mail" });
  expect([byApi.status, byApi.text.includes("receipt code")]).toEqual([422, true]);
  const page = await fetch(`${product.baseUrl}/report`);
  const csrf = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
  const body = new FormData();
  const words = "Words to be kept.";
  const fields = { _csrf: csrf, ...report, description: words, answersBy: "mail" };
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const cookies = page.headers.getSetCookie().map((each) => each.split(";")[0]);
  const headers = { cookie: cookies.join("; "), accept: "text/html" };
  const byForm = await ask("/report", { method: "POST", body, headers });
  expect(byForm.status).toBe(422);
  for (const said of [words, "receipt code"]) expect(byForm.text).toContain(said);
  expect((await sendReport(report)).status).toBe(201);
});

test("a mail with an attachment of 30 MB is refused with a sentence and another way, and the next one is taken", async () => {
  const from = "large@research.example";
  const large = letterOf({
    from,
    subject: "Everything",
    // What base 64 makes of it.
    text: `${"x".repeat(998)}\n`.repeat(41_000),
  });
  const answer = await sendByLmtp(product.lmtpPort, from, large);
  expect(answer).toMatch(
    /^552 5\.3\.4 This mail is larger than the 36 MiB we take \(49 MiB encrypted\)\. Nothing of it/,
  );
  expect(answer).toContain("use our web form");
  const small = letterOf({ from, subject: "The same, smaller", text: "Without the core dump." });
  expect(await sendByLmtp(product.lmtpPort, from, small)).toMatch(/^250 2\.0\.0 /);
  await caseWith("Without the core dump.");
});

test("broken MIME is kept as it came, and what can be read of it is read", async () => {
  const from = "broken@research.example";
  const text = [
    "--never-closed",
    "Content-Type: text/plain; charset=no-such-charset",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "The session cookie =ZZ is guessable.",
    "--never-closed",
    'Content-Type: application/octet-stream; name="core',
    "Content-Transfer-Encoding: base64",
    "",
    "@@@ this is no base64 @@@",
  ].join("\n");
  const header = ['Content-Type: multipart/mixed; boundary="never-closed'];
  const raw = letterOf({ from, subject: "=?utf-8?Q?Broken=", text, header });
  expect(await sendByLmtp(product.lmtpPort, from, raw)).toMatch(/^250 /);
  await caseWith("is guessable.");
  expect(await isKept(raw)).toBe(true);
});

test("a message that no key of ours opens makes a case all the same, with its original and the reason", async () => {
  const protection = { encryptTo: [stranger.armoredPublic] };
  const date = new Date();
  const raw = Buffer.from(await composeMail({ ...aReport, date, outerSubject: "..." }, protection));
  expect(await sendByLmtp(product.lmtpPort, aReport.from.address, raw)).toMatch(/^250 /);
  const unread = ({ encrypted, decrypted }: ReportView) => encrypted && !decrypted;
  const { report: found } = await caseWhere("a case of the unread mail", unread);
  // Who sent it stands in the vault alone.
  expect(JSON.stringify(found.content)).not.toContain(aReport.from.address);
  expect(found.content.problems.length).toBeGreaterThan(0);
  expect(await isKept(raw)).toBe(true);
});

test("a vector with a typo is answered with its metric, an unknown product with a sentence", async () => {
  const words = "A packet restarts the gateway.";
  await sendReport({ ...report, description: words });
  const { caseId, reference } = await caseWith(words);
  await call(`/cases/${caseId}/relevancy`, { outcome: "relevant", touches: ["availability"] });
  const view = JSON.parse((await call(`/cases/${reference}`)).text) as {
    case: { vulnerabilities: { vulnerabilityId: string }[] };
  };
  const on = `/cases/${caseId}/vulnerabilities/${view.case.vulnerabilities[0]?.vulnerabilityId}`;
  const vector = "CVSS:3.1/AV:N/AC:Q/PR:N/UI:N/S:U/C:H/I:H/A:H";
  const scored = await call(`${on}/score`, { vector });
  expect([scored.status, JSON.parse(scored.text).message]).toEqual([
    422,
    expect.stringMatching(/^Not a CVSS vector: .*\bAC\b/),
  ]);
  const productId = "00000000-0000-7000-8000-000000000000";
  const products = [{ productId, status: "affected" }];
  const unknown = await call(`${on}/products`, { products });
  expect([unknown.status, JSON.parse(unknown.text).message]).toEqual([
    404,
    "No product with this id is in the catalogue.",
  ]);
});

test("a second start on the same data ends with a sentence, and the first does not notice", async () => {
  const second = startParley({
    dataDirectory: product.dataDirectory,
    port: await freePort(),
    settings: { PARLEY_DEMO: "off" },
    logFile: join(product.folder, "second"),
  });
  await expect(second.ready()).rejects.toThrow("Parley ended while starting");
  expect(second.exitCode()).toBe(1);
  const printed = await readFile(join(product.folder, "second"), "utf8");
  expect(printed).toMatch(/^parley: Parley is already running on .+\n/m);
  expect((await sendReport(report)).status).toBe(201);
});

test("while the database is away everybody reads one sentence, and it comes back by itself", async () => {
  const pidFile = join(product.dataDirectory, "postgres", "postmaster.pid");
  const [pid = ""] = (await readFile(pidFile, "utf8")).split("\n");
  process.kill(Number(pid), "SIGKILL");
  const refused: Answer[] = [];
  await eventually("the database again", async () => {
    const asked = [sendReport(report), ask("/"), ask("/publications")];
    const failed = (await Promise.all(asked)).filter(({ status }) => status >= 400);
    refused.push(...failed);
    return failed.length === 0 || undefined;
  });
  expect(refused.length).toBeGreaterThan(0);
  expect([...new Set(refused.map(({ status }) => status))]).toEqual([503]);
  for (const { text } of refused) expect(text).toContain("please try again in a minute");
  const words = `After the outage ${randomBytes(4).toString("hex")}`;
  expect((await sendReport({ ...report, description: words })).status).toBe(201);
  await caseWith(words);
});
