/** The support desk: its form with ticket, question, files and customer; programs with a token; what each sees. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actorOf } from "../../../test/support/accounts.ts";
import { aPerson } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { type TestWeb, testWeb, tokenIn } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { changeKind } from "../../actions/cases/change-kind.ts";
import { addCustomer, addEntitlement } from "../../actions/customers/customer-deeds.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { makeToken } from "../../actions/people/make-token.ts";
import { sweepSessions } from "../../actions/people/sweep-sessions.ts";
import { eraseCustomer } from "../../actions/retention/erase-customer.ts";
import { apiRoutes } from "../../api/api-routes.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { insertEntitlement } from "../../store/customers/writer.ts";

const filed = "/console/filed";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let api: TestWeb;
let agent: Colleague;
let analyst: Colleague;
let customerId: string;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  const { context } = house;
  await ensureHouse.run(context, theWorker, {});
  web = await testConsole(house);
  api = await testWeb(context, [
    (server) => apiRoutes(server, { context, actorOf: async () => ({ kind: "anyone" }) }),
  ]);
  agent = await aSignedIn(web, context, "Support agent", "support-agent");
  analyst = await aSignedIn(web, context, "Analyst", "analyst");
  const desk = await actorOf(context, agent.session);
  ({ customerId } = await perform(context, addCustomer, desk, { name: "Harbour Telecom" }));
  const level = { customerId, level: "Gold", validUntil: "2099-12-31" };
  await perform(context, addEntitlement, desk, level);
});
afterAll(async () => {
  await web.app.close();
  await api.app.close();
  await tasks.close();
  await house.close();
});

function rows<Row extends object>(sql: string, values: readonly string[] = []): Promise<Row[]> {
  return house.context.transaction(theWorker, (tx) => tx.query<Row>(sql, values));
}

async function pageOf(of: Colleague, path: string): Promise<string> {
  return textOf((await of.browser.get(path)).body);
}

/** The reference of what was filed under a ticket. */
async function referenceOf(ticket: string): Promise<string> {
  await runOwed(tasks.on);
  const { body } = await agent.browser.get(`${filed}?ticket=${encodeURIComponent(ticket)}`);
  return /filed\/(PSIRT-[\d-]+)/.exec(body)?.[1] ?? "nothing";
}

