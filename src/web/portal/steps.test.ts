import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aPerson } from "../../../test/support/cases.ts";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { revokeLink } from "../../actions/party-keys/revoke-link.ts";
import { takeReport } from "../../actions/reports/take-report.ts";
import { makeKeyPair } from "../../formats/mail/keys.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { identityOf } from "../../store/parties/reader.ts";
import { openReceipt, portalSecretHash } from "../../store/parties/receipt-reader.ts";
import { partyKeysOf } from "../../store/party-keys/reader.ts";
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

const visitor = () => new TestBrowser(web.app, `198.51.100.${networks}`);
const words = (html: string) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const bare = (html: string) => html.replace(/<wbr\/?>|<\/?span[^>]*>/g, "");

interface Found {
  readonly code: string;
  readonly caseId: string;
  readonly partyId: string;
}

async function aReport(description: string): Promise<Found> {
  const report = {
    ...{ product: "OmniGate 9000", description, email: "finder@research.example" },
    ...{ undertakings: "1", channel: "form", files: [] },
  };
  const { receiptCode: code } = await perform(at.context, takeReport, anyone, report);
  await runOwed(tasks.on);
  const hash = portalSecretHash(at.context, { kind: "code", secret: code });
  const found = await at.context.transaction(anyone, (tx) =>
    openReceipt(tx, hash, at.context.now()),
  );
  if (!found) throw new Error("this code opens nothing");
  return { code, ...found };
}

async function byLink({ partyId }: Found): Promise<TestBrowser> {
  const identity = await at.context.transaction(theWorker, (tx) =>
    identityOf(at.context, tx, partyId),
  );
  const token = identity?.portalToken ?? "";
  const browser = visitor();
  await browser.submit(`/portal/link/${token}`, { token }, "/portal/link");
  return browser;
}

const threadIn = (caseId: string) =>
  at.context.transaction(theWorker, (tx) => threadOf(at.context, tx, caseId));

test("the link of a plain mail shows where a report stands and no word that anybody wrote", async () => {
  const found = await aReport("The needle in the haystack");
  const analyst = await aPerson(at, "analyst");
  const { caseId, partyId } = found;
  await perform(at.context, sendMessage, analyst, {
    caseId,
    partyId,
    text: "A secret answer.",
    question: false,
  });
  const browser = await byLink(found);
  const page = words((await browser.get("/portal/steps")).body);
  expect(page).toContain("Where it stands");
  expect(page).toContain("opens with your receipt code");
  for (const word of ["needle", "secret answer", "OmniGate", "finder@"]) {
    expect([word, page.includes(word)]).toEqual([word, false]);
  }
  for (const path of ["/portal/case", "/portal/case/files/0198f000-0000-7000-8000-000000000000"]) {
    const { statusCode, body } = await browser.get(path);
    expect([path, statusCode === 200, body.includes("needle")]).toEqual([path, false, false]);
  }
});

test("nothing but an answer, a key and a word on plain mail is taken by that link", async () => {
  const found = await aReport("Only little");
  const browser = await byLink(found);
  const before = await threadIn(found.caseId);
  for (const [to, field] of [
    ["/portal/case/messages", "text"],
    ["/portal/key", "key"],
    ["/portal/credit", "choice"],
    ["/portal/case/erasure", "reason"],
    ["/portal/links/end", "none"],
  ] as const) {
    const answer = await browser.submit("/portal/steps", { [field]: "name" }, to);
    expect([to, [303, 401].includes(answer.statusCode)]).toEqual([to, true]);
  }
  expect(await threadIn(found.caseId)).toHaveLength(before.length);
});

test("the holder of that link may ask how the report stands, which tells nothing", async () => {
  const found = await aReport("Asked by link");
  const browser = await byLink(found);
  const ask = () => browser.submit("/portal/steps", {}, "/portal/steps/status");
  expect((await ask()).headers.location).toBe("/portal/steps?done=status");
  const page = words((await browser.get("/portal/steps?done=status")).body);
  expect(page).toContain("Your question is with the team.");
  expect(page).toContain("You can ask again from");
  const again = await ask();
  expect([again.statusCode, words(again.body).includes("You have asked already")]).toEqual([
    429,
    true,
  ]);
});

