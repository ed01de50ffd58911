import { afterAll, beforeAll, expect, test } from "vitest";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { vouchedFor } from "../../../test/support/tasks.ts";
import { testThreads } from "../../../test/support/threads.ts";
import { ensureOwnKeys } from "../../actions/keys/ensure-own-keys.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { isRunning } from "../../core/clocks/clock.ts";
import { clockStateOf, clockStates, termsOf } from "../../core/clocks/clock-state.ts";
import { promiseOf } from "../../core/clocks/promises.ts";
import { onCallAt } from "../../core/duty/rota.ts";
import { noScanner } from "../../integrations/clamav/clamav-scanner.ts";
import type { OutgoingMessage } from "../../mail/outbound/transport.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { rotaOf } from "../../store/duty/rota-reader.ts";
import { onCallRows } from "../../store/glass/reader.ts";
import { identityOf } from "../../store/parties/reader.ts";
import { namesOf } from "../../store/people/reader.ts";
import { publishedPaths, publishedTable } from "../../store/publications/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { TaskContext } from "../task-context.ts";
import { seedDemonstration } from "./seed.ts";
import { stories } from "./stories.ts";

const sent: OutgoingMessage[] = [];
const log = { debug() {}, info() {}, warn() {}, error() {} };
let house: TestContext;
const { reader, checker, inspector } = testThreads();
let on: TaskContext;
let interruptions = 0;

/** The machine goes off at these transactions: at odd ones before they commit, at even ones after. */
const offAt = [31, 162, 283, 420, 611];

beforeAll(async () => {
  house = await testContext();
  const transport: TaskContext["transport"] = {
    async send(message) {
      sent.push(message);
      return { accepted: message.to, rejected: [], response: "250 kept" };
    },
  };
  const files = { inspector, scanner: noScanner };
  const authenticate = async () => vouchedFor;
  on = {
    context: house.context,
    mailReader: reader,
    checker,
    transport,
    authenticate,
    ...files,
    log,
  };
  await seedWithInterruptions();
});

afterAll(async () => {
  await house.close();
});

class MachineOff extends Error {}

async function seedWithInterruptions(): Promise<void> {
  let count = 0;
  const context: TaskContext["context"] = {
    ...house.context,
    async transaction(actor, work) {
      count += 1;
      const off = offAt.includes(count) ? new MachineOff() : undefined;
      if (off && count % 2 === 1) throw off;
      const result = await house.context.transaction(actor, work);
      if (off) throw off;
      return result;
    },
  };
  for (;;) {
    try {
      await seedDemonstration({ ...on, context });
      return;
    } catch (error) {
      if (!(error instanceof MachineOff)) throw error;
      interruptions += 1;
      house.passSeconds(90);
    }
  }
}

const all = (sql: string) => house.context.transaction(theWorker, (tx) => tx.query<never>(sql));

/** The worst state of what we owe on a case. */
async function worstOwed(tx: Tx, caseId: string): Promise<string> {
  const { policies } = house.context;
  const now = house.context.now();
  const states = (await clocksOf(tx, caseId))
    .filter((clock) => isRunning(clock) && promiseOf(clock.promise).owedBy === "us")
    .map((clock) => clockStateOf(clock, termsOf(policies, clock), now));
  return clockStates.find((state) => states.includes(state)) ?? "nothing";
}

test("a demonstration that was cut short five times has every case once, each at its stage", async () => {
  const cases = await house.context.transaction(theWorker, async (tx) => {
    const rows = await tx.query<{ caseId: string; reference: string; stage: string }>(
      `select case_id as "caseId", reference, stage from cases order by reference`,
    );
    const found: string[][] = [];
    for (const { caseId, reference, stage } of rows) {
      found.push([reference, stage, await worstOwed(tx, caseId)]);
    }
    return found;
  });
  expect(interruptions).toBe(offAt.length);
  expect(cases).toEqual([
    ["PSIRT-2026-0001", "published", "open"],
    ["PSIRT-2026-0002", "publication", "open"],
    ["PSIRT-2026-0003", "analysis", "overdue"],
    ["PSIRT-2026-0004", "closed", "nothing"],
    ["PSIRT-2026-0005", "remediation", "due-soon"],
    ["PSIRT-2026-0006", "analysis", "paused"],
    ["PSIRT-2026-0007", "acknowledged", "open"],
    ["PSIRT-2026-0008", "acknowledged", "open"],
    ["PSIRT-2026-0009", "acknowledged", "open"],
    ["PSIRT-2026-0010", "acknowledged", "open"],
  ]);
});

test("the tray holds what nobody has looked at; what was worked on has left it by that", async () => {
  const mailed = await all("select reference, tray from cases where tray is not null order by 1");
  expect(mailed.length).toBeGreaterThan(2);
  expect(mailed.filter((row) => (row as { tray: string }).tray === "new")).toEqual([
    { reference: "PSIRT-2026-0010", tray: "new" },
  ]);
});

// A conclusion or a delivery also records what follows from it: those two facts are no steps.
test("no step of a story was lived twice or left out", async () => {
  const lived = await all(
    `select 1 from events where actor_kind in ('staff', 'outsider') and case_id is not null
        and type <> all ('{vulnerability.confirmed,measure.available,remedy.tested}')`,
  );
  const steps = stories.flatMap((story) => story.deeds).length;
  expect(lived).toHaveLength(steps);
  expect(await all("select 1 from outbox")).toEqual([]);
});

