import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../test/support/cases.ts";
import { type TestContext, testContext } from "../../test/support/context.ts";
import { countHouseFigures } from "../actions/figures/count-house-figures.ts";
import type { Actor } from "../core/people/actor.ts";
import { psirtTeam } from "../core/people/teams.ts";
import { readFigures } from "./figures-reads.ts";

let house: TestContext;
let analyst: Actor;
let stranger: Actor;
let found: TestCase;

beforeAll(async () => {
  house = await testContext();
  analyst = await aPerson(house, "analyst");
  stranger = { ...(await aPerson(house, "engineer")), groupIds: [] };
  found = await aCase(house);
  house.passSeconds(60);
  await countHouseFigures(house.context);
});
afterAll(() => house.close());

const read = async (actor: Actor, query: object = {}) =>
  readFigures.answer.parse(
    await readFigures.run(house.context, { actor, scopes: null }, readFigures.query.parse(query)),
  ) as {
    of: string | null;
    holders: string[];
    underWay: { of: string; countedTo: string | null; toGo: number }[];
    rows: { measure: string; count: number }[];
  };

test("a team's figures are read by whoever is in it", async () => {
  const { of, holders, rows } = await read(analyst);
  expect([of, holders]).toEqual([psirtTeam, [psirtTeam]]);
  expect(rows).toContainEqual(
    expect.objectContaining({ by: "month", measure: "discovered", key: "2026-03", count: 1 }),
  );
});

test("somebody else reads none, though they name the team", async () => {
  expect(await read(stranger, { of: psirtTeam })).toMatchObject({ holders: [], rows: [] });
});

test("how far a count has come is read by whoever is on its cases", async () => {
  house.passSeconds(86_400);
  expect((await read(analyst)).underWay).toEqual([]);
  await countHouseFigures(house.context, { signal: { aborted: true } });
  const underWay = [{ of: psirtTeam, countedTo: null, toGo: 1 }];
  expect(await read(analyst)).toMatchObject({ underWay });
  expect((await read(stranger)).underWay).toEqual([]);
  await countHouseFigures(house.context);
});

test("people outside and administrators are told that it is not theirs", async () => {
  const refused = expect.objectContaining({ code: "access.not-permitted" });
  await expect(read(found.reporter)).rejects.toThrow(refused);
  const administrator = await aPerson(house, "administrator");
  await expect(read(administrator)).rejects.toThrow(
    expect.objectContaining({ code: "access.not-found" }),
  );
});
