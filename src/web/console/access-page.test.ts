import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actorOf as sessionActor } from "../../../test/support/accounts.ts";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, textOf } from "../../../test/support/console.ts";
import {
  aColleague,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { exportAccessRecord } from "../../actions/access/export-access-record.ts";
import { recordAccess, settleStrangers } from "../../actions/access/record-access.ts";
import { perform } from "../../actions/action.ts";
import { readCase } from "../../actions/cases/read-case.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { apiRoutes } from "../../api/api-routes.ts";
import { oneReadingMs } from "../../core/access/access-event.ts";
import { portalRoutes } from "../portal/portal-routes.tsx";
import { actorOf } from "../server/actor-of.ts";
import type { RouteModule } from "../server/web-context.ts";
import { consoleRoutes } from "./console-routes.ts";

let house: TestContext;
let web: TestWeb;
let analyst: Colleague;
let stranger: Colleague;
let auditor: Colleague;
let found: TestCase;
let path: string;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  const api: RouteModule = (app, { context }) => apiRoutes(app, { context, actorOf });
  web = await testWeb(house.context, [consoleRoutes, portalRoutes, api], {
    requestsPerMinute: { reads: 100_000, changes: 100_000 },
  });
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  stranger = await aSignedIn(web, house.context, "engineer", "engineer");
  auditor = await aSignedIn(web, house.context, "auditor", "auditor");
  found = await aCase(house, "a xylophonic noise");
  path = `/console/cases/${found.reference}`;
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

interface Recorded {
  readonly kind: string;
  readonly what: string;
  readonly case_id: string | null;
  readonly actor_id: string | null;
  readonly body: string;
}

async function recorded(kind: string): Promise<Recorded[]> {
  const { rows } = await house.pools.worker.query<Recorded>(
    `select kind, what, case_id, actor_id, body from access_events where kind = $1
      order by stream_id, seq`,
    [kind],
  );
  return rows;
}

describe("on record, before anything is answered, stands", () => {
  test("who read which part of a case, once in ten minutes however often they look", async () => {
    for (let time = 0; time < 3; time += 1) await analyst.browser.get(`${path}/conversation`);
    const read = async () =>
      (await recorded("case.read")).filter(({ what }) => what === "conversation");
    expect(await read()).toMatchObject([{ case_id: found.caseId }]);
    house.passSeconds(oneReadingMs / 1000);
    await analyst.browser.get(`${path}/conversation`);
    expect(await read()).toHaveLength(2);
  });

  test("what somebody of ours was refused, on which case, and why", async () => {
    await stranger.browser.get(`${path}/history`);
    await stranger.browser.get("/console/cases/PSIRT-2026-9999");
    const rows = await recorded("refused");
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ case_id: found.caseId, actor_id: expect.any(String) });
    expect(JSON.parse(rows[0]?.body ?? "")).toEqual({
      code: "access.not-found",
      tried: found.reference,
    });
    expect(rows[1]).toMatchObject({ case_id: null });
  });

  test("that somebody searched, for how many words and with how many hits, and never a word", async () => {
    await analyst.browser.get("/console/search?q=xylophonic+noise");
    const [row] = await recorded("search");
    expect(JSON.parse(row?.body ?? "")).toMatchObject({
      hits: 1,
      words: [expect.stringMatching(/^[0-9a-f]{16}$/), expect.stringMatching(/^[0-9a-f]{16}$/)],
    });
    expect(JSON.stringify(row)).not.toContain("xylo");
  });

  test("a portal code that opens nothing, and of a flood of them the number: a line a minute, none forgotten", async () => {
    const flooded = async (kind: "portal.unknown-code" | "token.refused") => {
      const bodies = (await recorded(kind)).map(({ body }) => JSON.parse(body));
      const tried = bodies.reduce((sum, body) => sum + 1 + (body.uncounted ?? 0), 0);
      return { lines: bodies.length, tried };
    };
    const browser = new TestBrowser(web.app, "192.0.2.200");
    await browser.submit("/portal", { code: "AAAA-BBBB" });
    expect(await recorded("portal.unknown-code")).toMatchObject([{ actor_id: null, what: "code" }]);
    for (let time = 0; time < 100; time += 1) {
      await recordAccess(
        house.context,
        { kind: "anyone" },
        { kind: "portal.unknown-code", what: "code" },
      );
      await web.app.inject({ url: "/api/v1/cases", headers: { authorization: "Bearer wrong" } });
    }
    const lines = { lines: 1, tried: 1 };
    expect(await flooded("portal.unknown-code")).toEqual(lines);
    expect(await flooded("token.refused")).toEqual(lines);
    house.passSeconds(60);
    await browser.submit("/portal", { code: "AAAA-BBBB" });
    expect(await flooded("portal.unknown-code")).toEqual({ lines: 2, tried: 102 });
    // The flood of tokens ended with its minute; nobody has to come again for it to be on record.
    expect(await settleStrangers(house.context)).toBe(1);
    expect(await flooded("token.refused")).toEqual({ lines: 2, tried: 100 });
    expect(await settleStrangers(house.context)).toBe(0);
  });

  test("a reading that cannot be recorded shows nothing", async () => {
    const broken = {
      ...house.context,
      transaction: (async (actor, work) => {
        if (actor.kind === "system") throw new Error("the disk is full");
        return house.context.transaction(actor, work);
      }) as typeof house.context.transaction,
    };
    const reader = { ...aColleague("lead"), id: analyst.personId };
    await expect(
      readCase.run(broken, reader, { caseId: found.caseId, what: "promises" }),
    ).rejects.toThrow("the disk is full");
  });
});

