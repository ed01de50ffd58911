/**
 * The whole site with a provider, two cases and colleagues, for trying what should be refused: asks as
 * people do from outside, and looks whether anything changed and what an auditor reads of it.
 */
import type { LightMyRequestResponse } from "fastify";
import pg from "pg";
import { expect } from "vitest";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { invitePerson } from "../../src/actions/people/invite-person.ts";
import { singleSignOn } from "../../src/integrations/openid/single-sign-on.ts";
import { buildSite } from "../../src/site.ts";
import { anAccount } from "../support/accounts.ts";
import { aCase, type TestCase } from "../support/cases.ts";
import { type Colleague, textOf } from "../support/console.ts";
import { aColleague, type TestContext, testContext, theWorker } from "../support/context.ts";
import { openIdProvider, type TestProvider } from "../support/openid-provider.ts";
import { TestBrowser, type TestWeb, testWeb } from "../support/web.ts";

export let house: TestContext;
export let site: TestWeb;
export let provider: TestProvider;
export let admin: pg.Client;
export let auditor: Colleague;
export let analyst: Colleague;
export let here: TestCase;
export let elsewhere: TestCase;
/** Everything that anybody was answered. */
const answers: LightMyRequestResponse[] = [];

export const back = "/sign-in/single-sign-on/back";

export async function openDoors(): Promise<void> {
  house = await testContext({ demonstration: false });
  // The provider's answers carry the time of this machine.
  house.setClock(new Date().toISOString());
  provider = await openIdProvider(house.context.baseUrl + back);
  await ensureHouse.run(house.context, theWorker, {});
  site = await theSite();
  admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  auditor = await signedIn("auditor@psirt.example", "auditor");
  analyst = await signedIn("analyst@psirt.example", "analyst");
  here = await aCase(house, "the gateway restart");
  elsewhere = await aCase(house, "the switchboard stop", { email: "other@research.example" });
}

/** The one before has been away for too long: their session ended. */
export async function nextAuditor(): Promise<void> {
  auditor = await signedIn("second-auditor@psirt.example", "auditor");
}

/** No answer told of the machinery behind it. */
export function tellNothing(): void {
  const told = answers.splice(0).map(({ body }) => body);
  const traces = /\n {2,}at |\.tsx?:\d+|node_modules|select [^<>]* from|pg_|constraint|ZodError/i;
  expect(told.filter((body) => traces.test(body))).toEqual([]);
}
export async function closeDoors(): Promise<void> {
  await site?.app.close();
  await provider?.close();
  await admin?.end();
  await house?.close();
}

async function theSite(): Promise<TestWeb> {
  const { issuer, clientId, clientSecret } = provider;
  const redirectUri = house.context.baseUrl + back;
  const secondFactor = [{ claim: "amr", value: "mfa" }] as const;
  const known = { issuer, clientId, clientSecret, redirectUri, claim: "email", secondFactor };
  const signOn = singleSignOn({ ...known, allowed: undefined, hosts: [] }, () => new Date());
  const { web, logged, app } = await testWeb({ ...house.context, hasSingleSignOn: true }, []);
  await app.close();
  const requestsPerMinute = { reads: 100_000, changes: 100_000 };
  const whole = { ...web, metrics: { ...web.metrics }, requestsPerMinute, singleSignOn: signOn };
  whole.metrics.registry.clear();
  return { web: whole, logged, app: await buildSite(whole, () => {}) };
}

export let networks = 0;
export function stranger(): TestBrowser {
  networks += 1;
  const browser = new TestBrowser(site.app, `192.0.2.${networks}`);
  const ask = browser.get.bind(browser);
  const send = browser.post.bind(browser);
  browser.get = async (...given) => kept(await ask(...given));
  browser.post = async (...given) => kept(await send(...given));
  return browser;
}

function kept(answer: LightMyRequestResponse): LightMyRequestResponse {
  answers.push(answer);
  return answer;
}

export async function signedIn(name: string, role: "auditor" | "analyst" | "administrator") {
  const { personId, session } = await anAccount(house.context, name, role);
  const browser = stranger();
  browser.cookies.set("parley-session", session);
  return { personId, session, browser };
}

export async function visitor(found: TestCase): Promise<TestBrowser> {
  const browser = stranger();
  await browser.submit("/portal", { code: found.receiptCode });
  return browser;
}

export async function api(authorization: string, path: string, body?: object) {
  const sent = body ? { method: "POST" as const, payload: body } : {};
  return kept(
    await site.app.inject({ url: `/api/v1${path}`, headers: { authorization }, ...sent }),
  );
}

/** What is written at each try, or looked at: everything else must stay as it was. */
const written =
  /^(events|event_texts|access_events|streams|seals|sign_in_failures|sessions|sso_attempts|challenges|checkpoint.*|outbox|schema_.*)$/;

async function everything(): Promise<Record<string, string>> {
  const { rows: tables } = await admin.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables.filter((each) => !written.test(each.name))) {
    const { rows } = await admin.query(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum from ${name} t`,
    );
    sums[name] = rows[0].sum;
  }
  return sums;
}

/** An auditor's newest lines that say so. */
export async function onRecord(words: string): Promise<string[]> {
  const { body } = await auditor.browser.get("/console/access");
  return body.split("<tr").filter((row) => textOf(row).includes(words));
}

/** Nothing changes by what is tried, and a new line says so; counts are written once a minute. */
export async function leaves(words: string, tried: () => Promise<void>): Promise<void> {
  house.passSeconds(90);
  const was = await everything();
  await addsLine(words, tried);
  expect(await everything()).toEqual(was);
}

export async function addsLine(words: string, tried: () => Promise<void>): Promise<void> {
  const before = await onRecord(words);
  await tried();
  expect(
    (await onRecord(words)).filter((row) => !before.includes(row)).length,
    words,
  ).toBeGreaterThan(0);
}

/** What opened nothing, as the record says it. */
export const notOurs = {
  cookie: "A cookie that opens nothing",
  link: "A link that opens nothing",
  form: "A form that is not ours, or no longer",
};
export const nothingHere = "There is nothing here, or it is not shared with you.";

export function refused(answer: LightMyRequestResponse, status: number, sentence: string): void {
  const said = answer.headers["content-type"]?.toString().includes("json")
    ? (JSON.parse(answer.body) as { message?: string }).message
    : textOf(answer.body);
  expect([answer.statusCode, said]).toEqual([status, expect.stringContaining(sentence)]);
}

export async function invite(signInName: string): Promise<{ link: string }> {
  const given = { name: `The ${signInName}`, signInName, roles: ["engineer" as const] };
  return invitePerson.run(house.context, aColleague("administrator"), given);
}
