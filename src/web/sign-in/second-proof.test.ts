import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { anAccount, aPassword, type TestAccount, tokenOf } from "../../../test/support/accounts.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { SoftPasskey } from "../../../test/support/soft-passkey.ts";
import { TestBrowser, type TestWeb, testWeb, tokenIn } from "../../../test/support/web.ts";
import { settleStrangers } from "../../actions/access/record-access.ts";
import { signInNameOf } from "../../actions/demonstration/seat-list.ts";
import { takeSeat } from "../../actions/demonstration/take-seat.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { makeToken } from "../../actions/people/make-token.ts";
import { openSeat } from "../../actions/people/open-seat.ts";
import { apiRoutes } from "../../api/api-routes.ts";
import { deeds } from "../../core/people/deeds.ts";
import { Refusal } from "../../core/refusal.ts";
import { accountRoutes } from "../people/account-routes.tsx";
import { peopleRoutes } from "../people/people-routes.tsx";
import { portalRoutes } from "../portal/portal-routes.tsx";
import { actorOf } from "../server/actor-of.ts";
import type { RouteModule } from "../server/web-context.ts";
import { setUpRoutes } from "./set-up-routes.tsx";
import { signInRoutes } from "./sign-in-routes.tsx";

let at: TestContext;
let web: TestWeb;
let account: TestAccount;
let browser: TestBrowser;

beforeAll(async () => {
  at = await testContext();
  web = await testWeb(at.context, [
    signInRoutes,
    setUpRoutes,
    accountRoutes,
    peopleRoutes,
    portalRoutes,
    (app, { context }) => apiRoutes(app, { context, actorOf }),
  ]);
  await ensureHouse.run(at.context, theWorker, {});
});

afterAll(async () => {
  await web.app.close();
  await at.close();
});

let people = 0;
beforeEach(async () => {
  people += 1;
  account = await anAccount(at.context, `administrator-${people}`, "administrator");
  browser = browserOf(account.session);
  at.passSeconds(601);
});

function browserOf(session: string): TestBrowser {
  const made = new TestBrowser(web.app, `192.0.2.${people}`);
  made.cookies.set("parley-session", session);
  return made;
}

/** Every field of the first form in a page, as the browser would send it again. */
function hiddenIn(html: string): Record<string, string[]> {
  const [form = ""] = /<form[\s\S]*?<\/form>/.exec(html.slice(html.indexOf("<main"))) ?? [];
  const fields: Record<string, string[]> = {};
  for (const [, name = "", value = ""] of form.matchAll(
    /type="hidden" name="([^"]*)" value="([^"]*)"/g,
  )) {
    fields[name] = [
      ...(fields[name] ?? []),
      value.replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
    ];
  }
  return fields;
}

const invited = {
  name: 'Approver "A" & B',
  signInName: "approver@psirt.example",
  roles: ["approver", "publisher"],
};

test("ten minutes after signing in a dangerous deed asks for a proof, and loses no word of its form", async () => {
  const refused = await browser.submit("/console/people/new", invited);
  expect(refused.statusCode).toBe(403);
  expect(refused.body).toContain("Nothing that you typed is lost");
  const carried = hiddenIn(refused.body);
  expect(carried).toMatchObject({
    name: [invited.name],
    signInName: [invited.signInName],
    roles: invited.roles,
  });
  const proof = { "proof-password": aPassword, "proof-code": account.code() };
  const done = await browser.post("/console/people/new", { ...carried, ...proof });
  expect(done.statusCode).toBe(200);
  expect(done.body).toContain("A set-up link for Approver");
});

test("a proof that does not fit is refused with everything still there, and no password in the page", async () => {
  const wrong = { "proof-password": "canary-password", "proof-code": "000000" };
  const page = await browser.get("/console/people/new");
  const other = { ...invited, signInName: "other@psirt.example" };
  const refused = await browser.post("/console/people/new", {
    _csrf: tokenIn(page.body),
    ...other,
    ...wrong,
  });
  expect(refused.statusCode).toBe(403);
  expect(refused.body).toContain("Name, password and code do not fit together.");
  expect(hiddenIn(refused.body).signInName).toEqual([other.signInName]);
  expect(refused.body).not.toContain("canary-password");
  expect(web.logged()).not.toContain("canary-password");
  expect((await browser.get("/console/people")).body).not.toContain(other.signInName);
});

test("the proof holds for ten minutes in this browser, and in no other session", async () => {
  const elsewhere = browserOf((await signedIn()).session);
  at.passSeconds(601);
  const confirmed = await browser.submit(
    "/sign-in/confirm?next=/console/people/new",
    {
      next: "/console/people/new",
      "proof-password": aPassword,
      "proof-code": account.code(),
    },
    "/sign-in/confirm",
  );
  expect([confirmed.statusCode, confirmed.headers.location]).toEqual([303, "/console/people/new"]);
  const invite = (from: TestBrowser, signInName: string) =>
    from.submit("/console/people/new", { ...invited, signInName });
  expect((await invite(browser, "one@psirt.example")).statusCode).toBe(200);
  expect((await invite(elsewhere, "two@psirt.example")).statusCode).toBe(403);
  at.passSeconds(601);
  expect((await invite(browser, "three@psirt.example")).statusCode).toBe(403);
});