test("an answer by that link lands in the thread, marked as proven by nobody", async () => {
  const found = await aReport("Answered by link");
  const browser = await byLink(found);
  const sent = await browser.submit(
    "/portal/steps",
    { text: "It was build 9." },
    "/portal/steps/messages",
  );
  expect(sent.headers.location).toBe("/portal/steps?done=message");
  expect((await browser.get("/portal/steps?done=message")).body).toContain(
    "Your message is with the team.",
  );
  const [message] = (await threadIn(found.caseId)).filter(({ direction }) => direction === "in");
  expect(message).toMatchObject({ text: "It was build 9.", through: "link" });
});

test("[ALE-15] a key by that link is only offered; the receipt code's page confirms it, and letters are encrypted", async () => {
  const key = await makeKeyPair({
    name: "Finder",
    email: "finder@research.example",
    now: at.context.now(),
  });
  const found = await aReport("With a key by link");
  const browser = await byLink(found);
  const bad = await browser.submit("/portal/steps", { key: "no key" }, "/portal/steps/key");
  expect([bad.statusCode, bad.body.includes("not an OpenPGP key")]).toEqual([422, true]);
  await browser.submit("/portal/steps", { key: key.armoredPublic }, "/portal/steps/key");
  await runOwed(tasks.on);
  const keys = () =>
    at.context.transaction(theWorker, (tx) => partyKeysOf(at.context, tx, found.caseId));
  expect(await keys()).toMatchObject([
    { state: "offered", source: "link", about: { names: "sender" } },
  ]);
  const analyst = await aPerson(at, "analyst");
  const write = async (text: string) => {
    const { caseId, partyId } = found;
    await perform(at.context, sendMessage, analyst, { caseId, partyId, text, question: false });
    await runOwed(tasks.on);
    return Buffer.from(tasks.sent.at(-1)?.raw ?? []).toString();
  };
  expect(await write("Not yet.")).not.toMatch(/^Content-Type: multipart\/encrypted/im);

  const own = visitor();
  await own.submit("/portal", { code: found.code });
  const page = (await own.get("/portal/case")).body;
  expect(bare(page)).toContain(key.fingerprint);
  expect(page).toContain("Is this your key?");
  const [offer] = await keys();
  const answer = { keyId: offer?.keyId ?? "", answer: "yes" };
  await own.submit("/portal/case", answer, "/portal/key/answer");
  await runOwed(tasks.on);
  expect(await write("Now it is.")).toMatch(/^Content-Type: multipart\/encrypted/im);
  expect((await own.get("/portal/case")).body).toContain("We encrypt our mails to");
});

test("ended links open nothing, the code still does, and the next letter brings a new link", async () => {
  const found = await aReport("With links to end");
  const { caseId, partyId, code } = found;
  const linkNow = async () =>
    (await at.context.transaction(theWorker, (tx) => identityOf(at.context, tx, partyId)))
      ?.portalToken ?? "";
  const [old, browser] = [await linkNow(), await byLink(found)];
  const analyst = await aPerson(at, "analyst");
  await perform(at.context, revokeLink, analyst, { caseId, partyId });
  await runOwed(tasks.on);
  expect((await browser.get("/portal/steps")).headers.location).toBe("/portal");
  const again = await visitor().submit(`/portal/link/${old}`, { token: old }, "/portal/link");
  expect(again.statusCode).toBe(404);
  expect(words(again.body)).toContain("No report opens with this link.");
  expect(again.body).not.toContain("letter by letter");
  expect(await linkNow()).not.toBe(old);
  expect((await (await byLink(found)).get("/portal/steps")).statusCode).toBe(200);
  const own = visitor();
  expect((await own.submit("/portal", { code })).headers.location).toBe("/portal/case");
});

test("the page of a mail's link counts in the zone in which the promises are counted", async () => {
  const { body } = await (await byLink(await aReport("With a zone"))).get("/portal/steps");
  expect(words(body)).toMatch(/Received on \S+ \S+ \S+ \d\d:\d\d Europe\/Paris \(UTC/);
});

test("a link that no letter carried for half a year opens nothing", async () => {
  const found = await aReport("Long ago");
  const browser = await byLink(found);
  at.passSeconds(179 * 86_400);
  expect((await browser.get("/portal/steps")).statusCode).toBe(200);
  at.passSeconds(2 * 86_400);
  expect((await browser.get("/portal/steps")).headers.location).toBe("/portal");
});
