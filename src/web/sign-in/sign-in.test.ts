import { afterAll, beforeAll, expect, test } from "vitest";
import {
  anAccount,
  aPassword,
  authenticator,
  type TestAccount,
  tokenOf,
} from "../../../test/support/accounts.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { TestBrowser, type TestWeb, testWeb, tokenIn } from "../../../test/support/web.ts";
import { createFirstAdministrator } from "../../actions/people/create-first-administrator.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { openSeat } from "../../actions/people/open-seat.ts";
import { accountRoutes } from "../people/account-routes.tsx";
import { peopleRoutes } from "../people/people-routes.tsx";
import { setUpRoutes } from "./set-up-routes.tsx";
import { signInRoutes } from "./sign-in-routes.tsx";

let at: TestContext;
let web: TestWeb;
let analyst: TestAccount;

beforeAll(async () => {
  at = await testContext();
  web = await testWeb(at.context, [signInRoutes, setUpRoutes, accountRoutes, peopleRoutes]);
  await ensureHouse.run(at.context, theWorker, {});
  analyst = await anAccount(at.context, "analyst@psirt.example", "analyst");
});

afterAll(async () => {
  await web.app.close();
  await at.close();
});

let networks = 0;
const visitor = () => new TestBrowser(web.app, `192.0.2.${++networks}`);

async function signedIn(account = analyst): Promise<TestBrowser> {
  at.passSeconds(60);
  const browser = visitor();
  const { signInName } = account;
  const fields = { signInName, password: aPassword, code: account.code() };
  const answer = await browser.submit("/sign-in", fields);
  expect(answer.statusCode).toBe(303);
  return browser;
}

test("staff sign in by a plain form and are led to where they were going", async () => {
  at.passSeconds(60);
  const browser = visitor();
  expect((await browser.get("/console/account")).headers.location).toBe(
    "/sign-in?next=%2Fconsole%2Faccount",
  );
  const page = await browser.get("/sign-in?next=%2Fconsole%2Faccount");
  const answer = await browser.post("/sign-in", {
    _csrf: tokenIn(page.body),
    next: "/console/account",
    signInName: analyst.signInName,
    password: aPassword,
    code: analyst.code(),
  });
  expect([answer.statusCode, answer.headers.location]).toEqual([303, "/console/account"]);
  const account = await browser.get("/console/account");
  expect(account.body).toContain("The analyst@psirt.example");
  expect(account.body).toContain("This one");
  expect(account.headers["cache-control"]).toBe("no-store");
});

test("after signing in, nobody is led to another site", async () => {
  at.passSeconds(60);
  const page = await visitor().get("/sign-in?next=//evil.example/");
  expect(page.body).toContain('name="next" value="/console/start"');
});

test("what does not fit is refused in one sentence, the name is kept and the password is not", async () => {
  const answer = await visitor().submit("/sign-in", {
    signInName: "nobody@psirt.example",
    password: "canary-password",
    code: "000000",
  });
  expect(answer.statusCode).toBe(401);
  expect(answer.body).toContain("Name, password and code do not fit together.");
  expect(answer.body).toContain('value="nobody@psirt.example"');
  expect(answer.body).not.toContain("canary-password");
  expect(web.logged()).not.toMatch(/canary-password|nobody@psirt/);
});

test("a sign-in without the form's token is refused before anything is looked at", async () => {
  at.passSeconds(60);
  const code = analyst.code();
  const fields = { signInName: analyst.signInName, password: aPassword, code };
  const answer = await visitor().post("/sign-in", fields);
  expect(answer.statusCode).toBe(403);
  // The code was not used up: it still signs in.
  expect((await visitor().submit("/sign-in", fields)).statusCode).toBe(303);
});

test("failures on one network do not keep the person out on another", async () => {
  at.passSeconds(60);
  const attacker = visitor();
  const { signInName } = analyst;
  for (let tries = 0; tries < 5; tries += 1) {
    await attacker.submit("/sign-in", { signInName, password: "wrong", code: "000000" });
  }
  const right = { signInName, password: aPassword, code: analyst.code() };
  const slowed = await attacker.submit("/sign-in", right);
  expect(slowed.statusCode).toBe(429);
  expect(slowed.body).toContain("Please try again in 30 seconds.");
  expect((await visitor().submit("/sign-in", right)).statusCode).toBe(303);
});

