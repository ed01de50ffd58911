import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { anAccount, type TestAccount } from "../../../test/support/accounts.ts";
import {
  aColleague,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import {
  openIdProvider,
  type ProviderPerson,
  type TestProvider,
} from "../../../test/support/openid-provider.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { invitePerson } from "../../actions/people/invite-person.ts";
import { type OpenIdSettings, singleSignOn } from "../../integrations/openid/single-sign-on.ts";
import { accountRoutes } from "../people/account-routes.tsx";
import { peopleRoutes } from "../people/people-routes.tsx";
import { setUpRoutes } from "./set-up-routes.tsx";
import { signInRoutes } from "./sign-in-routes.tsx";

let at: TestContext;
let provider: TestProvider;
let web: TestWeb;
let administrator: TestAccount;

const back = "/sign-in/single-sign-on/back";
const modules = [signInRoutes, setUpRoutes, accountRoutes, peopleRoutes];

beforeAll(async () => {
  at = await testContext({ demonstration: false });
  at.setClock(new Date().toISOString());
  provider = await openIdProvider(at.context.baseUrl + back);
  await ensureHouse.run(at.context, theWorker, {});
  administrator = await anAccount(at.context, "break-glass", "administrator");
  web = await aSite();
});

afterAll(async () => {
  await web.app.close();
  await provider.close();
  await at.close();
});

beforeEach(() => {
  provider.away = false;
});

function aSite(change: Partial<OpenIdSettings> = {}, context = at.context): Promise<TestWeb> {
  const { issuer, clientId, clientSecret } = provider;
  const settings: OpenIdSettings = {
    issuer,
    clientId,
    clientSecret,
    redirectUri: at.context.baseUrl + back,
    claim: "email",
    allowed: undefined,
    secondFactor: [{ claim: "amr", value: "mfa" }],
    hosts: [],
    ...change,
  };
  const signOn = singleSignOn(settings, () => new Date());
  return testWeb({ ...context, hasSingleSignOn: true }, modules, { singleSignOn: signOn });
}

let subjects = 0;
function aPerson(email: string, change: Partial<ProviderPerson> = {}): ProviderPerson {
  subjects += 1;
  return { subject: `subject-${subjects}`, email, emailVerified: true, groups: [], ...change };
}

async function invite(signInName: string): Promise<string> {
  const made = await invitePerson.run(at.context, aColleague("administrator"), {
    name: `The ${signInName}`,
    signInName,
    roles: ["engineer"],
  });
  return made.personId;
}

/** To the provider and back, as this person. */
async function come(
  browser: TestBrowser,
  person: ProviderPerson,
  { amr = ["mfa"], query = "" } = {},
) {
  provider.next = { person, amr };
  const start = await browser.get(`/sign-in/single-sign-on${query}`);
  expect(start.statusCode).toBe(303);
  const returned = new URL(await provider.visit(String(start.headers.location)));
  return browser.get(returned.pathname + returned.search);
}

const browserOn = (site = web) => new TestBrowser(site.app);

test("an invited person signs in with the organisation's account, and is known by it from then on", async () => {
  await invite("engineer@psirt.example");
  const person = aPerson("Engineer@psirt.example");
  const browser = browserOn();
  const answer = await come(browser, person, { query: "?next=/console/account" });
  expect([answer.statusCode, answer.headers.location]).toEqual([303, "/console/account"]);
  const page = await browser.get("/console/account");
  expect(page.body).toContain("The engineer@psirt.example");
  expect(page.body).toContain("signs you in");
  // The address changes; the subject stays.
  const again = browserOn();
  await come(again, { ...person, email: "married@psirt.example" });
  expect((await again.get("/console/account")).body).toContain("The engineer@psirt.example");
});

test("an invitation ends with the first link: nobody comes in by it afterwards", async () => {
  const made = await invitePerson.run(at.context, aColleague("administrator"), {
    name: "Twice",
    signInName: "twice@psirt.example",
    roles: ["legal"],
  });
  await come(browserOn(), aPerson("twice@psirt.example"));
  const page = await browserOn().get(new URL(made.link).pathname);
  expect(page.statusCode).toBe(410);
});

test("who was not invited, whose address is not verified, or whose address is another's account stays out", async () => {
  await invite("unverified@psirt.example");
  await anAccount(at.context, "in-use@psirt.example", "legal");
  const strangers = [
    aPerson("stranger@psirt.example"),
    aPerson("unverified@psirt.example", { emailVerified: false }),
    aPerson("in-use@psirt.example"),
  ];
  for (const person of strangers) {
    const browser = browserOn();
    const answer = await come(browser, person);
    expect(answer.statusCode, person.email).toBe(403);
    expect(answer.body).toContain("nobody invited this account here");
    expect((await browser.get("/console/account")).statusCode).toBe(303);
  }
});

test("an address that was given to somebody else opens nothing of who had it before", async () => {
  await invite("shared@psirt.example");
  await come(browserOn(), aPerson("shared@psirt.example"));
  const newcomer = browserOn();
  expect((await come(newcomer, aPerson("shared@psirt.example"))).statusCode).toBe(403);
});

test("without a second factor at the provider nobody comes in, unless the settings say that it always asks", async () => {
  await invite("one-factor@psirt.example");
  const person = aPerson("one-factor@psirt.example");
  const answer = await come(browserOn(), person, { amr: ["pwd"] });
  expect(answer.statusCode).toBe(403);
  expect(answer.body).toContain("second factor");
  const trusting = await aSite({ secondFactor: "always" });
  expect((await come(browserOn(trusting), person, { amr: ["pwd"] })).statusCode).toBe(303);
  await trusting.app.close();
});

test("only who has the claim that the settings ask for comes in", async () => {
  const choosy = await aSite({ allowed: { claim: "groups", value: "psirt" } });
  await invite("grouped@psirt.example");
  const outside = aPerson("grouped@psirt.example", { groups: ["sales"] });
  expect((await come(browserOn(choosy), outside)).statusCode).toBe(403);
  const inside = { ...outside, groups: ["sales", "psirt"] };
  expect((await come(browserOn(choosy), inside)).statusCode).toBe(303);
  await choosy.app.close();
});

test("the way back is shut to another browser, to a second use, to another state, and without a cookie", async () => {
  await invite("careful@psirt.example");
  const person = aPerson("careful@psirt.example");
  provider.next = { person, amr: ["mfa"] };
  const browser = browserOn();
  const start = await browser.get("/sign-in/single-sign-on");
  const returned = new URL(await provider.visit(String(start.headers.location)));
  const way = returned.pathname + returned.search;
  expect((await browserOn().get(way)).statusCode).toBe(401);
  const thief = browserOn();
  await thief.get("/sign-in/single-sign-on");
  expect((await thief.get(way)).statusCode).toBe(401);
  const cookie = browser.cookies.get("parley-sso") ?? "";
  const changed = way.replace(/state=[^&]+/, "state=AAAA");
  const copy = browserOn();
  copy.cookies.set("parley-sso", encodeURIComponent(cookie));
  expect((await copy.get(changed)).statusCode).toBe(401);
  // The attempt was used up by that.
  expect((await browser.get(way)).statusCode).toBe(401);
});

test("what the provider refuses, and what it never said, is one plain sentence", async () => {
  provider.next = null;
  const browser = browserOn();
  const start = await browser.get("/sign-in/single-sign-on");
  const returned = new URL(await provider.visit(String(start.headers.location)));
  const answer = await browser.get(returned.pathname + returned.search);
  expect(answer.statusCode).toBe(401);
  expect(answer.body).toContain("did not say who you are");
  expect((await browserOn().get(`${back}?code=x&state=y`)).statusCode).toBe(401);
});

test("a provider that is away is one plain sentence, and passwords go on", async () => {
  const fresh = await aSite();
  provider.away = true;
  const answer = await browserOn(fresh).get("/sign-in/single-sign-on");
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain("does not answer right now");
  provider.away = false;
  expect((await browserOn(fresh).get("/sign-in/single-sign-on")).statusCode).toBe(303);
  await fresh.app.close();
});

test("an account in use is linked by its own person, signed in and confirmed; then it confirms them too", async () => {
  const account = await anAccount(at.context, "linker@psirt.example", "legal");
  const browser = browserOn();
  browser.cookies.set("parley-session", account.session);
  const person = aPerson("other-address@psirt.example");
  const linked = await come(browser, person, { query: "?for=link&next=/console/account" });
  expect(linked.headers.location).toBe("/console/account");
  at.passSeconds(601);
  // Ten minutes later the link to another account asks for a proof first, in the place of the page.
  const asked = await browser.get("/sign-in/single-sign-on?for=link");
  expect(asked.statusCode).toBe(403);
  expect(asked.body).toContain("Confirm that it is you");
  const stranger = await come(browser, aPerson("x@psirt.example"), { query: "?for=confirm" });
  expect(stranger.statusCode).toBe(401);
  at.setClock(new Date().toISOString());
  const proved = await come(browser, person, { query: "?for=confirm&next=/console/account" });
  expect(proved.headers.location).toBe("/console/account");
});

test("no other site links an account, or has it confirmed, in the name of who is signed in", async () => {
  const account = await anAccount(at.context, "lured@psirt.example", "legal");
  const browser = browserOn();
  browser.cookies.set("parley-session", account.session);
  for (const purpose of ["link", "confirm"]) {
    for (const [from, status] of [
      ["cross-site", 403],
      ["same-site", 403],
      ["same-origin", 303],
    ]) {
      const headers = { "sec-fetch-site": String(from) };
      const answer = await browser.get(`/sign-in/single-sign-on?for=${purpose}`, headers);
      expect([purpose, from, answer.statusCode]).toEqual([purpose, from, status]);
    }
  }
});

test("where local sign-in is left to one administrator, others come by the provider alone", async () => {
  const strict = await aSite({}, { ...at.context, localSignInFor: "Break-Glass" });
  const analyst = await anAccount(at.context, "local@psirt.example", "analyst");
  at.passSeconds(60);
  const page = await browserOn(strict).get("/sign-in");
  expect(page.body).toContain("Emergency sign-in of the administrator");
  const tryAs = ({ signInName, password, code }: TestAccount) =>
    browserOn(strict).submit("/sign-in", { signInName, password, code: code() });
  expect((await tryAs(analyst)).statusCode).toBe(401);
  expect((await tryAs(administrator)).statusCode).toBe(303);
  await strict.app.close();
});
