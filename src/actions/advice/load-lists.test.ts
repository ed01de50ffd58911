import { afterAll, beforeAll, expect, test } from "vitest";
import { aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import type { Actor } from "../../core/people/actor.ts";
import { adviceOn } from "../../store/advice/reader.ts";
import { perform } from "../action.ts";
import { loadEpss, loadKev } from "./load-lists.ts";

let house: TestContext;
let analyst: Actor;
const commandLine: Actor = { kind: "system", task: "command-line" };
const asOf = "2026-05-04T00:00:00.000Z";
const ids = ["CVE-2024-0001", "CVE-2024-0002"];

beforeAll(async () => {
  house = await testContext();
  analyst = await aPerson(house, "analyst");
});
afterAll(() => house.close());

const advice = () => house.context.transaction(analyst, (tx) => adviceOn(tx, ids));
const epss = (lines: readonly object[]) =>
  perform(house.context, loadEpss, commandLine, { asOf, lines });

test("before a list is loaded there is no data, which is something else than not being in it", async () => {
  expect(await advice()).toMatchObject({ loads: [], found: [{ score: null, kev: [] }, {}] });
});

test("a list takes the place of the one before it, and says of which day it is", async () => {
  await epss([
    { cveId: "CVE-2024-0001", score: 0.00043, percentile: 0.1 },
    { cveId: "CVE-2024-0002", score: 0.97, percentile: 0.99999 },
  ]);
  await epss([{ cveId: "CVE-2024-0002", score: 0.5, percentile: 0.9 }]);
  const { loads, found } = await advice();
  expect(loads).toEqual([{ list: "epss", asOf: new Date(asOf), entries: 1 }]);
  expect(found.map(({ cveId, score, percentile }) => [cveId, score, percentile])).toEqual([
    ["CVE-2024-0001", null, null],
    ["CVE-2024-0002", 0.5, 0.9],
  ]);
});

test("CISA's and the EU's lists stand beside each other", async () => {
  const load = (list: string, addedOn: string | null) =>
    perform(house.context, loadKev, commandLine, {
      asOf,
      list,
      lines: [{ cveId: "CVE-2024-0001", addedOn }],
    });
  await load("cisa", "2024-02-03");
  await load("eu", null);
  const { loads, found } = await advice();
  expect(loads.map(({ list }) => list)).toEqual(["epss", "kev-cisa", "kev-eu"]);
  const [first] = found;
  expect(first?.kev.map(({ list, addedAt }) => [list, addedAt && new Date(addedAt)])).toEqual([
    ["cisa", new Date("2024-02-03T00:00:00Z")],
    ["eu", null],
  ]);
});

test("one line that does not fit leaves the list as it was", async () => {
  await expect(
    epss([
      { cveId: "CVE-2024-0001", score: 0.1, percentile: 0.1 },
      { cveId: "CVE-2024-1", score: 2, percentile: 0.1 },
    ]),
  ).rejects.toMatchObject({ code: "input.invalid" });
  expect((await advice()).loads[0]).toMatchObject({ list: "epss", entries: 1 });
});

test("nobody but the operator's command loads a list", async () => {
  const input = { asOf, list: "cisa", lines: [{ cveId: "CVE-2024-0001", addedOn: null }] };
  await expect(perform(house.context, loadKev, analyst, input)).rejects.toMatchObject({
    code: "access.not-permitted",
  });
});
