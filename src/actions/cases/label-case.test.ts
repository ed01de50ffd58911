import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import type { Actor } from "../../core/people/actor.ts";
import { queueRowsOf } from "../../store/cases/queue-reader.ts";
import { tokensOf } from "../../store/search/tokens.ts";
import { perform } from "../action.ts";
import { labelCase } from "./label-case.ts";

let house: TestContext;
let analyst: Extract<Actor, { kind: "staff" }>;
let caseId: string;
beforeAll(async () => {
  house = await testContext();
  analyst = await aPerson(house, "analyst");
  ({ caseId } = await aCase(house));
});
afterAll(() => house.close());

const label = (typed: string, change: "add" | "remove" = "add") =>
  perform(house.context, labelCase, analyst, { caseId, label: typed, change });

/** Whether a search for the label finds the case: its whole word is in the index. */
async function isFound(word: string): Promise<boolean> {
  const [token] = tokensOf(house.context, `label:${word}`);
  const { rows } = await house.pools.worker.query(
    "select 1 from case_tokens where case_id = $1 and token = $2",
    [caseId, token],
  );
  return rows.length > 0;
}

test("[CC-31] a label stands on the case and in lists, and finds it", async () => {
  expect(await label("Zero day")).toEqual({ labels: ["zero-day"], isChanged: true });
  await label("switch");
  const [row] = await house.context.transaction(analyst, (tx) =>
    queueRowsOf(house.context, tx, [caseId]),
  );
  expect(row?.labels).toEqual(["switch", "zero-day"]);
  expect(await isFound("zero-day")).toBe(true);
});

test("taken off, it finds the case no more", async () => {
  expect(await label("zero-day", "remove")).toEqual({ labels: ["switch"], isChanged: true });
  expect(await isFound("zero-day")).toBe(false);
  expect(await isFound("switch")).toBe(true);
});

test("no row and no event holds a label in the clear", async () => {
  const { rows } = await house.pools.worker.query(
    `select body from events where case_id = $1 and type like 'case.%labelled'
     union all select row_to_json(c)::text from cases c where case_id = $1`,
    [caseId],
  );
  expect(rows.length).toBe(4);
  expect(JSON.stringify(rows)).not.toMatch(/zero-day|switch/);
});

test("what is no word is said at its field", async () => {
  await expect(label("!!")).rejects.toMatchObject({ code: "label.unreadable" });
});
