import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { TestBrowser, type TestWeb, testWeb, tokenIn } from "../../../test/support/web.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { Refusal } from "../../core/refusal.ts";
import { makeKeyPair } from "../../formats/mail/keys.ts";
import type { Context } from "../../store/context.ts";
import { publicRoutes } from "./public-routes.ts";

const words = "A crafted packet <b>restarts</b> the gateway & stays.";
const kept = "A crafted packet &lt;b>restarts&lt;/b> the gateway &amp; stays.";
const complete = {
  product: "OmniGate 9000",
  description: words,
  email: "finder@research.example",
  answersBy: "mail",
};

let at: TestContext;
let web: TestWeb;

beforeAll(async () => {
  at = await testContext();
  web = await testWeb(at.context, [publicRoutes]);
});

afterAll(async () => {
  await web.app.close();
  await at.close();
});

async function taken(): Promise<number> {
  const { rows } = await at.pools.worker.query("select count(*)::int as count from inbox");
  return rows[0].count;
}

type Files = Parameters<TestBrowser["upload"]>[2];

/** Opens the form and sends it with its token; `_csrf` among the fields replaces the token. */
async function send(fields: Record<string, string>, files: Files = [], on = web) {
  const browser = new TestBrowser(on.app);
  const { body } = await browser.get("/report");
  return browser.upload("/report", { _csrf: tokenIn(body), ...fields }, files);
}

/** What stands in a field of the answer. */
const typedIn = (html: string, name: string) =>
  new RegExp(`<input[^>]*name="${name}"[^>]*value="([^"]*)"`).exec(html)?.[1] ??
  new RegExp(`<textarea[^>]*name="${name}"[^>]*>([^<]*)<`).exec(html)?.[1];

test("a whole report is taken and its receipt code shown once, in words and never in an address", async () => {
  const before = await taken();
  const answer = await send({ ...complete, version: "" }, [{ name: "a.txt", bytes: Buffer.of(1) }]);
  expect(answer.statusCode).toBe(201);
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(answer.body).toContain("Your report is safe with us");
  expect(answer.body).toMatch(/name="code" value="([0-9A-Z]{4}-){6}[0-9A-Z]{2}"/);
  expect(await taken()).toBe(before + 1);
});

test("a form without e-mail gets one sentence, and every word is still in it", async () => {
  const before = await taken();
  const answer = await send({ ...complete, email: "", version: "9.4" });
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain("Give an e-mail address, or choose to be answered by receipt code");
  expect(answer.body).toContain('href="#field-email"');
  expect(typedIn(answer.body, "description")).toBe(kept);
  expect(typedIn(answer.body, "product")).toBe("OmniGate 9000");
  expect(typedIn(answer.body, "version")).toBe("9.4");
  expect(await taken()).toBe(before);
});

test("everything that is missing is said at once", async () => {
  const { body } = await send({ answersBy: "mail" });
  for (const sentence of [
    "Name the product",
    "Describe what you found",
    "Give an e-mail address",
  ]) {
    expect(body).toContain(sentence);
  }
});

test("a product or description that nobody can see is asked for like one that is missing", async () => {
  const before = await taken();
  const unseen = { product: "\u200b\u200b", description: "\u2060\u202e\u2060" };
  const { body } = await send({ ...complete, ...unseen, version: "9.4" });
  expect(body).toContain("Name the product or service.");
  expect(body).toContain("Describe what you found.");
  expect(typedIn(body, "version")).toBe("9.4");
  expect(await taken()).toBe(before);
});

test("[VEN-22] a wrong address, key, length and a missing commitment are said in one answer", async () => {
  const strict = await under((policy) => ({
    reporterUndertakings: { ...policy.reporterUndertakings, strength: "accepted" },
  }));
  const wrong = { email: "finder", "public-key": "my key", component: "x".repeat(501) };
  const { statusCode, body } = await send({ ...complete, ...wrong, product: "" }, [], strict);
  expect(statusCode).toBe(422);
  for (const sentence of [
    "Name the product",
    "“Component” is longer than 500 letters.",
    "“finder” is not an e-mail address we can write to.",
    "This is not an OpenPGP key that can be read.",
    "Please accept the commitments above",
  ]) {
    expect(body).toContain(sentence);
  }
  expect(typedIn(body, "description")).toBe(kept);
  await strict.app.close();
});