describe("an agent", () => {
  test("[ALE-20] files under a ticket, finds the report by it, and a colleague at the desk does not", async () => {
    const report = {
      ticket: "INC 0042-17",
      product: "OmniGate 9000",
      description: "The gateway restarts whenever a call is parked.",
      "live-incident": "no",
      exploited: "unknown",
    };
    const { body } = await agent.browser.get(filed);
    const files = [{ name: "trace.txt", bytes: Buffer.from("a trace") }];
    const sent = { _csrf: tokenIn(body), ...report };
    const answer = await agent.browser.upload(filed, sent, files);
    expect(answer.statusCode).toBe(200);
    expect(textOf(answer.body)).toContain("Receipt code for the customer");
    const reference = await referenceOf("inc0042 17");
    expect(reference).toMatch(/^PSIRT-/);
    expect(await pageOf(agent, `${filed}/${reference}?ticket=INC0042-17`)).toContain(
      "Your ticket INC 0042-17 Filed as Report",
    );
    const other = await aSignedIn(web, house.context, "Other agent", "support-agent");
    expect(await pageOf(other, `${filed}?ticket=INC0042-17`)).toContain(
      "You filed nothing under this ticket",
    );
    expect((await other.browser.get(`${filed}/${reference}`)).statusCode).toBe(404);
    const found = await pageOf(analyst, "/console/search?q=0042-17");
    expect(found).toContain(reference);
    const onCase = await pageOf(analyst, `/console/cases/${reference}`);
    expect(onCase).toContain("INC 0042-17 Ticket of our support, Support desk");
    expect(onCase).not.toContain("from their mail");
    expect(onCase).toContain("trace.txt");
    expect((await agent.browser.get(`/console/cases/${reference}`)).statusCode).toBe(404);
  });

  test("[ALE-22] asks whether something is a security problem, and reads the team's answer", async () => {
    const question = {
      asked: "question",
      ticket: "Q-1",
      product: "OmniGate 9000",
      description: "Is it a security problem that the login page names its version?",
    };
    await agent.browser.submit(filed, question);
    const reference = await referenceOf("Q-1");
    expect(await pageOf(agent, filed)).toContain(`${reference} Q-1 Question`);
    expect(await pageOf(agent, filed)).toContain("No answer yet");
    const onCase = await pageOf(analyst, `/console/cases/${reference}`);
    expect(onCase).toContain("Question");
    const [side] = await rows<{ caseId: string; partyId: string; kind: string }>(
      `select p.case_id as "caseId", p.party_id as "partyId", c.kind from parties p
         join cases c using (case_id) where c.reference = $1 and p.kind = 'support'`,
      [reference],
    );
    if (!side) throw new Error("no support side");
    const { kind, ...to } = side;
    expect(kind).toBe("question");
    const text = "No: the version is public anyway.";
    await perform(house.context, sendMessage, await actorOf(house.context, analyst.session), {
      ...to,
      text,
    });
    expect(await pageOf(agent, filed)).toContain("1 message");
    expect(await pageOf(agent, `${filed}/${reference}`)).toContain(text);
    // The team finds that it is one after all: the desk sees the same.
    await perform(house.context, changeKind, await actorOf(house.context, analyst.session), {
      ...{ caseId: to.caseId, kind: "vulnerability-report" },
      reason: "The version leads to a known flaw.",
    });
    const turned = "Report, filed as a question";
    expect(await pageOf(agent, filed)).toContain(`${reference} Q-1 ${turned}`);
    expect(await pageOf(agent, `${filed}/${reference}`)).toContain(
      "Filed as Question What it is by now Report",
    );
  });

  test("[ALE-21] sees what the customer's contract gives; who analyses the case does not", async () => {
    expect(await pageOf(agent, `${filed}?customer=harbour`)).toContain(
      "Gold for everything until 2099-12-31.",
    );
    const form = await agent.browser.get(`${filed}?customerId=${customerId}`);
    expect(form.body).toContain(`value="Harbour Telecom"`);
    const report = {
      ticket: "H-9",
      product: "OmniGate 9000",
      description: "Their alarm log is empty after a restart.",
      customerId,
    };
    await agent.browser.submit(filed, report);
    const reference = await referenceOf("H-9");
    expect(await pageOf(agent, `${filed}/${reference}`)).toContain(
      "Customer Harbour Telecom Contract Gold for everything until 2099-12-31.",
    );
    for (const view of ["", "/files", "/people", "/history"]) {
      expect(await pageOf(analyst, `/console/cases/${reference}${view}`)).not.toContain("Gold");
    }
  });

  test("[ALE-21] sees the contract that holds behind very many that ran out since", async () => {
    const { context } = house;
    const desk = await actorOf(context, agent.session);
    const { customerId: pier } = await perform(context, addCustomer, desk, { name: "Pier Radio" });
    await perform(context, addEntitlement, desk, { customerId: pier, level: "Platinum" });
    house.passSeconds(1);
    await context.transaction(desk, async (tx) => {
      for (let count = 0; count < 101; count += 1) {
        const ranOut = { level: "Bronze", productId: null, validUntil: "2020-01-01" };
        const entitlementId = context.newId();
        await insertEntitlement(context, tx, { entitlementId, customerId: pier, ...ranOut });
      }
    });
    const found = await pageOf(agent, `${filed}?customer=pier`);
    expect(found).toContain("Platinum for everything. File for");
    expect(found).not.toMatch(/No contract|More is said/);
  });

  test("[TH-23] sees of a customer that was erased that it was, and no contract", async () => {
    const { context } = house;
    const desk = await actorOf(context, agent.session);
    const name = "Quay Telecom";
    const { customerId: quay } = await perform(context, addCustomer, desk, { name });
    await perform(context, addEntitlement, desk, { customerId: quay, level: "Bronze" });
    const report = {
      ...{ ticket: "QT-77", product: "OmniGate 9000", description: "It does not start." },
      customerId: quay,
    };
    await agent.browser.submit(filed, report);
    const reference = await referenceOf("QT-77");
    expect(await pageOf(agent, `${filed}/${reference}`)).toContain("Customer Quay Telecom");
    const lead = await aPerson(house, "lead");
    await perform(context, eraseCustomer, lead, { customerId: quay, reason: "asked" });
    const page = await pageOf(agent, `${filed}/${reference}`);
    expect(page).toContain("Customer Erased customer Contract No contract");
    expect(page).not.toMatch(/Quay|Bronze/);
  });

  test("is told at the field what does not fit, and loses no word", async () => {
    const report = {
      ticket: "T-77",
      product: "OmniGate 9000",
      description: "It forgets its clock.",
      email: "no address",
      customerId: "018f0000-0000-7000-8000-000000000000",
    };
    const answer = await agent.browser.submit(filed, report);
    expect(answer.statusCode).toBe(422);
    expect(textOf(answer.body)).toContain("is not an e-mail address we can write to");
    for (const typed of ["T-77", "It forgets its clock.", "no address"])
      expect(answer.body).toContain(typed);
    const unknown = await agent.browser.submit(filed, { ...report, email: "" });
    expect(textOf(unknown.body)).toContain("There is no such customer");
    expect(unknown.body).toContain("It forgets its clock.");
  });

  test("who sends the same form twice files one report", async () => {
    const page = await agent.browser.get(filed);
    const [, key = ""] = /name="idempotencyKey" value="([\w-]{22})"/.exec(page.body) ?? [];
    const report = {
      ticket: "TWICE-1",
      product: "OmniGate 9000",
      description: "Sent by a finger that trembled.",
      idempotencyKey: key,
    };
    const codeIn = (body: string) => /[0-9A-Z]{4}(-[0-9A-Z]{2,4}){6}/.exec(body)?.[0];
    const first = await agent.browser.submit(filed, report);
    const second = await agent.browser.submit(filed, report);
    expect(codeIn(second.body)).toBe(codeIn(first.body));
    expect(codeIn(first.body)).toBeDefined();
    await runOwed(tasks.on);
    const list = await pageOf(agent, `${filed}?ticket=TWICE-1`);
    expect(list.match(/PSIRT-\d{4}-\d{4}/g)).toHaveLength(1);
  });
});

