import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { aVendorOn } from "../../../test/support/vendor-party.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import type { Context } from "../../store/context.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { transmissionsOf } from "../../store/transmissions/reader.ts";
import { answerTransmission } from "./answer-transmission.ts";
import { proposeTransmission } from "./propose-transmission.ts";
import { recordTransmission } from "./record-transmission.ts";
import { withdrawTransmission } from "./withdraw-transmission.ts";

let house: TestContext;
let tasks: TestTasks;
let context: Context;
let lead: Extract<Actor, { kind: "staff" }>;
let found: TestCase;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  context = house.context;
  lead = await aPerson(house, "lead");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const author = { name: "Zoë Müllerova", email: "zm@harbour.example", "personal-data": "held-back" };
beforeEach(async () => {
  found = await aCase(house, "a restart", author);
});

const terms = {
  what: "The capture with the subscribers' numbers.",
  method: "portal" as const,
  way: "",
  place: "Sealed on the case; three analysts reach it.",
  deletion: "When the case is closed.",
};

async function propose(more: Partial<Parameters<typeof proposeTransmission.run>[2]> = {}) {
  const input = { caseId: found.caseId, partyId: found.reporter.id, ...terms, ...more };
  return (await proposeTransmission.run(context, lead, input)).transmissionId;
}

function answer(transmissionId: string, said: "agree" | "decline" | "words", text = "") {
  const input = { caseId: found.caseId, transmissionId, answer: said, text };
  return answerTransmission.run(context, found.reporter, input);
}

function record(transmissionId: string, what: "received" | "deleted") {
  return recordTransmission.run(context, lead, { caseId: found.caseId, transmissionId, what });
}

function withdraw(transmissionId: string) {
  return withdrawTransmission.run(context, lead, { caseId: found.caseId, transmissionId });
}

async function refusalOf(deed: Promise<unknown>): Promise<unknown> {
  return deed.then(
    () => "done",
    (error: { code?: string }) => error.code ?? error,
  );
}

const agreements = (actor: Actor = lead) =>
  context.transaction(actor, (tx) => transmissionsOf(context, tx, found.caseId));

async function eventsOf(caseId: string): Promise<string[]> {
  const { rows } = await house.pools.worker.query<{ type: string }>(
    "select type from events where case_id = $1 and type like 'transmission.%' order by at, seq",
    [caseId],
  );
  return rows.map(({ type }) => type);
}

