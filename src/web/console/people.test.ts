/** The People page of a case, breaking the glass and the support desk's page, as people meet them. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { runOwed } from "../../jobs/run-owed.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let lead: Colleague;
let second: Colleague;
let found: TestCase;
let path: string;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "First lead", "lead");
  second = await aSignedIn(web, house.context, "Second lead", "lead");
  found = await aCase(house, "a xylophonic noise");
  path = `/console/cases/${found.reference}/people`;
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

const reason = "Maintains the parser that is affected.";
const page = async (who: Colleague, at = path) => textOf((await who.browser.get(at)).body);

function send(who: Colleague, deed: string, values: Readonly<Record<string, string>>) {
  return who.browser.submit(
    path,
    values,
    `${path.replace("/people", "")}/deeds/${deed}?view=people`,
  );
}

describe("the people of a case", () => {
  test("[ALE-39] stand on their page with since when, by which rule or by whom, and why", async () => {
    const engineer = await aSignedIn(web, house.context, "Parser engineer", "engineer");
    expect((await engineer.browser.get(path)).statusCode).toBe(404);
    const done = await send(lead, "add-member", { personId: engineer.personId, reason });
    expect(done.statusCode).toBe(303);
    const text = await page(lead);
    expect(text).toContain("By rule: every report comes to this team");
    expect(text).toContain("Parser engineer");
    expect(text).toContain("Let in by The First lead");
    expect(text).toContain(reason);
    expect(text).toContain("Administrators never read a case");
    expect((await engineer.browser.get(path)).statusCode).toBe(200);
    const why = "The parser is no longer concerned.";
    await send(lead, "remove-member", { principalId: engineer.personId, reason: why });
    expect((await engineer.browser.get(path)).statusCode).toBe(404);
    const history = await page(lead, path.replace("people", "history"));
    expect(history).toContain("let The Parser engineer into the case");
    expect(history).toContain("took The Parser engineer off the case");
    expect(history).toContain(why);
  });

  test("keep a lead: taking the last one off is refused with a sentence, and nothing is lost", async () => {
    const words = "This is about somebody of the team.";
    const team = "00000000-0000-7000-8000-0000000000a1";
    const answer = await send(lead, "remove-member", { principalId: team, reason: words });
    expect(answer.statusCode).toBe(409);
    expect(textOf(answer.body)).toContain("No lead would be left on the case.");
    expect(textOf(answer.body)).toContain(words);
  });

  test("are asked for one by one: neither or both is said at the field", async () => {
    const answer = await send(lead, "add-member", { reason });
    expect([answer.statusCode, textOf(answer.body)]).toEqual([
      422,
      expect.stringContaining("Choose either one colleague or one team."),
    ]);
  });

  test("leave by themselves, and are led back to the queue", async () => {
    const engineer = await aSignedIn(web, house.context, "Leaving engineer", "engineer");
    await send(lead, "add-member", { personId: engineer.personId, reason });
    const left = await send(engineer, "leave-case", { reason: "My part is done." });
    expect(left.headers.location).toBe("/console");
    expect((await engineer.browser.get(path)).statusCode).toBe(404);
  });
});

describe("breaking the glass", () => {
  const glass = "/console/break-glass";

  async function proven(who: Colleague): Promise<Colleague> {
    await house.pools.worker.query("update sessions set stepped_up_at = $1 where person_id = $2", [
      house.context.now(),
      who.personId,
    ]);
    return who;
  }

  test("asks a lead, who reads why, confirms it, and then sees it on the case for ever", async () => {
    const stranger = await aSignedIn(web, house.context, "Night engineer", "engineer");
    const why = "Their network is down and nobody answers.";
    await proven(stranger);
    const asked = await stranger.browser.submit(glass, { reference: found.reference, reason: why });
    expect(asked.headers.location).toBe(`${glass}?done=asked`);
    expect(await page(stranger, glass)).toContain("Waits for a lead");
    const waiting = await (await proven(second)).browser.get(glass);
    expect(textOf(waiting.body)).toContain(`The Night engineer wants to open “${found.reference}”`);
    const requestId = /name="requestId" value="([^"]+)"/.exec(waiting.body)?.[1] ?? "";
    await second.browser.submit(glass, { requestId }, `${glass}/confirm`);
    expect((await stranger.browser.get(path)).statusCode).toBe(200);
    await runOwed(tasks.on);
    const text = await page(lead);
    expect(text).toContain("Night engineer reads this case by breaking the glass");
    expect(text).toContain("confirmed by The Second lead");
    expect(text).toContain(why);
    expect(await page(lead, "/console/due")).toContain("Reviews of broken glass");
    house.passSeconds(5 * 3_600);
    expect((await stranger.browser.get(path)).statusCode).toBe(404);
    const openingId = /name="openingId" value="([^"]+)"/.exec(
      (await lead.browser.get(path)).body,
    )?.[1];
    const finding = "It was needed; we name a second contact for the nights.";
    await send(lead, "review-break-glass", { openingId: openingId ?? "", finding });
    const after = await page(lead);
    expect(after).toContain(finding);
    expect(after).not.toContain("by breaking the glass");
    expect(await page(lead, path.replace("people", "history"))).toContain(
      "broke the glass, confirmed by The Second lead",
    );
  });

  test("says the same of a case that is not there; support and administrators have no such page", async () => {
    const stranger = await proven(await aSignedIn(web, house.context, "Day engineer", "engineer"));
    const ask = (reference: string) => stranger.browser.submit(glass, { reference, reason });
    const answers = [await ask(found.reference), await ask("PSIRT-2026-9999")];
    expect(answers.map(({ statusCode, headers }) => [statusCode, headers.location])).toEqual([
      [303, `${glass}?done=asked`],
      [303, `${glass}?done=asked`],
    ]);
    for (const role of ["support-agent", "administrator"] as const) {
      const other = await aSignedIn(web, house.context, `no ${role}`, role);
      expect((await other.browser.get(glass)).statusCode).toBe(403);
    }
  });
});

describe("the support desk", () => {
  const filed = "/console/filed";

  test("files a report and sees how it stands and its own thread; nothing of the staff side", async () => {
    const agent = await aSignedIn(web, house.context, "Support agent", "support-agent");
    const other = await aSignedIn(web, house.context, "Other agent", "support-agent");
    const report = {
      product: "OmniGate 9000",
      description: "The customer’s gateway restarts by itself.",
      organisation: "A customer",
    };
    const answer = await agent.browser.submit(filed, report);
    expect(textOf(answer.body)).toContain("Receipt code for the customer");
    await runOwed(tasks.on);
    const list = await agent.browser.get(filed);
    const reference = /filed\/(PSIRT-[\d-]+)"/.exec(list.body)?.[1] ?? "";
    expect(reference).toMatch(/^PSIRT-2026-\d{4}$/);
    const ticket = `${filed}/${reference}`;
    expect(await page(agent, ticket)).toContain("gateway restarts by itself");
    const sent = await agent.browser.submit(ticket, { text: "They run version 2.4." });
    expect(sent.statusCode).toBe(303);
    const onCase = `/console/cases/${reference}`;
    for (const view of ["", "/people", "/history", "/conversation"]) {
      expect((await agent.browser.get(`${onCase}${view}`)).statusCode).toBe(404);
    }
    expect((await other.browser.get(ticket)).statusCode).toBe(404);
    expect((await lead.browser.get(filed)).statusCode).toBe(403);
    const thread = await page(lead, `${onCase}/conversation`);
    expect(thread).toContain("They run version 2.4.");
    expect(await page(lead, `${onCase}/people`)).toContain("They filed the report for a customer");
    expect(await page(lead, `${onCase}/history`)).toContain(
      "The Support agent filed the report at the support desk",
    );
  });
});
