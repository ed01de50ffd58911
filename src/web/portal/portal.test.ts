import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { TestBrowser, type TestWeb, testWeb, tokenIn } from "../../../test/support/web.ts";
import { letIn } from "../../../test/sweep/outsider.ts";
import { perform } from "../../actions/action.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { takeReport } from "../../actions/reports/take-report.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { makeKeyPair } from "../../formats/mail/keys.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { identityOf } from "../../store/parties/reader.ts";
import { openReceipt, portalSecretHash } from "../../store/parties/receipt-reader.ts";
import { publicRoutes } from "../public/public-routes.ts";
import { portalRoutes } from "./portal-routes.tsx";

let at: TestContext;
let web: TestWeb;
let tasks: TestTasks;
let networks = 0;

beforeAll(async () => {
  at = await testContext();
  web = await testWeb(at.context, [publicRoutes, portalRoutes]);
  tasks = await testTasks(at);
});
beforeEach(() => {
  networks += 1;
});
afterAll(async () => {
  await tasks.close();
  await web.app.close();
  await at.close();
});

/** Each test on a network of its own: tries are counted by network. */
const visitor = () => new TestBrowser(web.app, `192.0.2.${networks}`);

const words = (html: string) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

/** A report by the form's deed, registered unless told; with the code that its author got. */
async function aReport(description: string, registered = true, more = {}): Promise<string> {
  const report = {
    ...more,
    product: "OmniGate 9000",
    description,
    email: "finder@research.example",
    undertakings: "1",
    channel: "form",
    files: [{ name: "trace.txt", type: "text/plain", base64: "QUJD" }],
  };
  const { receiptCode } = await perform(at.context, takeReport, anyone, report);
  if (registered) await runOwed(tasks.on);
  return receiptCode;
}

async function enter(browser: TestBrowser, code: string) {
  return browser.submit("/portal", { code });
}

async function inside(code: string): Promise<TestBrowser> {
  const browser = visitor();
  const { statusCode, headers } = await enter(browser, code);
  expect([statusCode, headers.location]).toEqual([303, "/portal/case"]);
  return browser;
}

/** Which party and case the code opens. */
async function partyOf(code: string) {
  const hash = portalSecretHash(at.context, { kind: "code", secret: code });
  const found = await at.context.transaction(anyone, (tx) =>
    openReceipt(tx, hash, at.context.now()),
  );
  if (!found) throw new Error("this code opens nothing");
  return found;
}

test("a report by the form is safe at once, and in the portal with reference and conversation once registered", async () => {
  const code = await aReport("Waiting words", false);
  const browser = await inside(code);
  const pending = await browser.get("/portal/case");
  expect(pending.body).toContain("Your report is safe with us and is being registered.");
  await runOwed(tasks.on);
  const told = words((await browser.get("/portal/case")).body);
  expect(told).toMatch(/PSIRT-2026-\d{4} Your report/);
  expect(told).toContain("Received on 11 March 2026, 09:00 Europe/Paris (UTC+01:00)");
  expect(told).toContain("What did you find? Waiting words");
  expect(told).toContain("trace.txt 3 bytes");
  expect(told).toContain("ALE Product Security Incident Response Team 11 March 2026");
});

test("[ALE-38] the published process and the portal show the same steps, the portal with “you are here”", async () => {
  const browser = await inside(await aReport("Steps"));
  const steps = (html: string) =>
    [...html.matchAll(/class="(?:step|flow)-name">([^<]*)</g)].map(([, name]) => name);
  const policy = (await browser.get("/policy")).body;
  const portal = (await browser.get("/portal/case")).body;
  expect(steps(portal)).toEqual(steps(policy));
  expect(steps(portal)).toContain("Relevancy");
  expect(policy).not.toContain("You are here");
  expect(words(portal)).toContain("Relevancy You are here");
});

test("[ALE-40] a code opens its own report and no other", async () => {
  const mine = await aReport("Canary of mine");
  const theirs = await aReport("Canary of theirs");
  const browser = await inside(mine);
  const { body } = await browser.get("/portal/case");
  expect(body).toContain("Canary of mine");
  expect(body).not.toContain("Canary of theirs");
  const other = await partyOf(theirs);
  const own = await partyOf(mine);
  await browser.submit(
    "/portal/case",
    { text: "Mine", caseId: other.caseId },
    "/portal/case/messages",
  );
  const count = (caseId: string) =>
    at.pools.worker.query("select 1 from messages where case_id = $1 and direction = 'in'", [
      caseId,
    ]);
  expect((await count(other.caseId)).rowCount).toBe(0);
  expect((await count(own.caseId)).rowCount).toBe(1);
});

test("without a code there is nothing to see", async () => {
  const browser = visitor();
  const shut = await browser.get("/portal/case");
  expect([shut.statusCode, shut.headers.location]).toEqual([303, "/portal"]);
});