async function signedIn(): Promise<{ session: string }> {
  const other = new TestBrowser(web.app, "192.0.2.200");
  const { signInName } = account;
  await other.submit("/sign-in", { signInName, password: aPassword, code: account.code() });
  at.passSeconds(60);
  return { session: other.cookies.get("parley-session") ?? "" };
}

test("a form that another site sent is not carried on with a token of ours, whatever proof it claims", async () => {
  await browser.get("/console/account");
  const forged = {
    _csrf: "forged",
    text: "words of a stranger",
    "proof-password": "x",
    "proof-code": "1",
  };
  const answer = await browser.post("/portal/case/messages", forged);
  expect(answer.body).not.toContain("Confirm that it is you");
  expect(answer.body).not.toMatch(/type="hidden" name="text"/);
});

test("a passkey proves it too, and after that leads nowhere but to this site", async () => {
  const page = await browser.get("/sign-in/confirm?next=//evil.example/");
  const csrf = tokenIn(page.body);
  expect(page.body).toContain('name="next" value="/console/start"');
  await browser.post("/sign-in/confirm", {
    _csrf: csrf,
    "proof-password": aPassword,
    "proof-code": account.code(),
  });
  const options = async (path: string) => (await browser.post(path, { _csrf: csrf })).json();
  const passkey = new SoftPasskey(at.context.baseUrl);
  const answer = passkey.create(await options("/console/account/passkeys/options"));
  const added = await browser.post("/console/account/passkeys", {
    _csrf: csrf,
    name: "Key",
    answer,
  });
  expect(added.headers.location).toBe("/console/account?done=passkey");
  at.passSeconds(601);
  const refused = await browser.submit("/console/people/new", {
    ...invited,
    signInName: "by-passkey@psirt.example",
  });
  expect(refused.body).toContain("Confirm with a passkey");
  const proof = passkey.get(await options("/sign-in/confirm/passkey"));
  const carried = hiddenIn(refused.body);
  const done = await browser.post("/console/people/new", { ...carried, "proof-passkey": proof });
  expect(done.body).toContain("A set-up link for");
  expect((await browser.get("/console/account")).body).toContain("Key");
});

test("pages on which factors change ask before anything is typed", async () => {
  for (const path of ["passkeys/new", "password", "app"]) {
    const answer = await browser.get(`/console/account/${path}`);
    expect(answer.headers.location).toBe(`/sign-in/confirm?next=/console/account/${path}`);
  }
});

test("a seat of the demonstration can play: it counts as confirmed, and its page says so", async () => {
  const seat = { name: "Lead", signInName: `seat-${people}`, roles: ["lead" as const] };
  const { link } = await openSeat.run(at.context, theWorker, seat);
  const visitor = new TestBrowser(web.app);
  await visitor.get(new URL(link).pathname);
  at.passSeconds(3600);
  expect((await visitor.get("/console/account/passkeys/new")).statusCode).toBe(200);
  const page = await visitor.get("/console/account");
  expect(page.body).toContain("counts as confirmed");
  // Nobody takes it away from the next visitor.
  const csrf = tokenIn(page.body);
  const asked = await visitor.post("/console/account/passkeys/options", { _csrf: csrf });
  expect([asked.statusCode, asked.body.includes("takes no way in of its own")]).toEqual([
    403,
    true,
  ]);
});

test("a token is never confirmed, and is not made for a deed that asks for it", async () => {
  const scopes = makeToken.input.shape.scopes;
  for (const [deed, rule] of Object.entries(deeds)) {
    if ("stepUp" in rule) expect(scopes.safeParse([deed]).success, deed).toBe(false);
  }
  const fresh = await anAccount(at.context, `token-${people}`, "administrator");
  const csrf = tokenIn((await browserOf(fresh.session).get("/console/account")).body);
  expect(csrf).not.toBe("");
  const refused = await web.app.inject({
    method: "POST",
    url: "/api/v1/tokens",
    headers: { cookie: `parley-session=${account.session}`, "content-type": "application/json" },
    payload: { label: "test", scopes: ["read"], days: 1 },
  });
  expect([refused.statusCode, refused.json().code]).toEqual([403, "access.step-up"]);
});

test("cookies and links that open nothing leave a count on record, one line for a flood", async () => {
  const forger = new TestBrowser(web.app, "192.0.2.250");
  const before = await refusedLines();
  for (let tries = 0; tries < 25; tries += 1) {
    forger.cookies.set(
      "parley-session",
      tries % 2 ? "x".repeat(3000) : `${"y".repeat(20)}${10 + tries}`,
    );
    expect((await forger.get("/console/account")).statusCode).toBe(303);
  }
  forger.cookies.clear();
  await forger.get("/set-up/AAAAAAAAAAAAAAAAAAAAAA");
  at.passSeconds(61);
  await forger.get("/set-up/AAAAAAAAAAAAAAAAAAAAAA");
  await settleStrangers(at.context);
  const noted = (await refusedLines()).slice(before.length);
  expect(noted).toEqual([
    { kind: "cookie.refused", stoodFor: 1 },
    { kind: "link.refused", stoodFor: 1 },
    { kind: "link.refused", stoodFor: 1 },
    { kind: "cookie.refused", stoodFor: 24 },
  ]);
});