test("a form that comes back says that its files have to be chosen again", async () => {
  const files = [1, 2].map((at) => ({ name: `${at}.txt`, bytes: Buffer.of(at) }));
  const two = await send({ ...complete, product: "" }, files);
  expect(two.body).toContain("Please choose your 2 files again: only your words are kept.");
  expect(two.body).toContain('href="#field-files"');
  const one = await send({ ...complete, "public-key": "my key" }, files.slice(1));
  expect(one.body).toContain("Please choose your file again");
  expect((await send({ ...complete, product: "" })).body).not.toContain("Please choose your");
});

test("a report is taken without any address where its author comes back with the code", async () => {
  const answer = await send({ product: "OmniGate", description: words, answersBy: "portal" });
  expect(answer.statusCode).toBe(201);
  expect(answer.body).toContain("We will not write to you");
});

test("a field that is too long is named in words, and what was folded away is opened", async () => {
  const { statusCode, body } = await send({ ...complete, component: "x".repeat(501) });
  expect(statusCode).toBe(422);
  expect(body).toContain("“Component” is longer than 500 letters.");
  expect(body).toMatch(/<details[^>]*open[^>]*><summary>More details/);
});

test("20,000 letters in any script are taken, and the limits stand at the fields", async () => {
  const { body } = await new TestBrowser(web.app).get("/report");
  expect(body).toContain("A long answer may have up to 50,000 letters, one of a line 500");
  const long = "שלום \u202E 😀 overflow ".repeat(1_000).slice(0, 20_000);
  expect((await send({ ...complete, description: long })).statusCode).toBe(201);
  const refused = await send({ ...complete, description: long.repeat(3) });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain("is longer than 50000 letters");
  expect(typedIn(refused.body, "description")).toContain("שלום");
  expect(typedIn(refused.body, "description")?.length).toBeGreaterThan(50_000);
});

test("a file of 30 MB is refused in a clear sentence and the words stay, also those after the file", async () => {
  const before = await taken();
  const file = { name: "trace.pcap", bytes: Buffer.alloc(30 * 1024 * 1024) };
  const browser = new TestBrowser(web.app);
  const { body } = await browser.get("/report");
  const answer = await browser.upload("/report", { _csrf: tokenIn(body), ...complete }, [file]);
  expect(answer.statusCode).toBe(413);
  expect(answer.body).toContain("The files were too large, so nothing was sent.");
  expect(answer.body).toContain("10 files of 10 MB each, 25 MB together");
  expect(typedIn(answer.body, "description")).toBe(kept);
  expect(await taken()).toBe(before);
});

test("files up to the limits are taken whole", async () => {
  const before = await taken();
  const files = [1, 2].map((at) => ({ name: `${at}`, bytes: Buffer.alloc(10 * 1024 * 1024, at) }));
  const answer = await send(complete, files);
  expect(answer.statusCode).toBe(201);
  expect(await taken()).toBe(before + 1);
});