test("a code is read forgivingly: small letters, spaces, and letters that look like digits", async () => {
  const code = await aReport("Forgiving");
  const typed = code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l");
  const browser = await inside(`  ${typed} `);
  expect((await browser.get("/portal/case")).body).toContain("Forgiving");
});

test("every code that opens nothing gets the same answer, and what was typed is still there", async () => {
  const answers = await Promise.all(
    ["AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AA", "x", "", "<b>'\"\0"].map((code) => enter(visitor(), code)),
  );
  for (const answer of answers) {
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain("No report opens with this code. Check it letter by letter");
    expect(answer.cookies.map(({ name }) => name)).not.toContain("parley-portal");
  }
  expect(answers[1]?.body).toMatch(/name="code"[^>]*value="x"/);
});

test("whoever tries many codes waits longer and longer; who knows a right one never does", async () => {
  const code = await aReport("Never in line");
  const waits: number[] = [];
  const pause = async (ms: number) => void waits.push(ms);
  const slow = await testWeb(at.context, [portalRoutes], { pause });
  const guesser = new TestBrowser(slow.app, "198.51.100.9");
  const token = tokenIn((await guesser.get("/portal")).body);
  for (let tries = 0; tries < 25; tries += 1) {
    expect((await guesser.post("/portal", { _csrf: token, code: "x" })).statusCode).toBe(404);
  }
  expect(waits).toEqual([250, 500, 750, 1_000, 1_250]);
  const beside = new TestBrowser(slow.app, "198.51.100.9");
  const opened = await beside.submit("/portal", { code });
  expect([opened.headers.location, waits.length]).toEqual(["/portal/case", 5]);
  await slow.app.close();
});

test.each([
  ["link", "/portal/steps", false],
  ["letter", "/portal/case", true],
] as const)(
  "the link of a mail (%s) leads on only when a person presses the button, and an encrypted letter's alone opens the report",
  async (kind, leadsTo, opens) => {
    const code = await aReport("By link");
    const { partyId } = await partyOf(code);
    const identity = await at.context.transaction(theWorker, (tx) =>
      identityOf(at.context, tx, partyId),
    );
    const token = (kind === "link" ? identity?.portalToken : identity?.letterToken) ?? "";
    const path = `/portal/${kind}/${token}`;
    const browser = visitor();
    const page = await browser.get(path);
    expect(page.headers["referrer-policy"]).toBe("no-referrer");
    expect(page.body).not.toContain("By link");
    expect(browser.cookies.has("parley-portal")).toBe(false);
    const opened = await browser.submit(path, { token }, `/portal/${kind}`);
    expect(opened.headers.location).toBe(leadsTo);
    const cookie = opened.cookies.find(({ name }) => name === "parley-portal");
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", maxAge: 12 * 3_600 });
    expect((await browser.get("/portal/case")).body.includes("By link")).toBe(opens);
    // Each secret is one kind of secret: neither opens what the other does.
    const other = kind === "link" ? "letter" : "link";
    const wrong = await visitor().submit(path, { token }, `/portal/${other}`);
    expect(wrong.statusCode).toBe(404);
  },
);

test("a reporter writes to the team, and an open question is answered by it", async () => {
  const code = await aReport("Thread");
  const { caseId, partyId } = await partyOf(code);
  const analyst = await aPerson(at, "analyst");
  const ask = { caseId, partyId, text: "Which build was it?", question: true };
  await perform(at.context, sendMessage, analyst, ask);
  await runOwed(tasks.on);
  const browser = await inside(code);
  const asked = (await browser.get("/portal/case")).body;
  expect(asked).toContain("Which build was it?");
  expect(asked).toContain("We asked you something.");
  const sent = await browser.submit("/portal/case", { text: "9.4.1" }, "/portal/case/messages");
  expect(sent.headers.location).toBe("/portal/case?sent=yes");
  await runOwed(tasks.on);
  const after = await browser.get("/portal/case");
  expect(words(after.body)).toContain("9.4.1");
  expect(after.body).not.toContain("We asked you something.");
});

test("an empty message, or one with a stale token, comes back with a sentence and its words", async () => {
  const browser = await inside(await aReport("Errors"));
  const empty = await browser.submit("/portal/case", { text: "  " }, "/portal/case/messages");
  expect([empty.statusCode, empty.body.includes("Write a message.")]).toEqual([422, true]);
  const stale = await browser.post("/portal/case/messages", { _csrf: "x", text: "Long words" });
  expect(stale.statusCode).toBe(403);
  expect(stale.body).toMatch(/<textarea[^>]*>Long words</);
  expect((await browser.post("/portal/leave", { _csrf: "x" })).statusCode).toBe(403);
});