test("[VEN-33, VEN-34] the public table shows the five notices with title, type and date, newest first", async () => {
  const rows = await house.context.transaction(anyone, (tx) => publishedTable(tx, null, 10));
  const notices = rows.filter((row) => row.type === "SN");
  expect(
    notices.map((row) => [row.title, row.type, row.firstPublishedAt.toISOString().slice(0, 10)]),
  ).toEqual([
    ["CVE-2024-3094 Linux XZ-Utils Vulnerability", "SN", "2024-04-11"],
    ["Apache Log4j Security Vulnerability", "SN", "2022-01-05"],
    ["Embedded TCP/IP Stacks – Amnesia:33", "SN", "2021-05-28"],
    ["Ripple20", "SN", "2020-08-27"],
    ["SIMJacker Vulnerability", "SN", "2020-05-15"],
  ]);
  expect(rows.map((row) => row.number)[0]).toBe("ALE-SA-2026-0001");
});

test("letters of the past are signed by a key that was there, and go encrypted where one is known", () => {
  const encrypted = sent.filter(({ raw }) => Buffer.from(raw).includes("multipart/encrypted"));
  expect(new Set(encrypted.flatMap(({ to }) => to))).toEqual(
    new Set(["research@harbour-lab.example", "tester@web-testing.example"]),
  );
  for (const { raw } of sent)
    expect(Buffer.from(raw).toString()).toMatch(/multipart\/(signed|encrypted)/);
});

test("every address in the demonstration is a reserved one", async () => {
  const people = await house.context.transaction(theWorker, async (tx) => {
    const ids = await tx.query<{ partyId: string }>(`select party_id as "partyId" from parties`);
    const found = [];
    for (const { partyId } of ids) found.push(await identityOf(house.context, tx, partyId));
    return found;
  });
  const files = await all(`select convert_from(bytes, 'UTF8') as text from blobs`);
  const texts = [
    ...people.map((each) => each?.email ?? ""),
    ...sent.flatMap(({ to, raw }) => [...to, headerOf(raw)]),
    ...(files as { text: string }[]).map(({ text }) => text),
  ].join("\n");
  const addresses = texts.match(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g) ?? [];
  expect(addresses.length).toBeGreaterThan(50);
  expect(addresses.filter((address) => !address.endsWith(".example"))).toEqual([]);
});

test("seeding a second time changes nothing but the seats' links", async () => {
  const before = await tally();
  const { seats } = await seedDemonstration(on);
  expect(await tally()).toEqual(before);
  expect(seats.map((seat) => seat.role)).toEqual([
    "Analyst",
    "Lead",
    "Approver and publisher",
    "Communicator",
    "Product security prime",
    "Engineer on call",
    "Support agent",
    "Auditor",
  ]);
  for (const { link } of seats) expect(link).toContain("http://localhost:8080/sign-in/link/");
});

test("an engineer who is on no case is on call, put there by the lead", async () => {
  const [row] = await house.context.transaction(theWorker, (tx) =>
    onCallRows(tx, house.context.now()),
  );
  const names = await house.context.transaction(theWorker, (tx) =>
    namesOf(house.context, tx, row ? [row.personId, row.setBy] : []),
  );
  expect([...names.values()].toSorted()).toEqual(["Engineer on call", "Lead"]);
});

test("behind the engineer two colleagues take turns of a week, and one of them has it now", async () => {
  const now = house.context.now();
  const rota = await house.context.transaction(theWorker, (tx) =>
    rotaOf(tx, { from: now, until: new Date(now.getTime() + 1) }),
  );
  expect(rota.patterns).toHaveLength(1);
  expect(rota.patterns[0]?.turnDays).toBe(7);
  const duty = onCallAt(rota, now);
  expect(duty.map(({ line }) => line)).toEqual([1, 2]);
  const names = await house.context.transaction(theWorker, (tx) =>
    namesOf(
      house.context,
      tx,
      duty.map(({ personId }) => personId),
    ),
  );
  expect(names.get(duty[1]?.personId ?? "")).toMatch(/^(Analyst|Product security prime)$/);
});

test("nothing is seeded where mail would leave", async () => {
  const context = { ...house.context, demonstration: false };
  await expect(seedDemonstration({ ...on, context })).rejects.toThrow("demonstrations only");
});

test("a house that had a life of its own is no demonstration, and gets no seat", async () => {
  const lived = await testContext();
  try {
    await ensureOwnKeys(lived.context, reader);
    await ensureHouse.run(lived.context, theWorker, {});
    const seeding = seedDemonstration({ ...on, context: lived.context });
    await expect(seeding).rejects.toMatchObject({ code: "demonstration.lived-in" });
    const people = await lived.context.transaction(theWorker, (tx) =>
      tx.query("select 1 from people"),
    );
    expect(people).toEqual([]);
  } finally {
    await lived.close();
  }
});

async function tally() {
  const tables = ["cases", "events", "messages", "people", "products", "published", "inbox"];
  const published = await house.context.transaction(anyone, (tx) => publishedPaths(tx));
  const counts = await Promise.all(tables.map((table) => all(`select count(*) from ${table}`)));
  return [counts, published.map(({ sha256 }) => sha256.toString("hex"))];
}

function headerOf(raw: Uint8Array): string {
  return Buffer.from(raw).toString().split("\r\n\r\n")[0] ?? "";
}
