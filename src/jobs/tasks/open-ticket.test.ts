import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { perform } from "../../actions/action.ts";
import { decideRelevancy } from "../../actions/decisions/decide-relevancy.ts";
import { planRemedy } from "../../actions/remedies/plan-remedy.ts";
import { endTicket } from "../../actions/trackers/end-ticket.ts";
import { openTicket } from "../../actions/trackers/open-ticket.ts";
import type { Actor } from "../../core/people/actor.ts";
import { type TrackerKind, trackerKinds } from "../../core/trackers/tracker.ts";
import { type TrackerAccess, trackersOf } from "../../integrations/trackers/tracker-client.ts";
import { outgoingFetch } from "../../lib/outgoing-fetch.ts";
import { vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { ticketRecordOf } from "../../store/trackers/reader.ts";
import { runOwed } from "../run-owed.ts";
import { sweepTickets } from "../sweep-tickets.ts";
import type { TaskContext } from "../task-context.ts";

/** One request as it came over the wire. */
interface Came {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Answers as the four document it, and keeps every byte that it is sent. */
class FakeTracker {
  readonly came: Came[] = [];
  /** What it holds, as its kind writes issues. */
  issues: Record<string, unknown>[] = [];
  /** Answers instead, as often as this says. */
  broken: number[] = [];
  private readonly kind: TrackerKind;
  private readonly server: Server;
  base = "";

  constructor(kind: TrackerKind) {
    this.kind = kind;
    this.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const body = Buffer.concat(parts).toString();
        const { method = "", url = "", headers } = request;
        this.came.push({ method, url, headers, body });
        const status = this.broken.shift();
        const answer = status ? { message: "no" } : this.answer(method, url, body);
        response.writeHead(status ?? (method === "POST" ? 201 : 200), {
          "content-type": "application/json",
        });
        response.end(JSON.stringify(answer));
      });
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    this.base = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise((done) => this.server.close(done));
  }

  private answer(method: string, url: string, body: string): unknown {
    if (method === "POST") {
      const issue = this.made(JSON.parse(body));
      this.issues.push(issue);
      // Jira answers with key and address alone.
      return this.kind.startsWith("jira") ? { id: "1", key: issue.key, self: this.base } : issue;
    }
    if (/\/(issues|issue)\/[^/?]+/.test(url) && !url.includes("search")) return this.issues[0];
    return this.kind.startsWith("jira") ? { issues: this.issues } : this.issues;
  }

  private made(asked: Record<string, unknown>): Record<string, unknown> {
    const number = this.issues.length + 7;
    if (this.kind === "github") {
      const page = { number, html_url: `https://code.example/team/gate/issues/${number}` };
      return { ...page, state: "open", state_reason: null, body: asked.body };
    }
    if (this.kind === "gitlab") {
      return {
        iid: number,
        web_url: `https://code.example/gate/-/issues/${number}`,
        state: "opened",
      };
    }
    const status = { statusCategory: { key: "new" } };
    return { key: `GATE-${number}`, fields: { status, resolution: null } };
  }

  /** Somebody over there ends it. */
  end(how: "done" | "dropped"): void {
    const isDone = how === "done";
    this.issues = this.issues.map((issue) => {
      if (this.kind === "github") {
        return { ...issue, state: "closed", state_reason: isDone ? "completed" : "not_planned" };
      }
      if (this.kind === "gitlab") return { ...issue, state: "closed" };
      const resolution = { name: isDone ? "Done" : "Won't Do" };
      return { ...issue, fields: { status: { statusCategory: { key: "done" } }, resolution } };
    });
  }
}

const secret = "zanzibaroverflow";
let house: TestContext;
let tasks: TestTasks;
let analyst: Extract<Actor, { kind: "staff" }>;
let found: TestCase;
const fakes = new Map(trackerKinds.map((kind) => [kind, new FakeTracker(kind)]));
let on: TaskContext;

const fakeOf = (kind: TrackerKind) => fakes.get(kind) as FakeTracker;

beforeAll(async () => {
  const made = await testContext();
  for (const fake of fakes.values()) await fake.listen();
  const list = trackerKinds.map(
    (kind): TrackerAccess => ({
      name: kind,
      kind,
      project: kind === "github" ? "team/gate" : "GATE",
      url: fakeOf(kind).base,
      token: "token-of-the-file",
      user: kind === "jira-cloud" ? "psirt@vendor.example" : null,
      issueType: "Task",
    }),
  );
  house = { ...made, context: { ...made.context, trackers: list } };
  tasks = await testTasks(house);
  on = { ...tasks.on, trackers: trackersOf(list, outgoingFetch) };
  analyst = await aPerson(house, "analyst");
});
afterAll(async () => {
  for (const fake of fakes.values()) await fake.close();
  await tasks.close();
  await house.close();
});
beforeEach(async () => {
  for (const fake of fakes.values())
    Object.assign(fake, { issues: [], broken: [] }).came.length = 0;
  found = await aCase(house, secret, { product: `${secret} 9000`, name: secret });
  await runOwed(on);
});

