/** The sheet with which duty is handed over, and the record of it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import {
  aColleague,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { addAlertTarget } from "../../actions/alerts/target-deeds.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import { sweepClocks } from "../../jobs/sweep-clocks.ts";
import { sweepUntaken } from "../../jobs/sweep-duty.ts";
import { verify } from "../../store/admin/verify.ts";

let house: TestContext;
let web: TestWeb;
let going: Colleague;
let coming: Colleague;
let lead: Colleague;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  going = await aSignedIn(web, house.context, "going", "analyst");
  coming = await aSignedIn(web, house.context, "coming", "analyst");
  lead = await aSignedIn(web, house.context, "lead", "lead");
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const path = "/console/duty/hand-over";
const read = async ({ browser }: Colleague) => textOf((await browser.get(path)).body);

test("the sheet tells what is open, due and alarmed, as far as its reader sees it", async () => {
  const { reference } = await aCase(house, "a restart", { exploited: "yes" });
  house.passSeconds(3_600);
  await sweepUntaken(house.context);
  await sweepClocks(house.context);
  const sheet = await read(going);
  expect(sheet).toContain("Open cases 1");
  expect(sheet).toContain("Without an owner 1");
  expect(sheet).toContain("On call now Nobody");
  expect(sheet).toContain(`${reference} Nobody took it in time 11 March 2026, 10:00 Europe/Paris`);
});

test("duty is handed over with notes that both read and nobody else", async () => {
  house.passSeconds(60);
  const notes = "Zanzibar calls back at nine; ask for the second address.";
  const form = { toId: coming.personId, notes };
  expect((await going.browser.submit(path, form)).statusCode).toBe(303);
  expect(await read(coming)).toContain(notes);
  expect(await read(going)).toContain(notes);
  expect(await read(lead)).not.toContain("Zanzibar");
  // What came before is no news to whoever took it over.
  expect(await read(coming)).toContain("None on an open case.");
  const { rows } = await house.pools.worker.query<{ dump: string }>(
    "select string_agg(h::text || encode(h.notes_sealed, 'escape'), '') as dump from hand_overs h",
  );
  expect(rows[0]?.dump).not.toContain("Zanzibar");
});

test("without a name or notes it is refused at the field, and what was typed stays", async () => {
  const alone = { toId: "", notes: "Nothing is urgent." };
  const refused = await going.browser.submit(path, alone);
  expect(refused.statusCode).toBe(422);
  expect(textOf(refused.body)).toContain("Say to whom.");
  expect(refused.body).toContain("Nothing is urgent.");
});

test("what was recorded of it all verifies", async () => {
  const directory = await mkdtemp(join(tmpdir(), "parley-duty-"));
  const told: string[] = [];
  const asked = {
    connection: house.database.connectionFor("keeper"),
    masterKey: house.context.masterKey,
    checkpointFile: join(directory, "none.jsonl"),
    layout: csafLayout,
  };
  const steppedUp = { ...aColleague("lead"), id: lead.personId, steppedUp: true };
  const target = { whose: "house", address: "pager@devices.example" };
  await perform(house.context, addAlertTarget, steppedUp, target);
  await verify(asked, ({ code }) => told.push(code));
  await rm(directory, { recursive: true });
  expect(told.filter((code) => !code.startsWith("checkpoint"))).toEqual([]);
});
