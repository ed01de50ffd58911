import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../test/support/cases.ts";
import { type TestContext, testContext } from "../../test/support/context.ts";
import { testWeb } from "../../test/support/web.ts";
import { perform } from "../actions/action.ts";
import { sendMessage } from "../actions/messages/send-message.ts";
import { makeToken } from "../actions/people/make-token.ts";
import type { Actor } from "../core/people/actor.ts";
import { apiRoutes } from "./api-routes.ts";

let house: TestContext;
let app: FastifyInstance;
let found: TestCase;
/** Who the cookies say is asking; each test sets it. */
let browser: Actor = { kind: "anyone" };

beforeAll(async () => {
  house = await testContext();
  const web = await testWeb(house.context, [
    (server, { context }) => apiRoutes(server, { context, actorOf: async () => browser }),
  ]);
  app = web.app;
  found = await aCase(house);
});
afterAll(async () => {
  await app.close();
  await house.close();
});

async function tokenOf(person: Actor, ...scopes: string[]): Promise<string> {
  const made = await perform(house.context, makeToken, person, { label: "test", scopes, days: 1 });
  return made.token;
}

function post(path: string, body: object, headers: Record<string, string> = {}) {
  const url = `/api/v1${path}`;
  return app.inject({ method: "POST", url, headers, payload: body });
}

function get(path: string, token?: string) {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  return app.inject({ url: `/api/v1${path}`, headers });
}

