/** `GET /on-call` and the deeds of the rota over the API: the same rule as the page of duty. */
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aPerson } from "../../test/support/cases.ts";
import { type TestContext, testContext } from "../../test/support/context.ts";
import { testWeb } from "../../test/support/web.ts";
import type { Actor } from "../core/people/actor.ts";
import { apiRoutes } from "./api-routes.ts";

let house: TestContext;
let app: FastifyInstance;
let asking: Actor;
let lead: Extract<Actor, { kind: "staff" }>;
let ada: Extract<Actor, { kind: "staff" }>;
let ben: Extract<Actor, { kind: "staff" }>;

beforeAll(async () => {
  house = await testContext();
  ({ app } = await testWeb(house.context, [
    (server, { context }) => apiRoutes(server, { context, actorOf: async () => asking }),
  ]));
  lead = await aPerson(house, "lead");
  ada = await aPerson(house, "analyst");
  ben = await aPerson(house, "analyst");
});
afterAll(async () => {
  await app.close();
  await house.close();
});

interface Answer {
  readonly now: readonly { readonly personId: string; readonly patternId: string }[];
  readonly shifts: readonly { readonly personId: string; readonly from: string }[];
  readonly gaps: readonly { readonly from: string }[];
  readonly patterns: readonly { readonly patternId: string; readonly changedAt: string }[];
}

async function post(by: Actor, path: string, payload: object) {
  asking = by;
  return app.inject({ method: "POST", url: `/api/v1${path}`, payload });
}

async function read(): Promise<Answer> {
  asking = ben;
  return (await app.inject({ url: "/api/v1/on-call" })).json<Answer>();
}

const weekly = () => ({
  people: [{ personId: ada.id }, { personId: ben.id }],
  ...{ startsOn: "2026-03-11", zone: "Europe/Paris" },
});

test("[TH-10] a program adds a rota, reads who is on call, covers a shift and ends it", async () => {
  expect(await read()).toEqual({ now: [], shifts: [], gaps: [], patterns: [] });
  const added = await post(lead, "/rota-patterns", weekly());
  expect(added.statusCode).toBe(201);
  const { patternId } = added.json<{ patternId: string }>();
  const first = await read();
  expect(first.now).toMatchObject([{ personId: ada.id, patternId }]);
  const people = first.shifts.map(({ personId }) => personId);
  expect(people.slice(0, 4)).toEqual([ada.id, ben.id, ada.id, ben.id]);
  expect(first.gaps).toEqual([]);
  const cover = { personId: ben.id, from: "2026-03-11T08:00:00Z", until: "2026-03-12T08:00:00Z" };
  expect((await post(ben, `/rota-patterns/${patternId}/covers`, cover)).statusCode).toBe(200);
  expect((await read()).now).toMatchObject([{ personId: ben.id }]);
  house.passSeconds(86_400);
  expect((await read()).now).toMatchObject([{ personId: ada.id }]);
  const ends = { endsOn: "2026-03-18", seen: first.patterns[0]?.changedAt };
  expect((await post(lead, `/rota-patterns/${patternId}/end`, ends)).statusCode).toBe(200);
  expect((await read()).gaps).toMatchObject([{ from: "2026-03-18T08:00:00.000Z" }]);
});

test("what is wrong is refused with a code, and who may not is refused whatever they send", async () => {
  const refused = async (by: Actor, given: object) => {
    const answer = await post(by, "/rota-patterns", { ...weekly(), ...given });
    return [answer.statusCode, answer.json<{ code: string }>().code];
  };
  expect(await refused(ada, {})).toEqual([403, "access.not-permitted"]);
  expect(await refused({ ...lead, steppedUp: false }, {})).toEqual([403, "access.step-up"]);
  expect(await refused(lead, { zone: "+02:00" })).toEqual([422, "input.invalid"]);
  expect(await refused(lead, { handOverAt: "9" })).toEqual([422, "input.invalid"]);
  expect(await refused(lead, { endsOn: "2026-03-11" })).toEqual([422, "rota.ends"]);
  expect(await refused(lead, { teamId: house.context.newId() })).toEqual([404, "team.unknown"]);
  const nowhere = await post(lead, `/rota-patterns/${house.context.newId()}/end`, {});
  expect([nowhere.statusCode, nowhere.json<{ code: string }>().code]).toEqual([
    404,
    "rota.unknown",
  ]);
});
