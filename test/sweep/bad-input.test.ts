/**
 * Bad input from outside, item by item, through the front door of the whole site: each is refused
 * with one plain sentence, changes nothing, and leaves a line that an auditor reads.
 */
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { LightMyRequestResponse } from "fastify";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { attachFiles } from "../../src/actions/attachments/attach-files.ts";
import { makeCheckpoint } from "../../src/actions/checkpoints/make-checkpoint.ts";
import { setUpOf } from "../../src/actions/people/accept-link.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { invitePerson } from "../../src/actions/people/invite-person.ts";
import { makeToken } from "../../src/actions/people/make-token.ts";
import { singleSignOn } from "../../src/integrations/openid/single-sign-on.ts";
import { buildSite } from "../../src/site.ts";
import { acceptOlderDatabase, refuseOlderDatabase } from "../../src/store/admin/accept-older.ts";
import { txOn } from "../../src/store/admin/admin-connection.ts";
import { accept, anAccount, aPassword, authenticator, tokenOf } from "../support/accounts.ts";
import { aCase, type TestCase } from "../support/cases.ts";
import { type Colleague, textOf } from "../support/console.ts";
import { aColleague, type TestContext, testContext, theWorker } from "../support/context.ts";
import { openIdProvider, type TestProvider } from "../support/openid-provider.ts";
import { TestBrowser, type TestWeb, testWeb, tokenIn } from "../support/web.ts";

let house: TestContext;
let site: TestWeb;
let provider: TestProvider;
let admin: pg.Client;
let auditor: Colleague;
let analyst: Colleague;
let here: TestCase;
let elsewhere: TestCase;
/** Everything that anybody was answered. */
const answers: LightMyRequestResponse[] = [];

const back = "/sign-in/single-sign-on/back";

beforeAll(async () => {
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
});
afterEach(() => {
  const told = answers.splice(0).map(({ body }) => body);
  const traces = /\n {2,}at |\.tsx?:\d+|node_modules|select .* from|pg_|constraint|ZodError/i;
  expect(told.filter((body) => traces.test(body))).toEqual([]);
});
afterAll(async () => {
  await site?.app.close();
  await provider?.close();
  await admin?.end();
  await house?.close();
});

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

