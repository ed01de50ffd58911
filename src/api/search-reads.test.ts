/** `GET /search`: the console's search for programs, with its operators, walls and pages. */
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../test/support/cases.ts";
import { type TestContext, testContext } from "../../test/support/context.ts";
import { testWeb } from "../../test/support/web.ts";
import { perform } from "../actions/action.ts";
import { labelCase } from "../actions/cases/label-case.ts";
import type { Actor } from "../core/people/actor.ts";
import { apiRoutes } from "./api-routes.ts";

let house: TestContext;
let app: FastifyInstance;
let analyst: Actor;
let reader: Actor;
const cases: TestCase[] = [];

beforeAll(async () => {
  house = await testContext();
  ({ app } = await testWeb(house.context, [
    (server, { context }) => apiRoutes(server, { context, actorOf: async () => reader }),
  ]));
  analyst = await aPerson(house, "analyst");
  for (let count = 0; count < 53; count += 1) {
    house.passSeconds(60);
    cases.push(await aCase(house, `okapi ${count === 7 ? "restart" : "leak"}`));
  }
  reader = analyst;
  const caseId = cases[7]?.caseId ?? "";
  await perform(house.context, labelCase, analyst, { caseId, label: "Zero day" });
});
afterAll(async () => {
  await app.close();
  await house.close();
});

interface Page {
  readonly cases: readonly { readonly reference: string; readonly title: string }[];
  readonly lookedAt: number | null;
  readonly next: string | null;
}

const ask = (query: Readonly<Record<string, string>>) =>
  app.inject({ url: `/api/v1/search?${new URLSearchParams(query)}` });
const found = async (q: string) =>
  (await ask({ q })).json<Page>().cases.map(({ reference }) => reference);

test("words, operators and a whole reference find what they find in the console", async () => {
  const one = [cases[7]?.reference];
  for (const q of ["okapi restart", "restart is:open", "label:zero-day owner:nobody"]) {
    expect([q, await found(q)]).toEqual([q, one]);
  }
  expect(await found(cases[3]?.reference.toLowerCase() ?? "")).toEqual([cases[3]?.reference]);
  expect(await found("restart is:closed")).toEqual([]);
});

test("pages follow one another from the latest to the first, and each case is on one of them", async () => {
  const first = (await ask({ q: "okapi" })).json<Page>();
  expect([first.cases.length, typeof first.next]).toEqual([50, "string"]);
  const second = (await ask({ q: "okapi", after: first.next ?? "" })).json<Page>();
  expect(second.next).toBeNull();
  const all = [...first.cases, ...second.cases].map(({ reference }) => reference);
  expect(all).toEqual(cases.map(({ reference }) => reference).reverse());
});

test("an operator that means nothing is refused at `q`, with what it takes", async () => {
  for (const [q, sentence] of [
    ["okapi before:soon", "before:soon: It takes a day that there is, such as 2026-03-31."],
    ["product:Nowhere", "product:Nowhere: No product in the catalogue has this name."],
    ["entity:Nowhere", "entity:Nowhere: No entity has this name."],
    ["owner:zebra", "owner:zebra: No colleague has this name."],
  ] as const) {
    const answer = await ask({ q });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({
      code: "input.invalid",
      faults: [{ field: "q", message: sentence }],
    });
  }
  for (const query of [{ q: " " }, {}, { q: "okapi", after: "made-up" }]) {
    expect((await ask(query)).json()).toMatchObject({ code: "input.invalid" });
  }
});

test("lists refuse a product or an entity that there is not", async () => {
  for (const field of ["product", "entity"]) {
    const answer = await app.inject({ url: `/api/v1/cases?${field}=Nowhere` });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: "input.invalid", faults: [{ field }] });
  }
  const labelled = await app.inject({ url: "/api/v1/cases?label=Zero+day" });
  expect(labelled.json<Page>().cases.map(({ reference }) => reference)).toEqual([
    cases[7]?.reference,
  ]);
  const refused = await app.inject({ url: "/api/v1/cases?label=%21%21" });
  expect(refused.json()).toMatchObject({ code: "input.invalid", faults: [{ field: "label" }] });
});

test("whoever is on no case finds none, parties and administrators may not search, nobody must sign in", async () => {
  const answers = async (who: Actor) => {
    reader = who;
    const answer = await ask({ q: "okapi" });
    reader = analyst;
    return answer.statusCode === 200 ? answer.json<Page>().cases : answer.json().code;
  };
  const stranger = await aPerson(house, "engineer");
  expect(await answers({ ...stranger, groupIds: [] })).toEqual([]);
  expect(await answers(cases[0]?.reporter as Actor)).toBe("access.not-permitted");
  expect(await answers(await aPerson(house, "administrator"))).toBe("access.not-found");
  expect(await answers({ kind: "anyone" })).toBe("access.sign-in");
});

test("a search over the API is on record with keyed hashes of its words", async () => {
  await ask({ q: "okapi restart" });
  const { rows } = await house.pools.worker.query(
    "select body from access_events where kind = 'search' order by at desc limit 1",
  );
  expect(JSON.stringify(rows)).toContain('"hits\\":1');
  expect(JSON.stringify(rows)).not.toMatch(/okapi|restart/);
});