describe("an agreement on data that is held back", () => {
  test("is proposed, agreed on, received and deleted, each with its event and its row", async () => {
    const id = await propose();
    house.passSeconds(60);
    expect(await refusalOf(record(id, "received"))).toBe("transmission.settled");
    await answer(id, "agree");
    house.passSeconds(60);
    expect(await refusalOf(record(id, "deleted"))).toBe("transmission.settled");
    await record(id, "received");
    house.passSeconds(60);
    expect(await refusalOf(answer(id, "decline"))).toBe("transmission.settled");
    expect(await refusalOf(withdraw(id))).toBe("transmission.settled");
    await record(id, "deleted");
    expect(await agreements()).toMatchObject([{ ...terms, state: "deleted" }]);
    expect(await agreements(found.reporter)).toEqual(await agreements());
    expect(await eventsOf(found.caseId)).toEqual([
      "transmission.proposed",
      "transmission.agreed",
      "transmission.received",
      "transmission.deleted",
    ]);
    await runOwed(tasks.on);
  });

  test("needs a place and a time of deletion, and words where no method says the way", async () => {
    expect(await refusalOf(propose({ place: "" }))).toBe("transmission.place");
    expect(await refusalOf(propose({ deletion: "" }))).toBe("transmission.deletion");
    expect(await refusalOf(propose({ method: "other" }))).toBe("transmission.way");
    expect(await agreements()).toEqual([]);
  });

  test("may be that nothing is sent, and then nothing comes", async () => {
    const id = await propose({ method: "none", place: "", deletion: "" });
    await answer(id, "agree");
    expect(await refusalOf(record(id, "received"))).toBe("transmission.nothing-comes");
  });

  test("waits for one answer at a time, and is taken back before another is made", async () => {
    const id = await propose();
    expect(await refusalOf(propose())).toBe("transmission.waits");
    await withdraw(id);
    expect(await refusalOf(answer(id, "agree"))).toBe("transmission.settled");
    await propose();
    expect((await agreements()).map(({ state }) => state)).toEqual(["withdrawn", "proposed"]);
  });

  test("is answered in words too, which stand under the party's pseudonym and ask for a new proposal", async () => {
    const id = await propose();
    expect(await refusalOf(answer(id, "words"))).toBe("transmission.no-words");
    await answer(id, "words", "Without the numbers it would do. Zoë Müllerova");
    expect(await agreements()).toMatchObject([
      { state: "countered", answer: "Without the numbers it would do. [Reporter]" },
    ]);
    await propose();
  });

  test("can be left by the party until the data came", async () => {
    const id = await propose();
    await answer(id, "agree");
    house.passSeconds(1);
    await answer(id, "decline");
    expect(await refusalOf(record(id, "received"))).toBe("transmission.settled");
  });

  test("is the party's own to answer: another party neither sees nor answers it", async () => {
    const id = await propose();
    const vendorId = await aVendorOn(house, found);
    const vendor = {
      ...found.reporter,
      id: vendorId,
      side: vendorId,
      role: "vendor-contact" as const,
    };
    expect(await agreements(vendor)).toEqual([]);
    const input = { caseId: found.caseId, transmissionId: id, answer: "agree" as const, text: "" };
    expect(await refusalOf(answerTransmission.run(context, vendor, input))).toBe(
      "transmission.unknown",
    );
    expect(await refusalOf(answerTransmission.run(context, lead, input))).toBe(
      "access.not-permitted",
    );
  });

  test("names nobody who is withheld from the party", async () => {
    const partyId = await aVendorOn(house, found);
    const what = "The capture of Zoë Müllerova.";
    expect(await refusalOf(propose({ partyId, what }))).toBe("identity.would-leak");
  });

  test("is proposed by a letter that says nothing of it, also where it goes unencrypted", async () => {
    await runOwed(tasks.on);
    tasks.sent.length = 0;
    await propose();
    await runOwed(tasks.on);
    const thread = await context.transaction(lead, (tx) => threadOf(context, tx, found.caseId));
    const letter = thread.find(({ template }) => template === "transmission-proposal");
    expect(letter?.text).toContain("there is a proposal for you on the page of your report");
    expect(tasks.sent.length).toBe(1);
    const raw = Buffer.from(tasks.sent[0]?.raw ?? "").toString();
    for (const word of ["capture", "subscribers", "analysts"]) expect(raw).not.toContain(word);
  });
});

describe("the wall around agreements", () => {
  async function tried(actor: Actor, changes: object): Promise<string> {
    const id = (await agreements())[0]?.entryId;
    const { rows } = await house.pools.worker.query<{ json: object }>(
      "select row_to_json(t) as json from transmissions t where entry_id = $1",
      [id],
    );
    const row = { ...rows[0]?.json, entry_id: randomUUID(), ...changes };
    const sql =
      "insert into transmissions select * from jsonb_populate_record(null::transmissions, $1::jsonb)";
    return context
      .transaction(actor, async (tx) => {
        await tx.run(sql, [JSON.stringify(row)]);
        throw new Error("taken");
      })
      .catch((error) => error.code ?? error.message);
  }

  test("[TH-22] lets nobody agree in a party's place, and no party propose or record", async () => {
    await propose();
    expect(await tried(lead, { state: "withdrawn" })).toBe("taken");
    expect(await tried(found.reporter, { state: "agreed" })).toBe("taken");
    for (const state of ["agreed", "declined", "countered"]) {
      expect(await tried(lead, { state }), state).toBe("42501");
    }
    for (const state of ["proposed", "withdrawn", "received", "deleted"]) {
      expect(await tried(found.reporter, { state }), state).toBe("42501");
    }
    const other = await aCase(house, "something else");
    expect(await tried(other.reporter, { state: "agreed" })).toBe("42501");
  });
});
