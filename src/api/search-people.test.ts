/** Searching by who takes part in a case: by what parties are called, and who they are behind the vault's wall. */
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../test/support/cases.ts";
import { type TestContext, testContext } from "../../test/support/context.ts";
import { testWeb } from "../../test/support/web.ts";
import { indexIdentities } from "../actions/identity/index-identities.ts";
import type { Actor } from "../core/people/actor.ts";
import { forgetIdentities, identityTokensOf } from "../store/identity/tokens.ts";
import { apiRoutes } from "./api-routes.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

let house: TestContext;
let app: FastifyInstance;
let lead: Staff;
let reader: Actor;
const cases: TestCase[] = [];

const people = [
  {
    name: "Jiřina Müllerová",
    email: "jirina@harbour.example",
    organisation: "Harbour Labs",
    telephone: "+420 605 111 222",
    credit: "handle",
    "credit-as": "tidewalker",
  },
  { name: "Jiřina Dvořák", email: "dvorak@lab.example" },
  { email: "anonymous@relay.example" },
] as Readonly<Record<string, string>>[];

beforeAll(async () => {
  house = await testContext();
  ({ app } = await testWeb(house.context, [
    (server, { context }) => apiRoutes(server, { context, actorOf: async () => reader }),
  ]));
  lead = await aPerson(house, "lead");
  for (const who of people) {
    house.passSeconds(60);
    cases.push(await aCase(house, "a restart", who));
  }
  reader = lead;
});
afterAll(async () => {
  await app.close();
  await house.close();
});

const ask = async (q: string, who: Actor = lead) => {
  reader = who;
  return app.inject({ url: `/api/v1/search?${new URLSearchParams({ q })}` });
};
const found = async (q: string, who: Actor = lead) => {
  const answer = await ask(q, who);
  expect([q, answer.statusCode, answer.statusCode === 200 ? "" : answer.body]).toEqual([
    q,
    200,
    "",
  ]);
  return answer
    .json<{ cases: { reference: string }[] }>()
    .cases.map(({ reference }) => cases.findIndex((each) => each.reference === reference))
    .sort();
};

test("[TH-23] whoever may open the vault finds cases by name, handle, organisation, address and number", async () => {
  for (const q of [
    'reporter:"jirina mullerova"',
    "party:tidewalker",
    'party:"Harbour Labs"',
    "reporter:JIRINA@harbour.example",
    "party:harbour.example",
    'party:"605 111 222"',
    "reporter:Müllerová restart is:open",
  ]) {
    expect([q, await found(q)]).toEqual([q, [0]]);
  }
  expect(await found("reporter:Jiřina")).toEqual([0, 1]);
  // Words of two people are not those of one.
  expect(await found('reporter:"Müllerová Dvořák"')).toEqual([]);
  expect(await found("reporter:Jiřina is:closed")).toEqual([]);
  // What the case says is found as ever, who wrote it is not.
  expect(await found("jirina")).toEqual([]);
});

test("what parties are called finds their cases for everybody who is on them", async () => {
  const analyst = await aPerson(house, "analyst");
  for (const q of ["party:reporter", "reporter:Reporter", "party:REPORTER restart"]) {
    expect([q, await found(q, analyst)]).toEqual([q, [0, 1, 2]]);
  }
  for (const q of ['party:"Reporter B"', "party:vendor", 'party:"support desk"']) {
    expect([q, await found(q, analyst)]).toEqual([q, []]);
  }
  expect((await ask("reporter:vendor", analyst)).json()).toMatchObject({
    faults: [{ field: "q", message: expect.stringContaining("a reporter or a coordinator") }],
  });
});

test("[TH-23] whoever may not open the vault hears the same of a right name and of a made-up one", async () => {
  const analyst = await aPerson(house, "analyst");
  for (const [right, wrong] of [
    ["party:tidewalker", "party:nightjar"],
    ["reporter:jirina@harbour.example", "reporter:nobody@harbour.example"],
    ["party:tidewalker restart", "party:nightjar restart"],
  ] as const) {
    const answers = await Promise.all([ask(right, analyst), ask(wrong, analyst)]);
    const [one, other] = answers.map((answer) => {
      const { requestId: _, ...said } = answer.json();
      return [
        answer.statusCode,
        JSON.stringify(said).replaceAll(/:(tidewalker|nightjar|[a-z]+@[a-z.]+): /g, ""),
      ];
    });
    expect(one).toEqual(other);
    expect(one?.[0]).toBe(422);
  }
});

test("[TH-23] a name asks for a second proof, and finds no case that the reader is not on", async () => {
  const answer = await ask("party:tidewalker", { ...lead, steppedUp: false });
  expect([answer.statusCode, answer.json().code]).toEqual([403, "access.step-up"]);
  expect(await found("party:reporter", { ...lead, steppedUp: false })).toEqual([0, 1, 2]);
  const stranger = { ...(await aPerson(house, "lead")), groupIds: [] };
  expect(await found("party:tidewalker", stranger)).toEqual([]);
});

test("[TH-23] a search by a name is on record with the cases that it found, and never the name", async () => {
  await found("party:tidewalker");
  const { rows } = await house.pools.worker.query<{ what: string; body: string }>(
    "select what, body from access_events where kind = 'search' and what = 'people' order by at desc",
  );
  const bodies = rows.map(({ body }) => body).join("\n");
  expect(bodies).toContain(cases[0]?.caseId);
  expect(bodies).not.toMatch(/tidewalker|harbour/i);
});

test("identities from before the index are found once it was made, and erased ones never again", async () => {
  const { context, pools } = house;
  await pools.worker.query("delete from identity_tokens");
  expect(await found("party:tidewalker")).toEqual([]);
  expect(await indexIdentities(context)).toBe(3);
  expect(await found("party:tidewalker")).toEqual([0]);
  expect(await indexIdentities(context)).toBe(0);
  const { id: partyId = "" } = (cases[0]?.reporter ?? {}) as { id?: string };
  await context.transaction({ kind: "system", task: "test" }, (tx) =>
    forgetIdentities(tx, [partyId]),
  );
  expect(await found("party:tidewalker")).toEqual([]);
  expect(await indexIdentities(context)).toBe(0);
});

test("[TH-23] nobody who is served reads a word of the index", async () => {
  await expect(
    house.context.transaction(lead, (tx) => tx.query("select token from identity_tokens")),
  ).rejects.toThrow(/permission denied/);
  // The door to it asks for the role again, whatever a page forgets.
  const throughDoor = (who: Staff) =>
    house.context.transaction(who, (tx) =>
      tx.query<{ id: string }>(
        `select found as id from cases_of_people(
           array[$1::bytea], false, 10) as found`,
        [identityTokensOf(house.context, "jirina")[0] ?? null],
      ),
    );
  expect((await throughDoor(lead)).length).toBe(1);
  expect(await throughDoor(await aPerson(house, "analyst"))).toEqual([]);
  const { rows } = await house.pools.worker.query("select token::text from identity_tokens");
  expect(JSON.stringify(rows)).not.toContain(Buffer.from("tidewalker").toString("hex"));
});