describe("an auditor", () => {
  test("looks through it all by kind and person, and is told which word was searched only when asking for it", async () => {
    const refused = { what: "write-note", body: { code: "access.not-found" } };
    for (let time = 0; time < 60; time += 1) {
      await recordAccess(house.context, aColleague("engineer"), { ...refused, kind: "refused" });
    }
    const all = await auditor.browser.get("/console/access");
    expect(textOf(all.body)).toContain("Was refused: not theirs, or not there");
    const older = /href="([^"]+)"[^>]*><span>Older/.exec(all.body)?.[1] ?? "";
    const more = await auditor.browser.get(older.replaceAll("&amp;", "&"));
    expect(textOf(more.body)).toContain("Searched for 2 words");
    expect(textOf(more.body)).toContain("portal code or link that opens nothing");
    expect(textOf(more.body)).toContain("API token that opens nothing (and 98 more before it)");
    const searches = textOf((await auditor.browser.get("/console/access?group=searches")).body);
    expect(searches).toContain("Searched for 2 words: 1 case found");
    expect(searches).not.toContain("Was refused:");
    const about = async (word: string) =>
      textOf((await auditor.browser.get(`/console/access?word=${word}`)).body);
    expect(await about("xylophonic")).toContain("Searched for 2 words");
    expect(await about("harmless")).toContain("Nothing on record fits");
  });

  test("is shown no reference of a case, and nobody's reading of one, without being on it", async () => {
    const { body } = await auditor.browser.get("/console/access?group=readings");
    expect(textOf(body)).toContain("Nothing on record fits");
    const all = await auditor.browser.get("/console/access?group=refused");
    expect(all.body).not.toContain(`href="${path}"`);
  });

  test("takes it out as CSV or as JSON lines, and that is on record too", async () => {
    const csv = await auditor.browser.get("/console/access/export?as=csv&group=refused");
    expect(csv.headers["content-disposition"]).toContain("access.csv");
    expect(csv.body.split("\r\n")[0]).toBe(
      "at,kind,what,actorKind,actorId,reference,body,accessId",
    );
    const lines = await auditor.browser.get("/console/access/export?as=jsonl&group=refused");
    const rows = lines.body
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows.filter(({ kind }) => kind === "refused").length).toBeGreaterThan(1);
    expect(await recorded("export")).toMatchObject([
      { what: "access-record", case_id: null },
      { what: "access-record" },
    ]);
  });

  test("goes on from a place that an answer gave, and says so of any other text", async () => {
    const actor = await sessionActor(house.context, auditor.session);
    for (const after of [
      `2026-11-25T08:00:00.000Z ${"-".repeat(36)}`,
      "yesterday at eight o'clock",
    ]) {
      const asked = perform(house.context, exportAccessRecord, actor, { after });
      await expect(asked).rejects.toMatchObject({ code: "input.invalid" });
    }
    const all = await perform(house.context, exportAccessRecord, actor, {});
    const [, second] = all.events;
    const after = `${second?.at} ${second?.accessId}`;
    const { events } = await perform(house.context, exportAccessRecord, actor, { after });
    expect(events).toEqual(all.events.slice(2));
  });

  test("is the only one: everybody else is refused, and the refusal is on record", async () => {
    const before = (await recorded("refused")).length;
    for (const url of ["/console/access", "/console/access/export"]) {
      expect((await analyst.browser.get(url)).statusCode).toBe(403);
    }
    expect(await recorded("refused")).toHaveLength(before + 2);
  });
});

test("[CC-32] a lead sees when each party first read, and a reporter how many of ours did, without a name", async () => {
  const browser = new TestBrowser(web.app, "192.0.2.201");
  await browser.submit("/portal", { code: found.receiptCode });
  const portal = textOf((await browser.get("/portal/case")).body);
  expect(portal).toContain("Who has read it");
  expect(portal).toContain("One person of ours");
  expect(portal).toContain("Analyst: first 11 March 2026");
  expect(portal).not.toContain("The analyst");
  const lead = await aSignedIn(web, house.context, "lead", "lead");
  const history = textOf((await lead.browser.get(`${path}/history`)).body);
  expect(history).toContain("its own side, on the portal");
  expect(history).toContain("Refused, and taken out");
});