describe("a program of the desk", () => {
  const report = {
    product: "OmniGate 9000",
    description: "Filed by a ticket system.",
    ticket: "CRM-100",
    idempotencyKey: "crm-100-attempt",
  };

  async function tokenFor(...scopes: string[]): Promise<Record<string, string>> {
    const desk = await actorOf(house.context, agent.session);
    const made = await perform(house.context, makeToken, desk, { label: "crm", scopes, days: 1 });
    return { authorization: `Bearer ${made.token}` };
  }

  const send = (headers: Record<string, string>, payload: object) =>
    api.app.inject({ method: "POST", url: "/api/v1/filed-reports", headers, payload });

  async function listed(headers: Record<string, string>, query = "") {
    const answer = await api.app.inject({ url: `/api/v1/filed-reports${query}`, headers });
    expect(answer.statusCode).toBe(200);
    return answer.json().filedReports as { ticket: string; step: string; asked: string }[];
  }

  test("sends the same key and report twice: one report, one answer; another report is refused", async () => {
    const token = await tokenFor("file-report");
    const [first, second] = await Promise.all([send(token, report), send(token, report)]);
    expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
    expect(second.json()).toEqual(first.json());
    expect((await send(token, report)).json()).toEqual(first.json());
    const other = await send(token, { ...report, description: "Something else." });
    expect([other.statusCode, other.json().code]).toEqual([409, "report.key-reused"]);
    await runOwed(tasks.on);
    expect(await listed(token, "?ticket=CRM-100")).toHaveLength(1);
    // The answer opens the report: it is the receipt code of what was taken the first time.
    const { receiptCode } = first.json();
    expect(receiptCode).toMatch(/^[0-9A-Z]{4}-/);
  });

  test("[ALE-20] sees its own uploads and nothing else that its person filed", async () => {
    const token = await tokenFor("file-report");
    const { idempotencyKey: _, ...once } = report;
    await send(token, { ...once, ticket: "CRM-200", asked: "question" });
    await runOwed(tasks.on);
    expect(await listed(token)).toMatchObject([
      { ticket: "CRM-200", asked: "question", step: "acknowledged", answers: 0 },
    ]);
    expect(await listed(await tokenFor("file-report", "read"))).toEqual([]);
    const cases = await api.app.inject({ url: "/api/v1/cases", headers: token });
    expect([cases.statusCode, cases.json().code]).toEqual([403, "token.scope"]);
    expect(await pageOf(agent, filed)).toContain("CRM-200");
  });

  test("that only reads may not file, and another's key is nobody's business", async () => {
    const reader = await tokenFor("read");
    expect((await send(reader, report)).json().code).toBe("token.scope");
    expect(await listed(reader)).toEqual([]);
    const another = await tokenFor("file-report");
    const answer = await send(another, { ...report, description: "A key may be chosen twice." });
    expect(answer.statusCode).toBe(201);
  });

  test("its key is forgotten after a month", async () => {
    house.passSeconds(31 * 86_400);
    await sweepSessions(house.context);
    expect(await rows(`select intake_key_id from intake_keys`)).toEqual([]);
  });
});
