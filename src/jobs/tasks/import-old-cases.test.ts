import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { perform } from "../../actions/action.ts";
import { reopenCase } from "../../actions/decisions/reopen-case.ts";
import { carryOutChecked, importCases } from "../../actions/imports/begin-import.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { oldCaseMark } from "../../core/imports/old-case.ts";
import type { Actor } from "../../core/people/actor.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { importOf } from "../../store/imports/reader.ts";
import { identityOf, partiesOf } from "../../store/parties/reader.ts";
import { runOwed } from "../run-owed.ts";

let house: TestContext;
let tasks: TestTasks;
let lead: Actor;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  lead = await aPerson(house, "lead");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

async function imported(text: string, dryRun = false) {
  const { importId } = await perform(house.context, importCases, lead, { text, dryRun });
  return ended(importId);
}

async function ended(importId: string) {
  await runOwed(tasks.on);
  const found = await house.context.transaction(lead, (tx) =>
    importOf(house.context, tx, importId),
  );
  if (!found) throw new Error("no such import");
  return found;
}

async function count(what: string): Promise<number> {
  const { rows } = await house.pools.worker.query(`select count(*)::int as count from ${what}`);
  return rows[0].count;
}

const file = [
  "reference,kind,title,product,report,reporter,e-mail,received,closed,close reason,decisions",
  'OLD-1,vulnerability-report,The open door,Gate 1,"It opens, always.",A Finder,finder@lab.example,2023-05-02,2023-09-01,resolved,Relevant; mended in 1.4',
  "OLD-2,question,,,How do I report?,,,2024-01-10,,,",
].join("\n");

test("old cases come in with their dates and their end; nothing is sent and no promise begins", async () => {
  const found = await imported(file);
  expect(found).toMatchObject({ state: "done", total: 2, added: 2, same: 0, faults: [] });
  expect(await count("cases")).toBe(2);
  expect(await count("clocks")).toBe(0);
  expect(await count("deliveries")).toBe(0);
  expect(tasks.sent).toEqual([]);
  const closed = await house.context.transaction(lead, (tx) => headOf(tx, "PSIRT-2023-0001"));
  expect(closed).toMatchObject({ kind: "vulnerability-report", closeReason: "resolved" });
  expect(closed?.closedAt?.toISOString()).toBe("2023-09-01T00:00:00.000Z");
  expect(closed?.openedAt.toISOString()).toBe("2023-05-02T00:00:00.000Z");
  const open = await house.context.transaction(lead, (tx) => headOf(tx, "PSIRT-2024-0001"));
  expect(open).toMatchObject({ kind: "question", closedAt: null });
});

test("the finder's name stands in the vault alone, and the file's words are sealed", async () => {
  const identity = await house.context.transaction(theWorker, async (tx) => {
    const head = await headOf(tx, "PSIRT-2023-0001");
    const [party] = await partiesOf(tx, head?.caseId ?? "");
    expect(party?.pseudonym).toBe("Reporter");
    return identityOf(house.context, tx, party?.partyId ?? "");
  });
  expect(identity).toMatchObject({ name: "A Finder", email: "finder@lab.example" });
  for (const table of ["cases", "reports", "messages", "events", "inbox", "imports"]) {
    expect(await count(`${table} t where t::text like '%open door%'`), table).toBe(0);
    expect(await count(`${table} t where t::text like '%finder@lab%'`), table).toBe(0);
  }
});

test("the same file again adds nothing, also where a row says more by now", async () => {
  const more = file.replace("How do I report?", "How do I report and to whom?");
  expect(await imported(more)).toMatchObject({ state: "done", added: 0, same: 2 });
  expect(await count("cases")).toBe(2);
});

test("a case with a fault is left out and said with line and column; the others come in whole", async () => {
  const before = await count("cases");
  const found = await imported(
    "reference,report,received,closed\nOLD-7,Words,2025-01-01,2024-01-01\nOLD-8,Words,2025-01-01,\n",
  );
  expect(found).toMatchObject({ state: "done", added: 1 });
  expect(found.faults).toEqual([
    { line: 2, column: 4, field: "closed", problem: "It was closed before it was received." },
  ]);
  expect(await count("cases")).toBe(before + 1);
});

test("a file that is only checked makes no case; as JSON it is then carried out", async () => {
  const before = await count("cases");
  const cases = [{ reference: "T#901", report: "Words", received: "2025-02-03T10:00:00Z" }];
  const checked = await imported(JSON.stringify({ cases }), true);
  expect(checked).toMatchObject({ state: "done", added: 1, hasFile: true });
  expect(await count("cases")).toBe(before);
  const { importId } = await perform(house.context, carryOutChecked, lead, checked);
  expect(await ended(importId)).toMatchObject({ state: "done", added: 1, hasFile: false });
  expect(await count("cases")).toBe(before + 1);
});

test("an import that is stopped half-way goes on, takes no case twice, and tells all of them as its own", async () => {
  const before = await count("cases");
  const rows = [1, 2, 3, 4, 5].map((each) => `HALF-${each},Words,2025-01-0${each}`);
  await imported(["reference,report,received", rows[4]].join("\n"));
  const text = ["reference,report,received", ...rows].join("\n");
  const begun = await perform(house.context, importCases, lead, { text, dryRun: false });
  let left = 4;
  const stopping: typeof house.context = {
    ...house.context,
    transaction: (...asked) => {
      left -= 1;
      if (left < 0) throw new Error("the server stops");
      return house.context.transaction(...asked);
    },
  };
  await expect(runOwed({ ...tasks.on, context: stopping })).rejects.toThrow("the server stops");
  const between = await count("cases");
  expect(between).toBeGreaterThan(before + 1);
  expect(between).toBeLessThan(before + 5);
  expect(await ended(begun.importId)).toMatchObject({ state: "done", added: 4, same: 1 });
  expect(await count("cases")).toBe(before + 5);
});