const ask = (tracker: string, what = `The correction of the ${secret}`) =>
  perform(house.context, openTicket, analyst, { caseId: found.caseId, tracker, what });

const record = (who: Actor = analyst) =>
  house.context.transaction(who, (tx) => ticketRecordOf(house.context, tx, found.caseId));

const refused = (code: string) => expect.objectContaining({ code });

describe.each(trackerKinds)("a ticket in %s", (kind) => {
  test("is opened with reference, day and link; no word of the case is in any byte that is sent", async () => {
    const relevant = { caseId: found.caseId, outcome: "relevant", touches: ["integrity"] };
    await perform(house.context, decideRelevancy, analyst, relevant);
    const [flaw] = await house.context.transaction(analyst, (tx) =>
      vulnerabilitiesOf(house.context, tx, found.caseId),
    );
    await perform(house.context, planRemedy, analyst, {
      caseId: found.caseId,
      vulnerabilityId: flaw?.vulnerabilityId,
      ...{ kind: "patch", term: "short", text: `Mends the ${secret}.` },
      promisedFor: "2026-05-04T12:00:00.000Z",
    });
    await ask(kind);
    await runOwed(on);
    const { came } = fakeOf(kind);
    expect(came.map(({ method }) => method)).toEqual(["GET", "POST"]);
    expect(JSON.stringify(came).toLowerCase()).not.toContain(secret);
    expect(JSON.stringify(came)).not.toContain("9000");
    const { body } = came[1] as Came;
    expect(body).toContain(found.reference);
    expect(body).toContain("2026-05-04");
    expect(body).toContain(`http://localhost:8080/console/cases/${found.reference}`);
    const { tickets, asked } = await record();
    expect(asked).toEqual([]);
    expect(tickets).toMatchObject([{ end: null, opened: { tracker: kind } }]);
    expect(tickets[0]?.url).toMatch(/7$/);
    expect(await record(found.reporter)).toEqual({ tickets: [], asked: [] });
  });

  test("is opened once, though the first answer was lost on its way", async () => {
    await ask(kind);
    const asked = (await record()).asked[0]?.askedId ?? "";
    // It took the ticket, and the answer never came: what it holds bears the mark.
    const fake = fakeOf(kind);
    await on.trackers?.open(kind, {
      reference: "R",
      neededBy: null,
      link: "https://l.example",
      mark: asked,
    });
    await runOwed(on);
    expect(fake.came.filter(({ method }) => method === "POST")).toHaveLength(1);
    expect((await record()).tickets).toHaveLength(1);
  });

  test("that ended over there ends here at the next look, and once", async () => {
    await ask(kind);
    await runOwed(on);
    expect(await sweepTickets(on)).toBe(0);
    fakeOf(kind).end("dropped");
    expect(await sweepTickets(on)).toBeGreaterThan(0);
    // GitLab tells no reason.
    const how = kind === "gitlab" ? "done" : "dropped";
    expect((await record()).tickets).toMatchObject([{ end: { how } }]);
    expect(await sweepTickets(on)).toBe(0);
  });
});

test("each tracker is signed in to in its own way, and its token stands in no address and no body", async () => {
  for (const kind of trackerKinds) await ask(kind);
  await runOwed(on);
  const headers = (kind: TrackerKind) => fakeOf(kind).came[1]?.headers ?? {};
  expect(headers("jira").authorization).toBe("Bearer token-of-the-file");
  expect(headers("github").authorization).toBe("Bearer token-of-the-file");
  expect(headers("gitlab")["private-token"]).toBe("token-of-the-file");
  const basic = Buffer.from("psirt@vendor.example:token-of-the-file").toString("base64");
  expect(headers("jira-cloud").authorization).toBe(`Basic ${basic}`);
  for (const { came } of fakes.values()) {
    for (const { url, body } of came) expect(url + body).not.toContain("token-of-the-file");
  }
});

test("a tracker that does not answer is tried again, and nothing is linked meanwhile", async () => {
  await ask("github");
  fakeOf("github").broken = [503];
  await expect(runOwed(on)).rejects.toThrow(refused("tracker.no-answer"));
  expect(await record()).toMatchObject({ tickets: [], asked: [{ tracker: "github" }] });
});

test("one that refuses can be dropped here, and is then opened by no later try", async () => {
  await ask("gitlab");
  const { asked } = await record();
  const ticketId = asked[0]?.askedId ?? "";
  await expect(ask("gitlab")).rejects.toThrow(refused("ticket.asked"));
  const drop = { caseId: found.caseId, ticketId, how: "dropped" };
  await perform(house.context, endTicket, analyst, drop);
  await runOwed(on);
  expect(fakeOf("gitlab").came).toEqual([]);
  expect(await record()).toEqual({ tickets: [], asked: [] });
});

test("a tracker that the file does not name is refused before anything is asked for", async () => {
  await expect(ask("elsewhere")).rejects.toThrow(refused("tracker.unknown"));
  const { rows } = await house.pools.worker.query(
    "select task from outbox where task = 'open-ticket'",
  );
  expect(rows).toEqual([]);
});