let networks = 0;
function stranger(): TestBrowser {
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

async function signedIn(name: string, role: "auditor" | "analyst" | "administrator") {
  const { personId, session } = await anAccount(house.context, name, role);
  const browser = stranger();
  browser.cookies.set("parley-session", session);
  return { personId, session, browser };
}

async function visitor(found: TestCase): Promise<TestBrowser> {
  const browser = stranger();
  await browser.submit("/portal", { code: found.receiptCode });
  return browser;
}

async function api(authorization: string, path: string, body?: object) {
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

/** How many of an auditor's newest lines say so. */
async function onRecord(words: string): Promise<number> {
  const { body } = await auditor.browser.get("/console/access");
  return textOf(body).split(words).length - 1;
}

/** Nothing changes by what is tried, and one more line says so; counts are written once a minute. */
async function leaves(words: string, tried: () => Promise<void>): Promise<void> {
  house.passSeconds(90);
  const before = await onRecord(words);
  const was = await everything();
  await tried();
  expect(await everything()).toEqual(was);
  expect(await onRecord(words), words).toBeGreaterThan(before);
}

const notOurs = "Cookies, links or forms came that are not ours, or no longer";
const nothingHere = "There is nothing here, or it is not shared with you.";

function refused(answer: LightMyRequestResponse, status: number, sentence: string): void {
  const said = answer.headers["content-type"]?.toString().includes("json")
    ? (JSON.parse(answer.body) as { message?: string }).message
    : textOf(answer.body);
  expect([answer.statusCode, said]).toEqual([status, expect.stringContaining(sentence)]);
}

describe("forged cookies:", () => {
  const forged = () => {
    const { session } = analyst;
    const altered = `${session.slice(0, -1)}${session.endsWith("A") ? "B" : "A"}`;
    return [altered, "x".repeat(22), "x".repeat(4_000), "' or 1=1 --", `${session}${session}`];
  };

  test("a session that is none is asked to sign in, on a page and by the API", async () => {
    for (const session of forged()) {
      await leaves(notOurs, async () => {
        const browser = stranger();
        browser.cookies.set("parley-session", encodeURIComponent(session));
        const page = await browser.get("/console");
        expect([page.statusCode, page.headers.location]).toEqual([303, "/sign-in?next=%2Fconsole"]);
        refused(await browser.get("/api/v1/cases"), 401, "Sign in first.");
      });
    }
  });

  test("a portal's key that is none opens the door and no report", async () => {
    const ours = here.receiptCode.replace(/^../, "ZZ");
    for (const key of [`code:${ours}`, "link:AAAAAAAAAAAAAAAAAAAAAA", "x".repeat(4_000), "code:"]) {
      await leaves(notOurs, async () => {
        const browser = stranger();
        browser.cookies.set("parley-portal", encodeURIComponent(key));
        const page = await browser.get("/portal/case");
        expect([page.statusCode, page.headers.location]).toEqual([303, "/portal"]);
        expect((await browser.get("/api/v1/portal/case")).statusCode).toBeGreaterThanOrEqual(400);
      });
    }
  });

  test("a form with another browser's token, or a made-up one, is not taken", async () => {
    const { body } = await stranger().get("/portal");
    for (const token of [tokenIn(body), "", "x".repeat(43), "x".repeat(100_000)]) {
      await leaves(notOurs, async () => {
        const browser = stranger();
        browser.cookies.set("parley-form", "AAAAAAAAAAAAAAAAAAAAAA");
        const answer = await browser.post("/portal", { _csrf: token, code: here.receiptCode });
        refused(answer, 403, "This form cannot be sent from here");
        expect(browser.cookies.has("parley-portal")).toBe(false);
      });
    }
  });

  test("an attempt at single sign-on that was never begun leads nowhere", async () => {
    await leaves(notOurs, async () => {
      const browser = stranger();
      browser.cookies.set(
        "parley-sso",
        encodeURIComponent("sign-in AAAAAAAAAAAAAAAAAAAAAA /console"),
      );
      refused(await browser.get(`${back}?code=x&state=y`), 401, "Please begin again.");
      expect(browser.cookies.has("parley-session")).toBe(false);
    });
  });
});

describe("replayed links:", () => {
  test("a set-up link opens once: afterwards it says so, and the account is its owner's", async () => {
    const { link } = await invite("once@psirt.example");
    await accept(house.context, link, "once@psirt.example");
    const path = new URL(link).pathname;
    await leaves("Refused a sign-in link", async () => {
      const thief = stranger();
      refused(await thief.get(path), 410, "This link was used, has ended or was replaced.");
      const fields = {
        password: "nine loud magpies",
        repeated: "nine loud magpies",
        code: "123456",
      };
      refused(await thief.submit("/sign-in", fields, path), 410, "This link was used");
      expect(thief.cookies.has("parley-session")).toBe(false);
    });
  });

  test("the way back from the provider is walked once", async () => {
    await invite("walker@psirt.example");
    const browser = stranger();
    const person = {
      subject: "walker",
      email: "walker@psirt.example",
      emailVerified: true,
      groups: [],
    };
    provider.next = { person, amr: ["mfa"] };
    const start = await browser.get("/sign-in/single-sign-on");
    const cookie = browser.cookies.get("parley-sso") ?? "";
    const returned = new URL(await provider.visit(String(start.headers.location)));
    expect((await browser.get(returned.pathname + returned.search)).statusCode).toBe(303);
    await leaves(notOurs, async () => {
      const thief = stranger();
      thief.cookies.set("parley-sso", encodeURIComponent(cookie));
      refused(await thief.get(returned.pathname + returned.search), 401, "Please begin again.");
      expect(thief.cookies.has("parley-session")).toBe(false);
    });
  });

  test("a password and code that signed somebody in do so once", async () => {
    const signInName = "twice@psirt.example";
    const account = await accept(house.context, (await invite(signInName)).link, signInName);
    house.passSeconds(60);
    const fields = { signInName, password: aPassword, code: account.code() };
    expect((await stranger().submit("/sign-in", fields)).statusCode).toBe(303);
    house.passSeconds(1);
    const before = await onRecord("A sign-in failed");
    const again = await stranger().submit("/sign-in", fields);
    refused(again, 401, "Name, password and code do not fit together.");
    expect(await onRecord("A sign-in failed")).toBeGreaterThan(before);
  });
});

describe("swapped ids:", () => {
  let foreignFile: string;
  beforeAll(async () => {
    const files = [{ name: "log.txt", type: "text/plain", base64: "YSBsb2c=" }];
    const input = { caseId: elsewhere.caseId, files };
    await perform(house.context, attachFiles, elsewhere.reporter, input);
    const { rows } = await admin.query<{ id: string }>(
      "select attachment_id as id from attachments where case_id = $1",
      [elsewhere.caseId],
    );
    foreignFile = rows[0]?.id ?? "";
    expect(foreignFile).not.toBe("");
  });

  test("another case's file, party or vulnerability is not there under the address of one's own", async () => {
    const path = `/console/cases/${here.reference}`;
    // The first reading is kept with the report.
    await analyst.browser.get(path);
    await leaves("Was refused: not theirs, or not there", async () => {
      const answer = await analyst.browser.get(`${path}/files/${foreignFile}/content`);
      refused(answer, 404, nothingHere);
    });
    const elsewhereWords = "what they named is not there, or belongs elsewhere";
    await leaves(elsewhereWords, async () => {
      const fields = { partyId: elsewhere.reporter.id, text: "For whom?", question: "" };
      const sent = await analyst.browser.submit(path, fields, `${path}/deeds/send-message`);
      refused(sent, 404, "This case has no such party.");
    });
    const scopes = ["read", "score-vulnerability", "send-message"];
    const by = { ...aColleague("analyst"), id: analyst.personId };
    const { token } = await perform(house.context, makeToken, by, {
      label: "a script",
      scopes,
      days: 30,
    });
    for (const [deed, body, sentence] of [
      [
        "messages",
        { partyId: elsewhere.reporter.id, text: "For whom?" },
        "This case has no such party.",
      ],
      [
        `vulnerabilities/${elsewhere.caseId}/score`,
        { vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" },
        "This case has no such vulnerability.",
      ],
    ] as const) {
      await leaves(elsewhereWords, async () =>
        refused(await api(`Bearer ${token}`, `/cases/${here.caseId}/${deed}`, body), 404, sentence),
      );
    }
  });

  test("a party that asks for another's file or upload gets what nobody is given, and it is on record", async () => {
    const browser = await visitor(here);
    await leaves("Was refused: not theirs, or not there (the page portal, case, files)", async () =>
      refused(await browser.get(`/portal/case/files/${foreignFile}`), 404, nothingHere),
    );
    await leaves("belongs elsewhere (the page portal, case, uploads, end)", async () => {
      const end = `/portal/case/uploads/${foreignFile}/end`;
      const answer = await browser.submit("/portal/case", {}, end);
      refused(answer, 404, "There is no such upload, or it is finished.");
    });
  });
});

describe("oversized tokens:", () => {
  test("of the API, of a link, of the portal: refused like any other that opens nothing", async () => {
    const long = "A".repeat(9_000);
    await leaves("An API token that opens nothing", async () =>
      refused(await api(`Bearer parley_${long}`, "/cases"), 401, "Sign in first."),
    );
    await leaves(notOurs, async () =>
      refused(await stranger().get(`/set-up/${long}`), 410, "This link was used"),
    );
    for (const [to, field] of [
      ["/portal", "code"],
      ["/portal/link", "token"],
    ] as const) {
      await leaves("A portal code or link that opens nothing", async () => {
        const answer = await stranger().submit("/portal", { [field]: long }, to);
        refused(answer, 404, "No report opens with this code.");
      });
    }
  });

  test("one that no head of a request holds is answered in words, before it is a request", async () => {
    await site.app.listen({ port: 0, host: "127.0.0.1" });
    const { port } = site.app.server.address() as AddressInfo;
    const tooLong = { cookie: `parley-session=${"A".repeat(30_000)}` };
    await leaves(notOurs, async () => {
      const { status, type, text } = await over(port, tooLong);
      expect([status, type]).toEqual([431, "text/plain; charset=utf-8"]);
      expect(text).toMatch(/^The address, the cookies or the token .+ try again\.\n$/);
    });
  });
});

function over(port: number, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; type: string | undefined; text: string }>(
    (done, failed) => {
      const asked = httpRequest({ port, host: "127.0.0.1", headers }, (response) => {
        let text = "";
        response.on("data", (more) => {
          text += String(more);
        });
        const { statusCode: status, headers: got } = response;
        response.on("end", () => done({ status, type: got["content-type"], text }));
      });
      asked.on("error", failed).end();
    },
  );
}

async function invite(signInName: string): Promise<{ link: string }> {
  const given = { name: `The ${signInName}`, signInName, roles: ["engineer" as const] };
  return invitePerson.run(house.context, aColleague("administrator"), given);
}

describe("unicode look-alike addresses:", () => {
  test.each([
    ["with a Cyrillic letter", "\u0430nalyst@psirt.example", 422, "letters of several alphabets"],
    ["with an accent", "analýst@psirt.example", 409, "looks like that of another account"],
    [
      "with a dotless or Latin-like letter",
      "\u0251nalyst@psirt.example",
      409,
      "looks like that of another account",
    ],
    ["in full-width letters", "ａnalyst＠psirt.example", 409, "is taken"],
    ["with a letter of no width", "analyst\u200b@psirt.example", 422, "or cannot be seen"],
    ["with a filler that is no letter", "analyst\u115f@psirt.example", 422, "or cannot be seen"],
  ])("nobody is invited by a sign-in name %s: %s", async (_, signInName, status, sentence) => {
    // A second proof is as old as a session here: it must be younger than ten minutes.
    const { browser } = await signedIn(`administrator-${networks}@psirt.example`, "administrator");
    await leaves("Was refused: a sign-in name", async () => {
      const fields = { name: "Somebody new", signInName, roles: "lead" };
      refused(await browser.submit("/console/people/new", fields), status, sentence);
    });
  });

  test.each([
    "ａdministrator-to-be@psirt.example",
    "administrator-to-be@ps\u0131rt.example",
    "administrator-to-be@psirt.example\u200b",
  ])(
    "the provider's “%s” opens no account that was invited under the plain address",
    async (email) => {
      const plain = "administrator-to-be@psirt.example";
      await invite(plain).catch(() => undefined);
      await leaves("A sign-in failed", async () => {
        const browser = stranger();
        const person = { subject: `thief ${email}`, email, emailVerified: true, groups: [] };
        provider.next = { person, amr: ["mfa"] };
        const start = await browser.get("/sign-in/single-sign-on");
        const returned = new URL(await provider.visit(String(start.headers.location)));
        const answer = await browser.get(returned.pathname + returned.search);
        refused(answer, 403, "nobody invited this account here");
        expect(browser.cookies.has("parley-session")).toBe(false);
      });
    },
  );
});

describe("expired invitations:", () => {
  test("a link that ended says so, sets nothing up, and its person stands beside the line", async () => {
    const { link } = await invite("late@psirt.example");
    const path = new URL(link).pathname;
    const { totpSecret } = await setUpOf(house.context, tokenOf(link));
    house.passSeconds(8 * 86_400);
    auditor = await signedIn("second-auditor@psirt.example", "auditor");
    await leaves("The late@psirt.example Refused a sign-in link", async () => {
      const browser = stranger();
      refused(await browser.get(path), 410, "This link was used, has ended or was replaced.");
      const code = authenticator(house.context, totpSecret)();
      const fields = { password: aPassword, repeated: aPassword, code };
      refused(await browser.submit("/sign-in", fields, path), 410, "has ended or was replaced.");
      expect(browser.cookies.has("parley-session")).toBe(false);
    });
  });
});

describe("a database handed back from an older backup", () => {
  test("is not served from; once somebody takes it knowingly, an auditor reads that they did", async () => {
    const { context, database, directory } = house;
    const file = join(directory, "checkpoints.jsonl");
    await makeCheckpoint(context, file);
    const { rows } = await admin.query("select max(checkpoint_id) as id from checkpoints");
    house.passSeconds(90);
    await stranger().get("/set-up/AAAAAAAAAAAAAAAAAAAAAA");
    await makeCheckpoint(context, file);
    await admin.query("set session_replication_role = replica");
    await admin.query("delete from checkpoint_leaves where checkpoint_id > $1", [rows[0].id]);
    await admin.query("delete from checkpoints where checkpoint_id > $1", [rows[0].id]);
    const start = refuseOlderDatabase(txOn(admin, "test"), context.masterKey, file);
    await expect(start).rejects.toThrow(
      /^The database is older than its checkpoint file: .+ Somebody handed it back from an older backup\. .+ Nothing was changed\.$/,
    );
    const words = "Took an older database, knowing that what came after is lost";
    expect(await onRecord(words)).toBe(0);
    const given = { masterKey: context.masterKey, file, now: context.now() };
    await acceptOlderDatabase((role) => database.connectionFor(role), given);
    expect(await onRecord(words)).toBe(1);
  });
});