test("signing out ends the session everywhere its cookie was copied to", async () => {
  const browser = await signedIn();
  const copy = visitor();
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
  expect((await copy.get("/console/account")).statusCode).toBe(200);
  const out = await browser.submit("/console/account", {}, "/sign-out");
  expect(out.headers.location).toBe("/sign-in?out");
  expect((await browser.get("/sign-in?out")).body).toContain("You are signed out.");
  expect((await copy.get("/console/account")).statusCode).toBe(303);
});

test("a session can be ended from another browser, and then ends at once", async () => {
  const lost = await signedIn();
  const other = await signedIn();
  const page = await other.get("/console/account");
  const rows = page.body.split("<tr").filter((row) => row.includes("/end"));
  const action = rows
    .filter((row) => !row.includes("This one"))
    .map((row) => /action="([^"]+\/end)"/.exec(row)?.[1] ?? "");
  for (const each of action) {
    expect((await other.post(each, { _csrf: tokenIn(page.body) })).statusCode).toBe(303);
  }
  expect((await lost.get("/console/account")).statusCode).toBe(303);
  expect((await other.get("/console/account")).statusCode).toBe(200);
});

test("a forged or oversized cookie is nobody's", async () => {
  const browser = visitor();
  for (const forged of ["x".repeat(22), "x".repeat(4000), "' or 1=1 --"]) {
    browser.cookies.set("parley-session", encodeURIComponent(forged));
    expect((await browser.get("/console/account")).statusCode).toBe(303);
  }
});

/** The key that the page shows in groups. */
function keyIn(html: string): string {
  const [field = ""] = /id="field-totp-secret"[\s\S]*?<\/code>/.exec(html) ?? [];
  return [...field.matchAll(/>([A-Z2-7]+)</g)].map(([, part]) => part).join("");
}

test("the first administrator sets up by the printed link, keeps ten codes and lands among people", async () => {
  const { link } = await createFirstAdministrator.run(at.context, theWorker, {});
  const path = `/set-up/${tokenOf(String(link))}`;
  const browser = visitor();
  const page = await browser.get(path);
  expect(page.body).toContain('src="data:image/png;base64,');
  const code = authenticator(at.context, keyIn(page.body));
  const send = (password: string, repeated: string, typed: string) =>
    browser.submit(path, { password, repeated, code: typed });
  expect((await send(aPassword, "other", code())).body).toContain("The two passwords differ.");
  expect((await send("short", "short", code())).body).toContain("at least 12 characters");
  expect((await send(aPassword, aPassword, "000000")).body).toContain("This code does not fit.");
  const done = await send(aPassword, aPassword, code());
  expect(done.body.match(/[0-9A-Z]{5}-[0-9A-Z]{5}/g)).toHaveLength(10);
  expect((await browser.get("/console/start")).headers.location).toBe("/console/people");
  expect((await visitor().get(path)).statusCode).toBe(410);
});

test("a link that never was, or has ended, is one plain sentence", async () => {
  for (const path of ["/set-up/AAAAAAAAAAAAAAAAAAAAAA", "/sign-in/link/AAAAAAAAAAAAAAAAAAAAAA"]) {
    const page = await visitor().get(path);
    expect(page.statusCode).toBe(410);
    expect(page.body).toContain("This link was used, has ended or was replaced.");
  }
});

test("a seat of the demonstration is taken by a click, and its link is in no log", async () => {
  const seat = { name: "Analyst", signInName: "seat", roles: ["analyst" as const] };
  const { link } = await openSeat.run(at.context, theWorker, seat);
  const browser = visitor();
  for (let clicks = 0; clicks < 2; clicks += 1) {
    const answer = await browser.get(new URL(link).pathname);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, "/console/start"]);
  }
  expect((await browser.get("/console/start")).headers.location).toBe("/console");
  expect(web.logged()).not.toContain(tokenOf(link));
});
