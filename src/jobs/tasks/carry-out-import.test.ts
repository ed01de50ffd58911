import { afterAll, beforeAll, expect, test } from "vitest";
import { aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { perform } from "../../actions/action.ts";
import { carryOutChecked, importCatalogue } from "../../actions/imports/begin-import.ts";
import { catalogueAsJson, catalogueRows } from "../../core/catalogue/export-catalogue.ts";
import type { Actor } from "../../core/people/actor.ts";
import { csvLine } from "../../lib/csv.ts";
import { importOf, importText } from "../../store/imports/reader.ts";
import { wholeCatalogue } from "../../store/products/whole-catalogue.ts";
import { runOwed } from "../run-owed.ts";
import { sweepRetention } from "../sweep-retention.ts";
import { carryOutImport } from "./carry-out-import.ts";

let house: TestContext;
let tasks: TestTasks;
let prime: Actor;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  prime = await aPerson(house, "psp");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

async function imported(text: string, dryRun = false, by = prime) {
  const { importId } = await perform(house.context, importCatalogue, by, { text, dryRun });
  await runOwed(tasks.on);
  return seen(importId);
}

async function seen(importId: string) {
  const found = await house.context.transaction(prime, (tx) =>
    importOf(house.context, tx, importId),
  );
  if (!found) throw new Error("no such import");
  return found;
}

const inCatalogue = () =>
  house.context.transaction(prime, (tx) => wholeCatalogue(house.context, tx));
const namesIn = async () => (await inCatalogue()).products.map(({ name }) => name).sort();

const file = [
  "entity,line,product,version,support,supported until",
  "Home,Doors,Gate,1.0,ended,2024-12-31",
  "Home,Doors,Gate,2.0,full,2030-12-31",
  "Home,,Lock,,,",
].join("\r\n");

test("a catalogue is taken over whole, and the same file again changes nothing", async () => {
  expect(await imported(file)).toMatchObject({ state: "done", total: 3, added: 4, changed: 0 });
  expect(await namesIn()).toEqual(["Gate", "Lock"]);
  expect(await imported(file)).toMatchObject({ state: "done", added: 0, changed: 0, same: 4 });
});

test("with one fault nothing is imported, and each fault is said with its line and column", async () => {
  const before = await inCatalogue();
  const found = await imported(`${file}\r\nHome,Doors,Window,3,perhaps,2030-02-30\r\n`);
  expect(found).toMatchObject({ state: "refused", added: 0, hasFile: false });
  expect(found.faults.map(({ line, column, field }) => [line, column, field])).toEqual([
    [5, 5, "support"],
    [5, 6, "supported until"],
  ]);
  expect(await inCatalogue()).toEqual(before);
});

test("a file that is neither a table nor JSON is refused with the place where it breaks", async () => {
  expect((await imported('entity,product\nHome,"Gate')).faults).toMatchObject([
    { line: 2, column: 2, problem: "A quotation mark is not closed." },
  ]);
  expect((await imported('{"products": [{"entity": "Home"\n')).faults).toMatchObject([{ line: 2 }]);
  const withTab = '{"products": [\n  {"entity": "Home", "product": "Gate\tTwo"}]}';
  expect((await imported(withTab)).faults).toMatchObject([{ line: 2, column: 33 }]);
  expect((await imported("entity,product\n")).faults).toMatchObject([
    { problem: "The file says nothing." },
  ]);
});

test("a file that is only checked changes nothing, and is carried out as it was checked", async () => {
  const checked = await imported("entity,product\nHome,Hinge", true);
  expect(checked).toMatchObject({ state: "done", added: 1, hasFile: true });
  expect(await namesIn()).not.toContain("Hinge");
  const { importId } = await perform(house.context, carryOutChecked, prime, checked);
  await runOwed(tasks.on);
  expect(await seen(importId)).toMatchObject({ state: "done", added: 1, hasFile: false });
  expect(await namesIn()).toContain("Hinge");
});

const supportOf = async (version: string) =>
  (await inCatalogue()).versions.find(({ name }) => name === version)?.support;
const state = (version: string, support: string) =>
  `entity,product,version,support\nHome,Gate,${version},${support}\n`;

async function carriedOut(checked: { importId: string }) {
  const { importId } = await perform(house.context, carryOutChecked, prime, checked);
  await runOwed(tasks.on);
  return seen(importId);
}

test("a checked file whose import would change what its check did not say is not imported", async () => {
  // Given the check of a file that adds a product and says nothing of a version that is as it says
  const text = `${state("2.0", "full")}Home,Shutter,1.0,full\n`;
  const checked = await imported(text, true);
  expect(checked).toMatchObject({ added: 2, changed: 0, same: 2 });
  // When a colleague changes that version before the file is imported
  await imported(state("2.0", "ended"));
  const found = await carriedOut(checked);
  // Then nothing is imported, and it says why
  expect(found).toMatchObject({ state: "refused", outdated: true, added: 0, changed: 0 });
  expect(found.faults.map(({ problem }) => problem)).toEqual([
    "The catalogue has changed since this file was checked. Check it again.",
  ]);
  expect(await supportOf("2.0")).toBe("ended");
  expect(await namesIn()).not.toContain("Shutter");
  // And checked again it says so, and is imported
  const again = await imported(text, true);
  expect(again.changes[0]).toMatchObject({ change: "changed", fields: ["support"] });
  expect(await carriedOut(again)).toMatchObject({ state: "done", added: 2, changed: 1 });
  expect(await supportOf("2.0")).toBe("full");
});

test("what a check says is compared with what was there then, and never only the part that it tells", async () => {
  // Given a check that changes a state which a colleague then changes otherwise
  const text = state("2.0", "ended");
  const checked = await imported(text, true);
  await imported(state("2.0", "security"));
  expect(await carriedOut(checked)).toMatchObject({ state: "refused", outdated: true });
  expect(await supportOf("2.0")).toBe("security");
  // And one that tells only a part of what it adds, and changes something beyond it
  const many = Array.from({ length: 600 }, (_, at) => `Home,Gate,2.${at + 1},full`);
  const large = await imported([text.trim(), ...many].join("\n"), true);
  expect(large.changes).toHaveLength(500);
  await imported(state("2.600", "full"));
  expect(await carriedOut(large)).toMatchObject({ state: "refused", outdated: true });
  expect(await supportOf("2.599")).toBeUndefined();
});

test("a check is carried out where others changed what its file is not about, and twice does nothing twice", async () => {
  const checked = await imported("entity,product,version\nHome,Awning,1.0", true);
  await imported("entity,product,retired\nHome,Lock,yes\nFar,Island,no");
  expect(await carriedOut(checked)).toMatchObject({ state: "done", added: 2, outdated: false });
  expect(await carriedOut(checked)).toMatchObject({ state: "done", added: 0, same: 2 });
});

test("the file of a check is gone after a day, and can no longer be carried out", async () => {
  const checked = await imported("entity,product\nHome,Bolt", true);
  house.passSeconds(86_401);
  await runOwed(tasks.on);
  expect(await seen(checked.importId)).toMatchObject({ hasFile: false });
  await expect(perform(house.context, carryOutChecked, prime, checked)).rejects.toThrow(
    "within a day",
  );
});

test("what is exported comes in again as it was, as CSV and as JSON", async () => {
  const names = ["'=Wing", "=Wing", "-Wing", "Wing, 2", 'Wing "3"', "Wing; four", "翼", "ג'ניף"];
  const versions = [{ name: "1", releasedOn: "1999-12-31", supportedUntil: "9999-12-31" }];
  await imported(JSON.stringify(names.map((name) => ({ entity: "Home", name, versions }))));
  expect(await namesIn()).toEqual(expect.arrayContaining(names));
  const before = await inCatalogue();
  const csv = catalogueRows(before).map(csvLine).join("");
  const json = JSON.stringify(catalogueAsJson(before), null, 2);
  for (const text of [csv, json]) {
    expect(await imported(text)).toMatchObject({ state: "done", added: 0, changed: 0 });
  }
  await imported("entity,product,retired\nHome,Lock,yes");
  expect((await inCatalogue()).products.find(({ name }) => name === "Lock")?.retired).toBe(true);
});

test("half of a letter, as JSON can write one, is a fault at its place", async () => {
  const half = '[{"entity": "Home", "name": "Gate \\ud83d"}]';
  const problem = "This holds a character that no text has.";
  expect(await imported(half)).toMatchObject({
    state: "refused",
    faults: [{ line: 1, column: 29, field: "product", problem }],
  });
});

test("a version that JSON writes as a number keeps the digits that it is written with", async () => {
  const versions = '[{"name": 2.1}, {"name": 2.10}, {"name": 20261123000000000001}]';
  await imported(`{"products": [{"entity": "Home", "name": "Crane", "versions": ${versions}}]}`);
  const { products, versions: found } = await inCatalogue();
  const crane = products.find(({ name }) => name === "Crane")?.productId;
  const own = found.filter(({ productId }) => productId === crane);
  expect(own.map(({ name }) => name)).toEqual(["20261123000000000001", "2.10", "2.1"]);
});

test("a job that runs again finds the import ended and does nothing more", async () => {
  const found = await imported("entity,product\nHome,Key");
  const again = { task: "carry-out-import", caseId: null, subjectId: found.importId } as const;
  await carryOutImport(tasks.on, again);
  expect(await seen(found.importId)).toEqual(found);
});

test("an import is seen by whoever began it, and its file is sealed", async () => {
  const { importId } = await imported("entity,product\nHome,Secret Door", true);
  const other = await aPerson(house, "psp");
  const theirs = house.context.transaction(other, (tx) => importOf(house.context, tx, importId));
  expect(await theirs).toBeUndefined();
  const raw = await house.pools.worker.query(
    "select file_sealed from imports where import_id = $1",
    [importId],
  );
  expect(raw.rows[0].file_sealed.toString("latin1")).not.toContain("Secret Door");
  const text = house.context.transaction(theWorker, (tx) =>
    importText(house.context, tx, importId),
  );
  expect(await text).toContain("Secret Door");
});

test("after a month nothing is left of what was wrong with a file, nor of one whose job never ended", async () => {
  const wrong = await imported("entity,product,kind\nHome,Bell,nobody@harbour.example");
  const stuck = await perform(house.context, importCatalogue, prime, {
    text: "entity,product\nHome,Bell",
  });
  const left = async () => {
    const { rows } = await house.pools.worker.query(
      `select import_id from imports
        where import_id = any ($1::uuid[]) and (file_sealed is not null or faults_sealed is not null)`,
      [[wrong.importId, stuck.importId]],
    );
    return rows.length;
  };
  house.passSeconds(29 * 86_400);
  await sweepRetention(house.context);
  expect(await left()).toBe(2);
  house.passSeconds(2 * 86_400);
  await sweepRetention(house.context);
  expect(await left()).toBe(0);
  await runOwed(tasks.on);
  expect(await seen(stuck.importId)).toMatchObject({ state: "refused", added: 0 });
});

test("thousands of rows are imported in one piece", async () => {
  const rows = Array.from({ length: 4_000 }, (_, at) => `Far,Part ${at % 400},${at}.0`);
  const found = await imported(["entity,product,version", ...rows].join("\n"));
  expect(found).toMatchObject({ state: "done", total: 4_000, added: 4_400 });
});
