import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aSignedIn, type Colleague, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { ensureOwnKeys } from "../../actions/keys/ensure-own-keys.ts";
import { recordKeyCheck } from "../../actions/keys/record-key-check.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { makeKeyPair } from "../../formats/mail/keys.ts";
import { ownKeyTools } from "../../formats/mail/own-key-tools.ts";
import { ownKeys } from "../../store/keys/reader.ts";
import { consoleRoutes } from "./console-routes.ts";

let house: TestContext;
let web: TestWeb;
let administrator: Colleague;
beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  await ensureOwnKeys(house.context, ownKeyTools);
  web = await testWeb(house.context, [consoleRoutes], {
    requestsPerMinute: { reads: 100_000, changes: 100_000 },
  });
  administrator = await aSignedIn(web, house.context, "administrator", "administrator");
});
beforeEach(() => house.passSeconds(30));
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const path = "/console/keys";
const keys = () => house.context.transaction(theWorker, ownKeys);
async function mailKey() {
  const found = (await keys()).find(({ purpose }) => purpose === "mail");
  if (!found) throw new Error("there is no mail key");
  return found;
}
const page = async () => textOf((await administrator.browser.get(path)).body);
async function send(to: string, values: Readonly<Record<string, string>>) {
  const { browser } = administrator;
  const form = to.endsWith("import") ? `${path}/import` : path;
  const { body } = await browser.get(form);
  const csrf = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? "";
  return browser.post(to, { _csrf: csrf, ...values });
}

test("an administrator sees which key does what, when it runs out and where its half is kept", async () => {
  const told = await page();
  expect(told).toContain("Mail to psirt@ale.example");
  expect(told).toContain("Signing advisories");
  expect(told).toContain("Sealed in the database");
  expect(told).toContain("Not yet");
  const lead = await aSignedIn(web, house.context, "lead", "lead");
  expect((await lead.browser.get(path)).statusCode).toBe(403);
});

test("a key is made, rotated, extended and revoked by the forms of the page", async () => {
  const { keyId } = await mailKey();
  const made = await send(path, { addresses: "cna@ale.example", kind: "curve25519", months: "12" });
  expect(made.headers.location).toBe(`${path}?done=make-own-key`);
  const taken = await send(path, { addresses: "cna@ale.example", months: "12" });
  expect(taken.statusCode).toBe(409);
  expect(textOf(taken.body)).toContain("cna@ale.example has a key in use");
  await send(`${path}/rotate`, { keyId, kind: "curve25519", months: "2" });
  expect(await page()).toContain("Keys from before");
  const short = await send(`${path}/extend`, { keyId: (await mailKey()).keyId, months: "1" });
  expect(textOf(short.body)).toContain("The key lasts longer than that already");
  const { location } = (await send(`${path}/revoke`, { keyId, reason: "superseded" })).headers;
  expect(location).toBe(`${path}?done=revoke-own-key`);
  expect(await page()).toContain("Published as revoked since");
});

test("the one next deed is what a check found, else what runs out first", async () => {
  house.passSeconds(10 * 86_400);
  administrator = await aSignedIn(web, house.context, "second", "administrator");
  expect(await page()).toContain("Next: give a key a later end");
  const place = "https://www.ale.example/psirt.asc";
  await recordKeyCheck.run(house.context, theWorker, {
    found: [{ what: "blocks", problem: "differs", place }],
  });
  const told = await page();
  expect(told).toContain("Next: mend what a check found");
  expect(told).toContain(`Another key than the one in use is published there. ${place}`);
  const banner = "Something is wrong with the key that we publish";
  expect(told).toContain(banner);
  const seen = async (name: string, role: "lead" | "analyst") => {
    const { browser } = await aSignedIn(web, house.context, name, role);
    return textOf((await browser.get("/console")).body).includes(banner);
  };
  expect(await seen("a lead", "lead")).toBe(true);
  expect(await seen("an analyst", "analyst")).toBe(false);
  await recordKeyCheck.run(house.context, theWorker, {
    found: [{ what: "blocks", problem: "unreachable", place }],
  });
  const doubted = await page();
  expect(doubted).toContain("Not known It could not be asked for");
  expect(doubted).not.toContain(banner);
  await recordKeyCheck.run(house.context, theWorker, {
    found: [{ what: "blocks", problem: null, place: null }],
  });
  expect(await page()).not.toContain("Not known");
});

test("the revocation certificate is a file that no cache keeps", async () => {
  const { keyId, fingerprint } = await mailKey();
  const { headers, body } = await send(`${path}/certificate`, { keyId });
  expect(headers["content-disposition"]).toContain(`revocation-${fingerprint}.asc`);
  expect(headers["cache-control"]).toBe("no-store");
  expect(body).toContain("BEGIN PGP PUBLIC KEY BLOCK");
});

test("a private key that was pasted is never put into a page again", async () => {
  const now = new Date(house.context.now().getTime() - 1000);
  const wish = { name: "PSIRT", email: "psirt@ale.example", now, passphrase: "a spoken word" };
  const { armoredPrivate } = await makeKeyPair(wish);
  const wrong = await send(`${path}/import`, {
    armored: armoredPrivate,
    passphrase: "another word",
    purpose: "mail",
  });
  expect(wrong.statusCode).toBe(422);
  expect(textOf(wrong.body)).toContain("does not open with this passphrase");
  for (const secret of ["PRIVATE KEY BLOCK", "another word"]) {
    expect(wrong.body).not.toContain(secret);
  }
  const right = { armored: armoredPrivate, passphrase: "a spoken word", purpose: "mail" };
  const { location } = (await send(`${path}/import`, right)).headers;
  expect(location).toBe(`${path}?done=import-own-key`);
});

test("the form for a private key opens to who has just proved that it is them", async () => {
  const later = new TestBrowser(web.app);
  const { session } = await aSignedIn(web, house.context, "third", "administrator");
  house.passSeconds(11 * 60);
  later.cookies.set("parley-session", session);
  const { body, statusCode } = await later.get(`${path}/import`);
  expect(statusCode).toBe(403);
  expect(textOf(body)).toContain("Confirm that it is you");
  expect(body).not.toContain('name="armored"');
});

test("a mailbox that is read and has no key is the next deed", async () => {
  const known = { name: "root", purpose: "psirt", shadow: false } as const;
  const mailboxes = [{ ...known, address: "root@ale.example" }];
  const other = await testWeb({ ...house.context, mailboxes }, [consoleRoutes]);
  const { browser } = await aSignedIn(other, house.context, "fourth", "administrator");
  const told = textOf((await browser.get(path)).body);
  expect(told).toContain("Mail to root@ale.example comes here, and nobody can encrypt to it");
  await other.app.close();
});
