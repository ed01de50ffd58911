import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anAccount } from "../../test/support/accounts.ts";
import { aCase, aPerson, type TestCase } from "../../test/support/cases.ts";
import { type TestContext, testContext } from "../../test/support/context.ts";
import { testWeb } from "../../test/support/web.ts";
import { perform } from "../actions/action.ts";
import { makeToken } from "../actions/people/make-token.ts";
import type { Actor } from "../core/people/actor.ts";
import { apiRoutes } from "./api-routes.ts";

let house: TestContext;
let app: FastifyInstance;
let found: TestCase;
let lead: string;
let stranger: string;

beforeAll(async () => {
  house = await testContext();
  const anyone: Actor = { kind: "anyone" };
  const web = await testWeb(house.context, [
    (server, { context }) => apiRoutes(server, { context, actorOf: async () => anyone }),
  ]);
  app = web.app;
  found = await aCase(house);
  lead = await tokenOf(await aPerson(house, "lead"));
  // An engineer with an account of their own belongs to no team.
  const { personId: id } = await anAccount(house.context, "engineer", "engineer");
  stranger = await tokenOf({
    kind: "staff",
    id,
    name: "",
    roles: ["engineer"],
    groupIds: [],
    steppedUp: true,
  });
});
afterAll(async () => {
  await app.close();
  await house.close();
});

async function tokenOf(person: Actor): Promise<string> {
  const asked = {
    label: "test",
    scopes: ["read", "record-milestone", "pause-promise", "explain-breach"],
    days: 10,
  };
  return (await perform(house.context, makeToken, person, asked)).token;
}

const headers = (token: string) => ({ authorization: `Bearer ${token}` });
const get = (path: string, token: string) =>
  app.inject({ url: `/api/v1${path}`, headers: headers(token) });

function post(path: string, body: object) {
  const url = `/api/v1/cases/${found.caseId}${path}`;
  return app.inject({ method: "POST", url, headers: headers(lead), payload: body });
}

const ledger = async () =>
  (await get(`/cases/${found.reference}/promises`, lead)).json().promises as Record<
    string,
    unknown
  >[];

test("the ledger of a case is read by API, with whose number it is and what became of it", async () => {
  const [first] = await ledger();
  expect(first).toMatchObject({
    promise: "acknowledge-report",
    to: "reporter",
    state: "open",
    broken: false,
    basis: "target",
    wording: "unsaid",
    requirements: ["ALE-29", "ALU-04"],
    formerDues: [],
    dueAt: "2026-03-13T22:59:59.000Z",
    metAt: null,
    breach: null,
  });
});

test("deeds on promises are done by API and show in the ledger", async () => {
  const evidence = "A customer told us.";
  const at = "2026-03-10T09:00:00+01:00";
  const known = await post("/milestones", { what: "exploitation.known", at, evidence });
  expect(known.statusCode, known.body).toBe(200);
  const warning = (await ledger()).find((entry) => entry.promise === "regulator-early-warning");
  expect(warning).toMatchObject({
    startedAt: "2026-03-10T08:00:00.000Z",
    dueAt: "2026-03-11T08:00:00.000Z",
    basis: "rule",
  });
  house.passSeconds(3_600);
  const path = `/promises/${warning?.clockId}`;
  expect(
    (await post(`${path}/pause`, { waitsFor: "other", reason: "No time." })).json(),
  ).toMatchObject({ code: "clock.by-law" });
  const reason = "The authority's portal was away.";
  expect((await post(`${path}/explanation`, { reason })).statusCode).toBe(200);
  expect(await ledger()).toContainEqual(
    expect.objectContaining({
      promise: "regulator-early-warning",
      state: "overdue",
      broken: true,
      breach: { explainedAt: "2026-03-11T09:00:00.000Z", reason },
    }),
  );
});

test("what is due across cases is read page by page, each with its case", async () => {
  const { promises, next } = (await get("/promises/due", lead)).json();
  expect(next).toBeNull();
  expect(promises[0]).toMatchObject({
    reference: found.reference,
    promise: "regulator-early-warning",
    overdue: true,
    owedTo: null,
    ownerId: null,
  });
  expect((await get("/promises/due?owner=mine", lead)).json().promises).toEqual([]);
  expect((await get("/promises/due?after=nonsense", lead)).statusCode).toBe(422);
});

test("who does not belong to the case reads neither its ledger nor what is due on it", async () => {
  expect((await get(`/cases/${found.reference}/promises`, stranger)).statusCode).toBe(404);
  expect((await get("/promises/due", stranger)).json().promises).toEqual([]);
  expect((await app.inject({ url: "/api/v1/promises/due" })).statusCode).toBe(401);
});
