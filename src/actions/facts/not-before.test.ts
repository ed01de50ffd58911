import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import type { Actor } from "../../core/people/actor.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { eventTextsOf } from "../../store/events/text-reader.ts";
import { partyCaseOf } from "../../store/portal/party-case-reader.ts";
import { changePublication } from "../../store/publications/writer.ts";
import { perform } from "../action.ts";
import { draftAdvisory } from "../publications/draft-advisory.ts";
import { publishAdvisory } from "../publications/publish-advisory.ts";
import { setNotBefore } from "./set-not-before.ts";

let house: TestContext;
let found: TestCase;
let lead: Actor;
let publisher: Actor;

beforeAll(async () => {
  house = await testContext();
  lead = await aPerson(house, "lead");
  publisher = await aPerson(house, "publisher", "approver");
});
beforeEach(async () => {
  found = await aCase(house);
});
afterAll(() => house.close());

const inDays = (days: number) => new Date(+house.context.now() + days * 86_400_000).toISOString();

const set = (notBefore: string | undefined, rest: object = {}) =>
  perform(house.context, setNotBefore, lead, {
    caseId: found.caseId,
    ...(notBefore ? { notBefore } : {}),
    interest: "customers",
    reason: "The operators need until then.",
    ...rest,
  });

const head = () => house.context.transaction(lead, (tx) => headOf(tx, found.caseId));
const texts = (type: string) =>
  house.context.transaction(lead, (tx) => eventTextsOf(house.context, tx, found.caseId, { type }));

/** A draft that stands approved, without the people in between. */
async function approved(): Promise<string> {
  const { caseId } = found;
  const draft = await draftAdvisory.run(house.context, lead, { caseId, type: "SA" });
  await house.context.transaction({ kind: "system", task: "sweep" }, async (tx) => {
    const [event] = await tx.query<{ id: string }>(
      `select last_event_id as "id" from publications where publication_id = $1`,
      [draft.publicationId],
    );
    const change = { state: "approved" };
    await changePublication(house.context, tx, draft.publicationId, change, event?.id ?? "");
  });
  return draft.publicationId;
}

const publish = (publicationId: string, rest: object = {}) =>
  perform(house.context, publishAdvisory, publisher, {
    caseId: found.caseId,
    publicationId,
    ...rest,
  });

test("nothing is published before the agreed instant without a recorded reason", async () => {
  await set(inDays(10), { partyId: found.reporter.id });
  const publicationId = await approved();
  await expect(publish(publicationId)).rejects.toMatchObject({ code: "publication.not-before" });
  const earlier = { releaseAt: inDays(9) };
  await expect(publish(publicationId, earlier)).rejects.toMatchObject({
    code: "publication.not-before",
  });
  expect(await texts("not-before.overruled")).toEqual([]);
  await publish(publicationId, { ...earlier, earlyReason: "It was leaked this morning." });
  expect((await texts("not-before.overruled")).map(({ text }) => text)).toEqual([
    "It was leaked this morning.",
  ]);
});

test("at the agreed instant it needs no reason", async () => {
  await set(inDays(10));
  await publish(await approved(), { releaseAt: inDays(10) });
  expect(await texts("not-before.overruled")).toEqual([]);
});

test("it stands on the case and on the party's side, and what was agreed before stays on record", async () => {
  await set(inDays(10));
  await set(inDays(20), { reason: "The vendor needs longer.", interest: "balanced" });
  expect((await head())?.notBefore?.toISOString()).toBe(inDays(20));
  const seen = await house.context.transaction(found.reporter, (tx) =>
    partyCaseOf(tx, found.reporter.id),
  );
  expect(seen?.notBefore?.toISOString()).toBe(inDays(20));
  expect((await texts("not-before.set")).map(({ text }) => text)).toEqual([
    "The vendor needs longer.",
    "The operators need until then.",
  ]);
  await set(undefined, { reason: "It was leaked." });
  expect((await head())?.notBefore).toBeNull();
});

test("a date that has passed, or that a release comes before, is refused", async () => {
  await expect(set(inDays(-1))).rejects.toMatchObject({ code: "not-before.at" });
  await expect(set(inDays(9_999))).rejects.toMatchObject({ code: "not-before.at" });
  await publish(await approved(), { releaseAt: inDays(3) });
  await expect(set(inDays(5))).rejects.toMatchObject({ code: "not-before.released" });
  await set(inDays(2));
  expect((await head())?.notBefore?.toISOString()).toBe(inDays(2));
});