describe("a report by API", () => {
  test("[ALE-10] is taken without an account and answered with a receipt code", async () => {
    browser = { kind: "anyone" };
    const report = {
      email: "finder@research.example",
      product: "OmniGate",
      description: "It restarts.",
    };
    const answer = await post("/reports", report);
    expect(answer.statusCode).toBe(201);
    expect(answer.json().receiptCode).toMatch(/^[0-9A-Z]{4}-/);
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test("that lacks something is refused with every field named", async () => {
    const answer = await post("/reports", { answersBy: "pigeon", description: "" });
    expect(answer.statusCode).toBe(422);
    const { code, message, faults, requestId } = answer.json();
    expect(code).toBe("input.invalid");
    expect(message).not.toBe("");
    expect(requestId).not.toBe("");
    expect(faults.map((fault: { field: string }) => fault.field)).toEqual([
      "product",
      "description",
      "answersBy",
    ]);
  });
});

describe("a request that is not understood", () => {
  test("is refused for its type before it is read: no form of another site gets through", async () => {
    const types = ["text/plain", "application/x-www-form-urlencoded", "application/xml"];
    for (const type of types) {
      const answer = await app.inject({
        method: "POST",
        url: "/api/v1/reports",
        headers: { "content-type": type },
        payload: "product=a&description=b",
      });
      expect(answer.statusCode, type).toBe(415);
      expect(answer.json().code).toBe("request.type");
    }
  });

  test("is refused where its JSON is broken, without repeating it", async () => {
    const answer = await app.inject({
      method: "POST",
      url: "/api/v1/reports",
      headers: { "content-type": "application/json" },
      payload: '{"product": "secret words',
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().code).toBe("request.malformed");
    expect(answer.body).not.toContain("secret words");
  });

  test("is answered like a missing thing where the path is unknown", async () => {
    const answer = await get("/nothing/here");
    expect(answer.statusCode).toBe(404);
    expect(answer.json().code).toBe("access.not-found");
  });
});

describe("a token", () => {
  test("does what it is made for, and nothing else", async () => {
    const analyst = await aPerson(house, "analyst");
    const token = await tokenOf(analyst, "write-note");
    const authorization = `Bearer ${token}`;
    const note = { text: "Seen in the lab." };
    const path = `/cases/${found.caseId}/notes`;
    expect((await post(path, note, { authorization })).statusCode).toBe(200);
    const other = await post(
      `/cases/${found.caseId}/closing`,
      { reason: "resolved" },
      {
        authorization,
      },
    );
    expect(other.statusCode).toBe(403);
    expect(other.json().code).toBe("token.scope");
    expect((await get("/cases", token)).json().code).toBe("token.scope");
  });

  test("[VEN-19] notes a translation, and reads it with the case beside the original", async () => {
    const analyst = await aPerson(house, "analyst");
    const token = await tokenOf(analyst, "read", "note-translation");
    const { caseId, reference, reporter } = found;
    const written = { caseId, text: "Es ist auch in der Version 2.4." };
    const { messageId } = await perform(house.context, sendMessage, reporter, written);
    const translation = { text: "It is in version 2.4 too.", language: "de", means: "machine" };
    const path = `/cases/${caseId}/originals/${messageId}/translations`;
    const done = await post(path, translation, { authorization: `Bearer ${token}` });
    expect(done.statusCode).toBe(200);
    const { messages } = (await get(`/cases/${reference}`, token)).json().case;
    const message = messages.find((each: { messageId: string }) => each.messageId === messageId);
    expect(message).toMatchObject({ text: written.text, translations: [translation] });
  });

  test("is nobody's once it is revoked, has run out or its person is disabled", async () => {
    const analyst = await aPerson(house, "analyst");
    const token = await tokenOf(analyst, "read", "write-note");
    browser = analyst;
    const [own] = (await get("/tokens")).json().tokens;
    expect(own.label).toBe("test");
    expect(JSON.stringify(own)).not.toContain(token);
    expect((await get("/cases", token)).statusCode).toBe(200);
    expect((await post(`/tokens/${own.tokenId}/revocation`, {})).statusCode).toBe(200);
    browser = { kind: "anyone" };
    expect((await get("/cases", token)).statusCode).toBe(401);

    const second = await tokenOf(analyst, "read");
    house.passSeconds(86_401);
    expect((await get("/cases", second)).statusCode).toBe(401);

    const third = await tokenOf(analyst, "read");
    await house.pools.worker.query("update people set disabled_at = $1 where person_id = $2", [
      house.context.now(),
      analyst.id,
    ]);
    expect((await get("/cases", third)).statusCode).toBe(401);
  });

  test("is stored as a hash only, and belongs to its person alone", async () => {
    const analyst = await aPerson(house, "analyst");
    const token = await tokenOf(analyst, "read");
    const { rows } = await house.pools.worker.query(
      "select row_to_json(t)::text as text, encode(token_hash, 'escape') as hash from api_tokens t",
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token.slice("parley_".length));
    browser = await aPerson(house, "lead");
    expect((await get("/tokens")).json()).toEqual({ tokens: [] });
    browser = { kind: "anyone" };
  });

  test("that is garbage is refused, not taken for a stranger", async () => {
    for (const token of ["x", "parley_short", "parley_0000000000000000000000"]) {
      const answer = await get("/publications", token);
      expect(answer.statusCode).toBe(401);
    }
  });
});

describe("cases", () => {
  test("are listed page by page, each once, and their reading is recorded", async () => {
    for (const words of ["one", "two", "three", "four"]) await aCase(house, words);
    const analyst = await aPerson(house, "analyst");
    browser = analyst;
    const seen: string[] = [];
    for (let after = ""; ; ) {
      const page = (await get(`/cases?limit=2${after && `&after=${after}`}`)).json();
      seen.push(...page.cases.map((each: { reference: string }) => each.reference));
      expect(page.cases.length).toBeLessThanOrEqual(2);
      if (page.next === null) break;
      after = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(5);
    const all = (await get("/cases?lane=ours")).json();
    expect(all.cases.map((each: { reference: string }) => each.reference)).toEqual(seen);
    expect(all.cases[0].title).toContain("OmniGate");

    const opened = await get(`/cases/${found.reference}`);
    expect(opened.json().kind).toBe("staff");
    expect(opened.json().case.caseId).toBe(found.caseId);
    const { rows } = await house.pools.worker.query(
      "select what from access_events where case_id = $1 and actor_id = $2",
      [found.caseId, analyst.id],
    );
    expect(rows).toEqual([{ what: "api" }]);
  });

  test("of others are answered like cases that are not there", async () => {
    browser = { ...(await aPerson(house, "analyst")), groupIds: [] };
    expect((await get("/cases")).json()).toEqual({ cases: [], next: null });
    const theirs = await get(`/cases/${found.reference}`);
    const absent = await get("/cases/PSIRT-1999-0001");
    const { requestId: _, ...answer } = theirs.json();
    expect(absent.json()).toMatchObject(answer);
    expect([theirs.statusCode, absent.statusCode]).toEqual([404, 404]);
    const odd = await get("/cases/0d3f1a22-1234-nothing");
    expect(odd.statusCode).toBe(404);
  });

  test("are nothing to an administrator, even one of the team", async () => {
    browser = await aPerson(house, "administrator", "lead");
    expect((await get("/cases")).statusCode).toBe(404);
    expect((await get(`/cases/${found.reference}`)).statusCode).toBe(404);
  });

  test("show a reporter their own side of their own case", async () => {
    const other = await aCase(house, "another thing");
    browser = found.reporter;
    const own = (await get(`/cases/${found.reference}`)).json();
    expect(own.kind).toBe("party");
    expect(Object.keys(own.case)).not.toContain("title");
    expect((await get(`/cases/${other.reference}`)).statusCode).toBe(404);
    expect((await get("/cases")).statusCode).toBe(403);
  });

  test("cannot be paged with a cursor that we did not give", async () => {
    browser = await aPerson(house, "analyst");
    for (const after of ["x", "bnVsbA", "WyIiLCJ4Il0", "%00"]) {
      expect((await get(`/cases?after=${after}`)).statusCode).toBe(422);
    }
  });
});

test("anybody reads the policy, the publications and the API's own document", async () => {
  browser = { kind: "anyone" };
  expect((await get("/policy")).json()).toMatchObject({ name: "ale" });
  expect((await get("/publications?limit=3")).json()).toEqual({ publications: [], next: null });
  expect((await get("/openapi.json")).json()).toMatchObject({ openapi: "3.1.0" });
  expect((await get("/cases")).statusCode).toBe(401);
});
