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

/** Whether the policy of all cases asks for a second person. */
function secondPerson(asked: boolean): void {
  const policies = house.context.policies.map((policy) => ({
    ...policy,
    disclosure: { ...policy.disclosure, approvals: { secondPerson: asked } },
  }));
  Object.assign(house.context, { policies });
}

const bodies = async (type: string) =>
  (await texts(type)).map(({ body }) => JSON.parse(body) as Record<string, unknown>);

test("nothing is published before the agreed instant without a recorded reason, which says whose agreement it was", async () => {
  secondPerson(false);
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
  expect(await bodies("not-before.overruled")).toMatchObject([
    { publicationId, notBefore: inDays(10), agreedWith: found.reporter.id },
  ]);
  secondPerson(true);
});

test("where the policy asks for a second person, one takes the agreed date back and another one releases", async () => {
  await set(inDays(10), { partyId: found.reporter.id });
  const publicationId = await approved();
  const reason = { earlyReason: "It was leaked this morning." };
  for (const rest of [{}, reason, { ...reason, releaseAt: inDays(9) }]) {
    await expect(publish(publicationId, rest)).rejects.toMatchObject({
      code: "publication.not-before-agreed",
    });
  }
  await set(inDays(5), { reason: "It was leaked." });
  await set(undefined, { reason: "It was leaked everywhere." });
  const alone = perform(house.context, publishAdvisory, lead, {
    ...{ caseId: found.caseId, publicationId, ...reason },
  });
  await expect(alone).rejects.toMatchObject({ code: "publication.not-before-same-person" });
  // Newest first: the last one breaks what the lead had set before.
  const broken = (await bodies("not-before.set")).map((body) => [body.broken, body.brokenWith]);
  expect(broken).toEqual([
    [inDays(5), null],
    [inDays(10), found.reporter.id],
    [undefined, undefined],
  ]);
  await publish(publicationId);
});

test("whoever agreed on the date does not take it back and release alone either, and its party may agree anew", async () => {
  const both = await aPerson(house, "lead", "publisher");
  const by = (deed: { notBefore?: string; partyId?: string }) =>
    perform(house.context, setNotBefore, both, {
      ...{ caseId: found.caseId, interest: "customers", reason: "As we spoke.", ...deed },
    });
  await by({ notBefore: inDays(10), partyId: found.reporter.id });
  await by({ notBefore: inDays(4), partyId: found.reporter.id });
  const publicationId = await approved();
  const release = (actor: Actor, releaseAt: string) =>
    perform(house.context, publishAdvisory, actor, {
      ...{ caseId: found.caseId, publicationId, releaseAt },
    });
  await expect(release(both, inDays(5))).rejects.toMatchObject({
    code: "publication.not-before-same-person",
  });
  expect((await bodies("not-before.set")).some((body) => "broken" in body)).toBe(false);
  await release(publisher, inDays(5));
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