async function refusedLines(): Promise<{ kind: string; stoodFor: number }[]> {
  const { rows } = await at.pools.worker.query<{ kind: string; body: string }>(
    "select kind, body from access_events where kind like '%.refused' order by seq",
  );
  return rows.map(({ kind, body }) => ({ kind, stoodFor: 1 + (JSON.parse(body).uncounted ?? 0) }));
}

test("a new link for an account in use stands before every administrator and its person until it is settled", async () => {
  const second = await anAccount(at.context, `second-${people}`, "administrator");
  await at.pools.worker.query("update person_roles set granted_at = $2 where person_id = $1", [
    second.personId,
    new Date(at.context.now().getTime() - 86_400_000),
  ]);
  const analyst = await anAccount(at.context, `watched-${people}`, "analyst");
  const csrf = tokenIn((await browser.get("/console/account")).body);
  const proof = { "proof-password": aPassword, "proof-code": account.code() };
  const person = `/console/people/${analyst.personId}`;
  const made = await browser.post(`${person}/link`, { _csrf: csrf, ...proof });
  expect(made.body).toContain("another administrator must confirm this link");
  const [, link = ""] = /(\/set-up\/[\w-]{22})/.exec(made.body) ?? [];
  const early = await new TestBrowser(web.app).get(link);
  expect([early.statusCode, early.body.includes("does not work yet")]).toEqual([409, true]);
  const own = browserOf(analyst.session);
  const page = await own.get("/console/account");
  expect(page.body).toContain("A new set-up link was made for your account");
  expect(page.body).not.toContain("confirm it<");
  const other = browserOf(second.session);
  const list = await other.get("/console/people");
  expect(list.body).toContain(`A new set-up link was made for The watched-${people}`);
  const [, confirm = ""] = /action="(\/console\/links\/[0-9a-f-]+\/confirm)"/.exec(list.body) ?? [];
  expect((await other.post(confirm, { _csrf: tokenIn(list.body) })).statusCode).toBe(303);
  expect((await new TestBrowser(web.app).get(link)).statusCode).toBe(200);
  const refuse = confirm.replace(/confirm$/, "refuse");
  await own.post(refuse, { _csrf: tokenIn(page.body) });
  expect((await new TestBrowser(web.app).get(link)).statusCode).toBe(410);
  expect(tokenOf(link)).toHaveLength(22);
});

test("a form that was refused goes on to this site alone, whatever address it was sent to", async () => {
  const everywhere: RouteModule = (app) => {
    app.all("/*", async () => {
      throw new Refusal("access.step-up");
    });
  };
  const own = await testWeb(at.context, [accountRoutes, everywhere]);
  await own.app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = own.app.server.address() as AddressInfo;
  const holder = new TestBrowser(own.app, `192.0.2.${people}`);
  holder.cookies.set("parley-session", account.session);
  const csrf = tokenIn((await holder.get("/console/account")).body);
  const cookie = [...holder.cookies].map((pair) => pair.join("=")).join("; ");
  const askAs = async (method: "GET" | "POST", body: string) => {
    const headers = {
      cookie,
      accept: "text/html",
      "content-type": "application/x-www-form-urlencoded",
    };
    const asked = request({ port, method, path: "//elsewhere.example/x", headers }).end(body);
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    return text(answer);
  };
  for (const page of [
    await askAs("POST", new URLSearchParams({ _csrf: csrf, a: "1" }).toString()),
    await askAs("GET", ""),
  ]) {
    expect(page).toContain('action="');
    expect(page).not.toContain("elsewhere.example");
  }
  await own.app.close();
});

test("a seat of the demonstration makes no API token, and its page says why", async () => {
  const seat = { name: "Lead", signInName: signInNameOf("lead"), roles: ["lead" as const] };
  const { personId } = await openSeat.run(at.context, theWorker, seat);
  const anyone = { kind: "anyone" } as const;
  const { session } = await takeSeat.run(at.context, anyone, { seat: "lead" });
  const staff = { kind: "staff", id: personId, name: "", roles: seat.roles, groupIds: [] } as const;
  const wish = makeToken.input.parse({ label: "to take away", scopes: ["read"] });
  await expect(makeToken.run(at.context, { ...staff, steppedUp: true }, wish)).rejects.toEqual(
    expect.objectContaining({ code: "person.seat" }),
  );
  const { body } = await browserOf(session).get("/console/account/tokens");
  expect(body).toContain("This is a seat of the demonstration");
  expect(body).not.toContain('name="scopes"');
});