test("whoever closes the report leaves nothing behind, and what is written after that is not lost", async () => {
  const browser = await inside(await aReport("Leaving"));
  const token = tokenIn((await browser.get("/portal/case")).body);
  await browser.post("/portal/leave", { _csrf: token });
  expect(browser.cookies.has("parley-portal")).toBe(false);
  const late = await browser.post("/portal/case/messages", { _csrf: token, text: "Too late" });
  expect(late.statusCode).toBe(401);
  expect(words(late.body)).toContain("was not sent yet. Copy your words");
  expect(late.body).toContain("Too late");
});

test("a target is not named to the reporter, or as an aim where the policy shows it; a kept promise has its date", async () => {
  const code = await aReport("Dates");
  const silent = words(await (await inside(code)).get("/portal/case").then(({ body }) => body));
  expect(silent).toContain("We will tell you whether it concerns our products Under way");
  expect(silent).toContain("Acknowledge your report Done 11 March 2026, 09:00 Europe/Paris");
  expect(silent).not.toContain("25 March 2026");
  const shown = at.context.policies.map(showingTargets);
  const other = await testWeb({ ...at.context, policies: shown }, [portalRoutes]);
  const browser = new TestBrowser(other.app);
  await enter(browser, code);
  const aimed = words((await browser.get("/portal/case")).body);
  expect(aimed).toContain("We aim to tell you whether it concerns our products Aim 25 March 2026");
  await other.app.close();
});

function showingTargets(policy: Policy): Policy {
  const promises = Object.entries(policy.promises).map(([id, terms]) => [
    id,
    { ...terms, showTarget: true },
  ]);
  return { ...policy, promises: Object.fromEntries(promises) };
}

test("the portal repeats what the reporter was asked, and keeps which version was shown", async () => {
  const code = await aReport("Confidential");
  const { body } = await (await inside(code)).get("/portal/case");
  expect(body).toContain(
    "Maintain strict confidentiality until complete resolutions are available",
  );
  const { partyId } = await partyOf(code);
  const { rows } = await at.pools.worker.query(
    "select undertaking_version from parties where party_id = $1",
    [partyId],
  );
  expect(rows[0].undertaking_version).toBe("1");
});

test("[ALE-28] form, key page, policy, security.txt and mails name the same one address", async () => {
  await aReport("Address");
  const browser = visitor();
  for (const path of ["/report", "/key", "/policy", "/.well-known/security.txt"]) {
    const { body } = await browser.get(path);
    const named = new Set(body.match(/psirt@[\w.]+\w/g));
    expect([path, [...named]]).toEqual([path, ["psirt@ale.example"]]);
  }
  const mail = tasks.sent.at(-1);
  expect(Buffer.from(mail?.raw ?? []).toString()).toMatch(/^From: [^\n]*<psirt@ale\.example>/m);
});

test("no log line holds a code, a link's secret or a network address", async () => {
  const code = await aReport("Logs");
  const browser = await inside(code);
  await browser.get("/portal/link/c2VjcmV0LXNlY3JldC1zZW");
  const logged = web.logged();
  expect(logged).toContain("/portal/link/:token");
  expect(logged).not.toContain("c2VjcmV0LXNlY3JldC1zZW");
  expect(logged).not.toContain(code);
  expect(logged).not.toContain("192.0.2.");
});

test("[ALE-15] a key pasted into the form is bound to its author, shown by its fingerprint, and encrypts our mail", async () => {
  const wish = { name: "Finder", email: "finder@research.example", now: at.context.now() };
  const { armoredPublic, fingerprint } = await makeKeyPair(wish);
  const code = await aReport("With a key", true, { "public-key": armoredPublic });
  const { body } = await (await inside(code)).get("/portal/case");
  expect(body.replace(/<wbr\/?>|<\/?span[^>]*>/g, "")).toContain(fingerprint);
  const mail = Buffer.from(tasks.sent.at(-1)?.raw ?? []).toString();
  expect(mail).toMatch(/^Content-Type: multipart\/encrypted/im);
});

test("no page of the portal holds the secret of the mail's link, and the letters stand there without their signature", async () => {
  const code = await aReport("Letters");
  const { body } = await (await inside(code)).get("/portal/case");
  expect(body).toContain("This is an automatic message; a person will read the report.");
  expect(body).not.toContain("/portal/link/");
  expect(body).not.toContain("OpenPGP key:");
});

test.each([
  ["vendor", "the contact of a vendor"],
  ["coordinator", "a coordinator"],
  ["customer", "a customer"],
] as const)(
  "a %s is told as whom they read, and not that they are the reporter",
  async (kind, part) => {
    const { caseId, reference } = await aCase(at);
    const { link } = await letIn(at, caseId, kind, { name: kind, pseudonym: "Another" });
    const browser = visitor();
    await browser.submit(`/portal/letter/${link}`, { token: link }, "/portal/letter");
    const page = words((await browser.get("/portal/case")).body);
    expect(page).toContain(`You are reading as ${part} of ${reference}`);
    expect(page).not.toContain("as the reporter");
  },
);