test("words behind a refused file are kept too, as a form sends them", async () => {
  const browser = new TestBrowser(web.app);
  const token = tokenIn((await browser.get("/report")).body);
  const part = (name: string, value: string, file = "") =>
    `--e\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
  const large = part("files", "b".repeat(11 * 1024 * 1024), '; filename="large.bin"');
  const answer = await web.app.inject({
    method: "POST",
    url: "/report",
    headers: {
      cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      "content-type": "multipart/form-data; boundary=e",
    },
    payload: `${part("_csrf", token)}${large}${part("email", "finder@research.example")}--e--\r\n`,
  });
  expect(answer.statusCode).toBe(413);
  expect(typedIn(answer.body, "email")).toBe("finder@research.example");
});

test("more files than are taken, or more bytes together, are refused the same way", async () => {
  const many = Array.from({ length: 11 }, (_, at) => ({ name: `${at}`, bytes: Buffer.of(1) }));
  const heavy = [1, 2, 3].map((at) => ({ name: `${at}`, bytes: Buffer.alloc(9 * 1024 * 1024) }));
  for (const files of [many, heavy]) {
    const answer = await send(complete, files);
    expect(answer.statusCode).toBe(413);
    expect(typedIn(answer.body, "description")).toBe(kept);
  }
});

test("a form with a stale or foreign token is not taken, and comes back whole with a good one", async () => {
  const before = await taken();
  const foreign = tokenIn((await new TestBrowser(web.app).get("/report")).body);
  const browser = new TestBrowser(web.app);
  const files = [{ name: "a.txt", bytes: Buffer.of(1) }];
  const answer = await browser.upload("/report", { _csrf: foreign, ...complete }, files);
  expect(answer.statusCode).toBe(403);
  expect(answer.body).toContain("send it once more");
  expect(typedIn(answer.body, "description")).toBe(kept);
  expect(await taken()).toBe(before);
  const again = { _csrf: tokenIn(answer.body), ...complete };
  expect((await browser.upload("/report", again)).statusCode).toBe(201);
});

test("while the database is away nothing is said to be received, and the words stay", async () => {
  const away: Context = {
    ...at.context,
    transaction: () => Promise.reject(new Refusal("service.busy")),
  };
  const other = await testWeb(away, [publicRoutes]);
  const answer = await send(complete, [], other);
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain("Nothing was taken; please try again in a minute.");
  expect(typedIn(answer.body, "description")).toBe(kept);
  await other.app.close();
});

async function under(change: (policy: Policy) => Partial<Policy>): Promise<TestWeb> {
  const policies = at.context.policies.map((policy) => ({ ...policy, ...change(policy) }));
  return testWeb({ ...at.context, policies }, [publicRoutes]);
}

test("[TH-21] the form asks beside the files whether they hold personal or regulated data", async () => {
  const { body } = await new TestBrowser(web.app).get("/report");
  const files = body.indexOf('type="file"');
  const notice = body.indexOf("does it hold personal or regulated data?");
  expect(files).toBeGreaterThan(0);
  expect(notice).toBeGreaterThan(files);
  expect(body).toContain('name="personal-data"');
  expect(body).toContain("until we agree how to send it");
});

test("undertakings are asked for as strongly as the policy says; only commitments must be accepted", async () => {
  const { body: asked } = await new TestBrowser(web.app).get("/report");
  expect(asked).toContain("We ask you to");
  expect(asked).not.toContain('name="accepted"');
  const strict = await under((policy) => ({
    reporterUndertakings: { ...policy.reporterUndertakings, strength: "accepted" },
  }));
  const refused = await send(complete, [], strict);
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain("Please accept the commitments above");
  expect(typedIn(refused.body, "description")).toBe(kept);
  expect((await send({ ...complete, accepted: "yes" }, [], strict)).statusCode).toBe(201);
  await strict.app.close();
});

test("the form shows the fields that the policy chose, its languages, and its sentence on rewards", async () => {
  const site = await under((policy) => ({
    reportForm: { ...policy.reportForm, fields: ["version"], receiptCode: false },
    rewards: "We pay no rewards at this time.",
  }));
  const { body } = await new TestBrowser(site.app).get("/report");
  const unreached = await send({ ...complete, email: "" }, [], site);
  expect(unreached.body).toContain("This team answers by e-mail only. Please give an address.");
  expect(body).toContain("We pay no rewards at this time.");
  expect(body).toContain("Please write in English if you can; we also read French.");
  for (const field of ["product", "version", "description", "email"]) {
    expect(body).toContain(`name="${field}"`);
  }
  for (const field of ["files", "name", "telephone", "live-incident", "answersBy"]) {
    expect(body).not.toContain(`name="${field}"`);
  }
  await site.app.close();
});

test("only product and description are marked as required, and nothing about the person is", async () => {
  const { body } = await new TestBrowser(web.app).get("/report");
  const required = [...body.matchAll(/<(?:input|textarea)[^>]*>/g)]
    .filter(([tag]) => / required/.test(tag))
    .map(([tag]) => / name="([^"]*)"/.exec(tag)?.[1]);
  expect(required).toEqual(["product", "description"]);
});

test("a pasted key that is none, or a private one, is said at once and the words stay", async () => {
  const broken = await send({ ...complete, "public-key": "my key" });
  expect(broken.statusCode).toBe(422);
  expect(broken.body).toContain("This is not an OpenPGP key that can be read.");
  expect(typedIn(broken.body, "description")).toBe(kept);
  const wish = { name: "Finder", email: "finder@research.example", now: at.context.now() };
  const { armoredPrivate, armoredPublic } = await makeKeyPair(wish);
  const secret = await send({ ...complete, "public-key": armoredPrivate });
  expect(secret.body).toContain("This is a private key. Send only the public key");
  expect((await send({ ...complete, "public-key": armoredPublic })).statusCode).toBe(201);
});
