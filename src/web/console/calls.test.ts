/** Calls and meetings on the page of a case's conversation, by its forms alone. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";

let house: TestContext;
let web: TestWeb;
let analyst: Colleague;
let found: TestCase;
let path: string;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  found = await aCase(house);
  path = `/console/cases/${found.reference}`;
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const read = async (view: string) => (await analyst.browser.get(`${path}/${view}`)).body;

function send(deed: string, fields: Parameters<Colleague["browser"]["submit"]>[1]) {
  const to = `${path}/deeds/${deed}?view=conversation`;
  return analyst.browser.submit(`${path}/conversation`, fields, to);
}

test("a talk is recorded with its zone, and stands with what was promised, here and in the history", async () => {
  expect(textOf(await read("conversation"))).toContain("No talk is recorded yet");
  const talk = {
    ...{ kind: "telephone", at: "2026-01-05T09:30", atZone: "UTC" },
    participantIds: [analyst.personId, found.reporter.id],
    words: "They ask for a build.",
    "followUps.0.what": "Send them the build.",
    "followUps.0.ownerId": analyst.personId,
  };
  const undated = await send("record-call", talk);
  expect(undated.statusCode).toBe(422);
  expect(textOf(undated.body)).toContain("Give the day by which it is done.");
  expect(undated.body).toContain("They ask for a build.</textarea>");
  const stranger = { ...talk, participantIds: [house.context.newId()] };
  const refused = await send("record-call", { ...stranger, "followUps.0.dueOn": "2026-05-01" });
  expect(textOf(refused.body)).toContain(
    "Only colleagues on the case and its parties can be named",
  );
  const done = await send("record-call", { ...talk, "followUps.0.dueOn": "2026-05-01" });
  expect(done.statusCode).toBe(303);
  const page = textOf(await read("conversation"));
  expect(page).toContain("Took part: The reporter, The analyst");
  expect(page).toContain("Send them the build. To do by 1 May 2026");
  const history = textOf(await read("history"));
  expect(history).toContain("recorded a telephone call of 5 January 2026, 09:30");
  expect(history).toContain("The analyst sees to it by 1 May 2026");
});

test("how a party likes to be spoken with stands at the head of its thread", async () => {
  const hours = { channel: "telephone", from: "9:00", until: "17:30", zone: "Asia/Tokyo" };
  const ids = { partyId: found.reporter.id };
  const odd = await send("note-channel", { ...ids, ...hours, zone: "Tokyo" });
  expect(textOf(odd.body)).toContain("This time zone is not known");
  await send("note-channel", { ...ids, ...hours });
  const words = "Likes to be spoken with by telephone, 09:00 to 17:30 (Asia/Tokyo)";
  expect(textOf(await read("conversation"))).toContain(words);
});