test("a file of another shape is refused whole", async () => {
  const cases = [{ reference: "T#902", report: "Words", received: "2025-02-03", colour: "red" }];
  expect(await imported(JSON.stringify({ cases }))).toMatchObject({
    state: "refused",
    added: 0,
    faults: [{ field: "colour" }],
  });
});

test("a check tells of no case that its reader is not on; the import itself leaves it alone", async () => {
  const rows = (references: readonly string[]) =>
    [
      "reference,kind,product,report,received",
      ...references.map((each) => `${each},vulnerability-report,Gate 1,It opens.,2023-05-02`),
    ].join("\n");
  expect(await imported(rows(["MOVED-1", "HERE-1"]))).toMatchObject({ added: 2 });
  const { rows: inbox } = await house.pools.worker.query<{ caseId: string }>(
    'select case_id as "caseId" from inbox where source_hash = $1',
    [house.context.masterKey.hash("source-hash", `old case\0${oldCaseMark("MOVED-1")}`)],
  );
  await house.pools.worker.query(
    "update case_members set principal_id = $1 where case_id = $2 and side_id = staff_side()",
    [randomUUID(), inbox[0]?.caseId],
  );
  const file = rows(["MOVED-1", "HERE-1", "NEW-1"]);
  // As for one that was never there.
  expect(await imported(file, true)).toMatchObject({ added: 2, same: 1 });
  const before = await count("cases");
  expect(await imported(file)).toMatchObject({ added: 1, same: 2 });
  expect(await count("cases")).toBe(before + 1);
});

const table = (rows: readonly string[]) => ["reference,report,received", ...rows].join("\n");
const caseAt = (reference: string) =>
  house.context.transaction(theWorker, (tx) => headOf(tx, reference));

test("a reference of our own form stays the number of the case, and no other case is given it", async () => {
  // The first of that year in this house would have been given the number that another row has.
  const rows = [
    "BUG-17,Words,2019-01-01",
    "psirt-2019-0001,Words,2019-02-01",
    "PSIRT-2019-0003,Words,2019-03-01",
  ];
  expect(await imported(table(rows), true)).toMatchObject({ added: 3, faults: [] });
  expect(await imported(table(rows))).toMatchObject({ added: 3, faults: [] });
  const opened = async (reference: string) => (await caseAt(reference))?.openedAt.toISOString();
  expect(await opened("PSIRT-2019-0001")).toBe("2019-02-01T00:00:00.000Z");
  expect(await opened("PSIRT-2019-0002")).toBe("2019-01-01T00:00:00.000Z");
  expect(await opened("PSIRT-2019-0003")).toBe("2019-03-01T00:00:00.000Z");
  // What is handed out later passes over what the import took.
  await imported(table(["BUG-18,Words,2019-04-01"]));
  expect(await opened("PSIRT-2019-0004")).toBe("2019-04-01T00:00:00.000Z");
  expect(await imported(table(rows))).toMatchObject({ added: 0, same: 3, faults: [] });
});

test("the number of a case of ours is refused at its row, in the check too, and nothing of it comes in", async () => {
  const { reference } = await aCase(house);
  const before = await count("cases");
  const rows = ["BUG-21,Words,2020-01-01", `${reference.toLowerCase()},Words,2020-01-01`];
  const faults = [
    { line: 3, problem: expect.stringContaining(`${reference} is the number of a case`) },
  ];
  expect(await imported(table(rows), true)).toMatchObject({ added: 1, faults });
  expect(await count("cases")).toBe(before);
  expect(await imported(table(rows))).toMatchObject({ added: 1, faults });
  expect(await count("cases")).toBe(before + 1);
  const { rows: left } = await house.pools.worker.query<{ count: number }>(
    "select count(*)::int as count from inbox where channel = 'import' and case_id is null",
  );
  expect(left[0]?.count).toBe(0);
});

test("references that differ in capitals or hyphens alone are one case", async () => {
  const twice = await imported(table(["Case 7a,Words,2021-01-01", "CASE-7A,Words,2021-01-01"]));
  expect(twice).toMatchObject({ added: 1 });
  expect(twice.faults).toMatchObject([
    { line: 3, problem: "This reference stands in line 2 already." },
  ]);
  expect(await imported(table(["case 7A,Words,2021-01-01"]))).toMatchObject({ added: 0, same: 1 });
});

test("[VEN-11] an old case that comes in closed and is opened again tells nobody that we had said so", async () => {
  const head = await caseAt("PSIRT-2023-0001");
  const caseId = head?.caseId ?? "";
  await runOwed(tasks.on);
  tasks.sent.length = 0;
  await perform(house.context, reopenCase, lead, { caseId, reason: "The patch was undone." });
  await runOwed(tasks.on);
  expect((await caseAt("PSIRT-2023-0001"))?.closedAt).toBeNull();
  expect(tasks.sent).toEqual([]);
  expect(await count(`messages where case_id = '${caseId}' and direction = 'out'`)).toBe(0);
});
