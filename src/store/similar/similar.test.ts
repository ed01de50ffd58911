import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import type { Actor } from "../../core/people/actor.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import { similarTo } from "./reader.ts";

let house: TestContext;
let analyst: Extract<Actor, { kind: "staff" }>;
let found: TestCase;
const like = "the telnet option parser of the gateway overflow by a negative suboption length";

async function moveAway({ caseId }: TestCase, team: string): Promise<void> {
  await house.pools.worker.query(
    "update case_members set principal_id = $1 where case_id = $2 and principal_id = $3",
    [team, caseId, psirtTeam],
  );
}

beforeAll(async () => {
  house = await testContext();
  analyst = await aPerson(house, "analyst");
  for (const words of ["a log entry forged", "a cookie without its flag", "the menu freeze"]) {
    house.passSeconds(60);
    await aCase(house, words, { email: `${randomUUID()}@bay.example` });
  }
  house.passSeconds(60);
  found = await aCase(house, like, { email: "quill@harbour.example" });
});
afterAll(() => house.close());

const similar = (actor: Actor) =>
  house.context.transaction(actor, (tx) => similarTo(tx, found.caseId));

test("a case with the same rare words is proposed, and none that shares common ones alone", async () => {
  expect(await similar(analyst)).toEqual([]);
  house.passSeconds(60);
  const twin = await aCase(house, like, { email: "marsh@bay.example" });
  const proposed = await similar(analyst);
  expect(proposed.map(({ reference }) => reference)).toEqual([twin.reference]);
  expect(proposed[0]?.words).toBeGreaterThan(3);
});

test("a case of another team is not proposed, however alike, until its reader is on it too", async () => {
  house.passSeconds(60);
  const hidden = await aCase(house, like, { email: "fen@bay.example" });
  const team = randomUUID();
  await moveAway(hidden, team);
  const seen = (await similar(analyst)).map(({ reference }) => reference);
  expect(seen).not.toContain(hidden.reference);
  const both = { ...analyst, groupIds: [...analyst.groupIds, team] };
  expect((await similar(both)).map(({ reference }) => reference)).toContain(hidden.reference);
});

test("how rare a word is is counted over the reader's cases: another team's make it no less telling", async () => {
  const before = await similar(analyst);
  for (let at = 0; at < 4; at += 1) {
    house.passSeconds(60);
    await moveAway(await aCase(house, like, { email: `${at}@fen.example` }), randomUUID());
  }
  expect(await similar(analyst)).toEqual(before);
});
