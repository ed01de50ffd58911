import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import type { Actor } from "../../core/people/actor.ts";
import { ticketsOf } from "../../store/trackers/reader.ts";
import { perform } from "../action.ts";
import { endTicket } from "./end-ticket.ts";
import { linkTicket } from "./link-ticket.ts";

let house: TestContext;
let analyst: Extract<Actor, { kind: "staff" }>;
let found: TestCase;
beforeAll(async () => {
  house = await testContext();
  analyst = await aPerson(house, "analyst");
});
afterAll(() => house.close());
beforeEach(async () => {
  found = await aCase(house);
});

const refused = (code: string) => expect.objectContaining({ code });
const url = "https://tracker.example/browse/GATE-12";

const link = (more: object = {}) =>
  perform(house.context, linkTicket, analyst, {
    caseId: found.caseId,
    url,
    what: "The correction in 2.x",
    ...more,
  });

const tickets = (who: Actor = analyst) =>
  house.context.transaction(who, (tx) => ticketsOf(house.context, tx, found.caseId));

test("a ticket is linked once, and ends once", async () => {
  const { ticketId } = await link();
  await expect(link()).rejects.toThrow(refused("ticket.linked"));
  const end = { caseId: found.caseId, ticketId, how: "done" };
  await perform(house.context, endTicket, analyst, end);
  const again = perform(house.context, endTicket, analyst, end);
  await expect(again).rejects.toThrow(refused("ticket.ended"));
  expect(await tickets()).toMatchObject([{ ticketId, url, end: { how: "done" } }]);
});

test("an address that no browser should follow is refused", async () => {
  const script = link({ url: "javascript:alert(1)" });
  await expect(script).rejects.toThrow(refused("input.invalid"));
  expect(await tickets()).toEqual([]);
});

test("no party of the case reads of a ticket, and the database holds its address sealed", async () => {
  const { ticketId } = await link();
  expect(await tickets(found.reporter)).toEqual([]);
  const { rows } = await house.pools.worker.query(
    "select body, text_sealed as sealed from events where event_id = $1",
    [ticketId],
  );
  expect(rows[0].body).toBe("{}");
  expect(Buffer.from(rows[0].sealed).includes("tracker.example")).toBe(false);
});
