/** Reports that lie at other sites: read from servers that answer in the documented shape, each once. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { actorOf } from "../../test/support/accounts.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../test/support/tasks.ts";
import type { TestWeb } from "../../test/support/web.ts";
import { perform } from "../actions/action.ts";
import { ensureHouse } from "../actions/people/ensure-house.ts";
import { acknowledgeSender } from "../actions/tray/acknowledge-sender.ts";
import { type OutsideSource, sourceReader } from "../integrations/outside-reports/read-source.ts";
import { outgoingFetch } from "../lib/outgoing-fetch.ts";
import { readOutside } from "./read-outside.ts";
import { runOwed } from "./run-owed.ts";

type Answer = (
  request: IncomingMessage,
  url: URL,
) => { status?: number; body?: unknown; link?: string };

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let analyst: Colleague;
let site: Server;
let url: string;
let answer: Answer;
let asked: { url: URL; authorization: string | undefined }[];

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "Analyst", "analyst");
  site = createServer((request: IncomingMessage, response: ServerResponse) => {
    const at = new URL(request.url ?? "/", url);
    asked.push({ url: at, authorization: request.headers.authorization });
    const { status = 200, body = [], link } = answer(request, at);
    response.writeHead(status, { "content-type": "application/json", ...(link ? { link } : {}) });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => site.close(resolve));
  await web.app.close();
  await tasks.close();
  await house.close();
});
beforeEach(() => {
  asked = [];
});

const github = (repository = "vendor/gateway"): OutsideSource => ({
  ...{ site: "github", name: `github ${repository}`, repository, url, isOurs: true },
  token: "a-token-of-github",
});
const hackerone = (): OutsideSource => ({
  ...{ site: "hackerone", name: "hackerone vendor", program: "vendor", user: "reader", url },
  ...{ isOurs: true, token: "a-token-of-hackerone" },
});

const advisory = (ghsa: string, more: object = {}) => ({
  ghsa_id: ghsa,
  cve_id: null,
  url: `https://api.github.example/advisories/${ghsa}`,
  html_url: `https://github.example/vendor/gateway/security/advisories/${ghsa}`,
  summary: "The gateway restarts",
  description: "A long header lets it restart.",
  severity: "high",
  state: "triage",
  created_at: "2026-03-10T10:00:00Z",
  author: { login: "finder", id: 1 },
  cvss: { vector_string: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", score: 7.5 },
  cwe_ids: ["CWE-400"],
  vulnerabilities: [
    { package: { ecosystem: "npm", name: "gateway" }, vulnerable_version_range: "< 2.4" },
  ],
  ...more,
});

const h1 = (id: string, more: object = {}) => ({
  id,
  type: "report",
  attributes: {
    title: "Directory without sign-in",
    state: "new",
    created_at: "2026-03-10T11:00:00.000Z",
    vulnerability_information: "Any phone reads it.",
    ...more,
  },
  relationships: {
    reporter: { data: { id: "7", type: "user", attributes: { username: "finder" } } },
    severity: { data: { id: "8", type: "severity", attributes: { rating: "medium" } } },
    weakness: { data: { id: "9", type: "weakness", attributes: { external_id: "cwe-306" } } },
    structured_scope: { data: null },
  },
});

const read = (...sources: OutsideSource[]) =>
  readOutside({ context: house.context, log: tasks.on.log }, sources, sourceReader(outgoingFetch));

async function cases(): Promise<{ caseId: string; reference: string }[]> {
  await runOwed(tasks.on);
  return house.context.transaction(theWorker, (tx) =>
    tx.query(`select case_id as "caseId", reference from cases order by reference`),
  );
}

async function newest(): Promise<{ caseId: string; reference: string }> {
  const found = (await cases()).at(-1);
  if (!found) throw new Error("no case");
  return found;
}

async function pageOf(path: string): Promise<string> {
  return textOf((await analyst.browser.get(path)).body);
}

describe("private reports of GitHub", () => {
  test("become cases, all pages of them, and each once however often it is read", async () => {
    const ids = ["GHSA-2222-2222-2222", "GHSA-3333-3333-3333", "GHSA-4444-4444-4444"];
    answer = (_, at) =>
      at.searchParams.has("after")
        ? { body: [advisory(ids[2] ?? "")] }
        : {
            body: [advisory(ids[0] ?? ""), advisory(ids[1] ?? "")],
            link: `<${url}/repos/vendor/gateway/security-advisories?after=x>; rel="next"`,
          };
    expect(await read(github())).toBe(3);
    expect(await cases()).toHaveLength(3);
    const [first] = asked;
    expect(first?.url.pathname).toBe("/repos/vendor/gateway/security-advisories");
    expect(first?.url.searchParams.get("state")).toBe("triage");
    expect(first?.authorization).toBe("Bearer a-token-of-github");
    expect(await read(github())).toBe(0);
    // Changed there in the meantime, it is the same report.
    answer = () => ({ body: [advisory(ids[1] ?? "", { summary: "Other words" })] });
    expect(await read(github())).toBe(0);
    expect(await cases()).toHaveLength(3);
  });

  test("say where they are answered, keep what was written, and are found by their number", async () => {
    const { reference, caseId } = await newest();
    const text = await pageOf(`/console/cases/${reference}`);
    expect(text).toContain("It is answered at GitHub");
    expect(text).toContain("A long header lets it restart.");
    expect(text).toContain("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H");
    expect(text).toContain("Not acknowledged. It is answered at the site that it comes from.");
    const { body } = await analyst.browser.get(`/console/cases/${reference}`);
    expect(body).toContain(
      `href="https://github.example/vendor/gateway/security/advisories/GHSA-4444-4444-4444"`,
    );
    expect((await analyst.browser.get("/console/search?q=GHSA-4444-4444-4444")).body).toContain(
      reference,
    );
    expect(tasks.sent).toEqual([]);
    // Whoever answered there says so here: the words to carry over stand in the thread.
    const person = await actorOf(house.context, analyst.session);
    await perform(house.context, acknowledgeSender, person, { caseId });
    await runOwed(tasks.on);
    expect(await pageOf(`/console/cases/${reference}`)).not.toContain("Not acknowledged");
    expect(tasks.sent).toEqual([]);
  });

  test("an address that is none of https is no link", async () => {
    const html_url = "javascript:alert(1)";
    answer = () => ({ body: [advisory("GHSA-5555-5555-5555", { html_url })] });
    await read(github("vendor/other"));
    const { body } = await analyst.browser.get(`/console/cases/${(await newest()).reference}`);
    expect(body).not.toContain("javascript:");
    expect(textOf(body)).toContain("Find it there by that name.");
  });

  test("keep every package that they name, with its versions", async () => {
    const of = (name: string, range: string | null) => ({
      package: { ecosystem: "npm", name },
      vulnerable_version_range: range,
    });
    const vulnerabilities = [
      of("gateway", "< 2.4"),
      of("gateway-cli", ">= 1, < 1.9"),
      of("x", null),
    ];
    answer = () => ({ body: [advisory("GHSA-7777-7777-7777", { vulnerabilities })] });
    await read(github("vendor/several"));
    const text = await pageOf(`/console/cases/${(await newest()).reference}`);
    expect(text).toContain("Version gateway &lt; 2.4; gateway-cli >= 1, &lt; 1.9; x");
  });

  test("drafts that the team wrote itself are no reports", async () => {
    answer = () => ({ body: [advisory("GHSA-6666-6666-6666", { state: "draft" })] });
    expect(await read(github())).toBe(0);
  });
});

describe("reports of a bounty platform", () => {
  test("are read on from where the last turn ended, with the token of the settings", async () => {
    answer = () => ({ body: { data: [h1("1337")], links: {} } });
    expect(await read(hackerone())).toBe(1);
    const { reference } = await newest();
    const text = await pageOf(`/console/cases/${reference}`);
    expect(text).toContain("It is answered at HackerOne");
    expect(text).toContain("HackerOne #1337");
    expect(text).toContain("CWE-306");
    expect(text).toContain("Its state there was new on");
    expect(await read(hackerone())).toBe(0);
    const [first, second] = asked;
    const basic = Buffer.from("reader:a-token-of-hackerone").toString("base64");
    expect(first?.authorization).toBe(`Basic ${basic}`);
    expect(first?.url.searchParams.get("filter[program][]")).toBe("vendor");
    expect(first?.url.searchParams.has("filter[created_at__gt]")).toBe(false);
    expect(second?.url.searchParams.get("filter[created_at__gt]")).toBe("2026-03-10T10:59:59.000Z");
  });

  test("a text that is too long is cut, and says where it goes on", async () => {
    const more = { vulnerability_information: "x".repeat(70_000) };
    answer = () => ({ body: { data: [h1("1400", more)], links: null } });
    expect(await read(hackerone())).toBe(1);
    expect(await pageOf(`/console/cases/${(await newest()).reference}`)).toContain(
      "(The text goes on at the site that it comes from.)",
    );
  });
});

describe("a site that does not answer as it should", () => {
  const strange: readonly (readonly [string, ReturnType<Answer>])[] = [
    ["refuses the token", { status: 401, body: { message: "Bad credentials" } }],
    ["answers something else", { body: "<html>maintenance</html>" }],
    ["answers another shape", { body: { advisories: [] } }],
    ["leads elsewhere", { body: [], link: `<https://elsewhere.example/page>; rel="next"` }],
  ];
  test.each(strange)("and %s: nothing is taken, and the others are read", async (_, of) => {
    const before = (await cases()).length;
    answer = (__, at) => (at.pathname.startsWith("/v1/") ? { body: { data: [], links: {} } } : of);
    await expect(read(github(), hackerone())).rejects.toThrow("not read: github vendor/gateway");
    expect(asked.some(({ url: at }) => at.pathname === "/v1/reports")).toBe(true);
    expect(await cases()).toHaveLength(before);
  });
});
