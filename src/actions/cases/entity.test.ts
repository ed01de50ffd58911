import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { isRunning } from "../../core/clocks/clock.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { RoutingRule } from "../../core/policy/need-to-know.ts";
import { sweepClocks } from "../../jobs/sweep-clocks.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { memberRowsOf } from "../../store/cases/people-of-case-reader.ts";
import { entityRoutingOf } from "../../store/cases/routing-reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { entityLoadOf } from "../../store/duty/entity-load-reader.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { principalsOf } from "../../store/transaction.ts";
import { setOnCall } from "../glass/set-on-call.ts";
import { addToTeam } from "../teams/add-to-team.ts";
import { makeTeam } from "../teams/make-team.ts";
import { acceptCase } from "./accept-case.ts";
import { bounceCase } from "./bounce-case.ts";
import { routeToEntity } from "./route-to-entity.ts";

type Staff = Extract<Actor, { kind: "staff" }>;
const day = 86_400_000;
const thales = policyOf("thales.yaml");
const entity = "Thales Group subsidiaries";
const reason = "The product is made by this subsidiary.";
const code = (wanted: string) => expect.objectContaining({ code: wanted });

let house: TestContext;
let analyst: Staff;
let theirLead: Staff;
let otherLead: Staff;
let teamId: string;
beforeAll(async () => {
  house = await testContext();
  Object.assign(house.context, { policies: [thales] });
  analyst = await aPerson(house, "analyst", "lead");
  [theirLead, teamId] = await leadOf(entity);
  [otherLead] = await leadOf("Thales Group joint ventures");
});
afterAll(() => house.close());

async function leadOf(name: string): Promise<[Staff, string]> {
  const administrator = await aPerson(house, "administrator");
  const made = await makeTeam.run(house.context, administrator, { name, entity: name, reason });
  const lead = await aPerson(house, "lead");
  await house.pools.worker.query("delete from team_members where person_id = $1", [lead.id]);
  const join = { teamId: made.teamId, personId: lead.id, reason };
  await addToTeam.run(house.context, administrator, join);
  return [{ ...lead, groupIds: [made.teamId] }, made.teamId];
}

const sees = (actor: Actor, caseId: string) =>
  house.context.transaction(actor, async (tx) => (await headOf(tx, caseId)) !== undefined);

const asWorker = <T>(read: (tx: Parameters<typeof clocksOf>[0]) => Promise<T>) =>
  house.context.transaction(theWorker, read);

function withRules(...routing: RoutingRule[]): void {
  const needToKnow = { ...thales.needToKnow, routing };
  Object.assign(house.context, { policies: [{ ...thales, needToKnow }] });
}

test("[TH-10] an entity that neither takes a case nor sends it back wakes who is on call, and the leads", async () => {
  const { caseId } = await aCase(house);
  const onCall = await aPerson(house, "analyst");
  await house.pools.worker.query("delete from team_members where person_id = $1", [onCall.id]);
  const until = new Date(+house.context.now() + 40 * day).toISOString();
  await setOnCall.run(house.context, analyst, { personId: onCall.id, until });
  await routeToEntity.run(house.context, analyst, { caseId, entity, reason });
  const before = house.context.now().toISOString();
  house.passSeconds(30 * 86_400);
  await sweepClocks(house.context);
  await sweepClocks(house.context);
  const events = await asWorker((tx) => timelineOf(tx, caseId));
  const woken = events.filter(({ type }) => type === "duty.silent-entity");
  expect(woken).toHaveLength(1);
  expect(woken[0]?.body.people).toEqual(expect.arrayContaining([onCall.id, theirLead.id]));
  expect(await sees({ ...onCall, groupIds: [] }, caseId)).toBe(true);
  house.setClock(before);
});

describe("[TH-10] a case that belongs to an entity", () => {
  test("is given to it with a reason, is taken over by one of its people, and keeps the clock", async () => {
    const { caseId } = await aCase(house);
    expect(await sees(theirLead, caseId)).toBe(false);
    await routeToEntity.run(house.context, analyst, { caseId, entity, reason });
    expect([await sees(theirLead, caseId), await sees(otherLead, caseId)]).toEqual([true, false]);
    const running = async () =>
      (await asWorker((tx) => clocksOf(tx, caseId)))
        .filter(isRunning)
        .some(({ promise }) => promise === "entity-accepts");
    expect(await running()).toBe(true);
    await expect(acceptCase.run(house.context, analyst, { caseId })).rejects.toEqual(
      code("entity.not-yours"),
    );
    await acceptCase.run(house.context, theirLead, { caseId });
    expect(await running()).toBe(false);
    expect(await asWorker((tx) => entityRoutingOf(tx, caseId))).toEqual({
      entity,
      state: "accepted",
    });
    await expect(
      routeToEntity.run(house.context, analyst, { caseId, entity, reason }),
    ).rejects.toEqual(code("entity.has-it"));
  });

  test("counts as load of its entity, as not taken over until it is; sent back it counts no more", async () => {
    const load = async () => {
      const rows = await house.context.transaction(analyst, (tx) =>
        entityLoadOf(tx, principalsOf(analyst), house.context.now()),
      );
      const { open = 0, asked = 0 } = rows.find((row) => row.entity === entity) ?? {};
      return { open, asked };
    };
    const before = await load();
    const { caseId } = await aCase(house);
    await routeToEntity.run(house.context, analyst, { caseId, entity, reason });
    expect(await load()).toEqual({ open: before.open + 1, asked: before.asked + 1 });
    await acceptCase.run(house.context, theirLead, { caseId });
    expect(await load()).toEqual({ open: before.open + 1, asked: before.asked });
    const other = await aCase(house);
    await routeToEntity.run(house.context, analyst, { caseId: other.caseId, entity, reason });
    await bounceCase.run(house.context, theirLead, { caseId: other.caseId, reason });
    expect(await load()).toEqual({ open: before.open + 1, asked: before.asked });
  });

  test("is sent back with a reason, and the entity then reads it no more; the global team still does", async () => {
    const { caseId } = await aCase(house);
    await routeToEntity.run(house.context, analyst, { caseId, entity, reason });
    const back = { caseId, reason: "Another subsidiary makes this one." };
    await bounceCase.run(house.context, theirLead, back);
    expect([await sees(theirLead, caseId), await sees(analyst, caseId)]).toEqual([false, true]);
    const types = (await asWorker((tx) => timelineOf(tx, caseId))).map(({ type }) => type);
    expect(types.slice(0, 2)).toEqual(["member.removed", "entity.bounced"]);
    await expect(acceptCase.run(house.context, theirLead, { caseId })).rejects.toEqual(
      code("access.not-found"),
    );
  });

  test("is told by the policy's rules: by product and way of arrival, with the rule on record", async () => {
    const rule = { channels: [], products: ["omnigate"] };
    withRules(
      { name: "gateways-of-theirs", entity, ...rule },
      {
        name: "not-this-one",
        entity: "Thales Group joint ventures",
        channels: ["mail"],
        products: [],
      },
    );
    const { caseId } = await aCase(house);
    withRules();
    expect([await sees(theirLead, caseId), await sees(otherLead, caseId)]).toEqual([true, false]);
    const members = await asWorker((tx) => memberRowsOf(tx, caseId));
    expect(members.map(({ rule: by }) => by).toSorted()).toEqual([
      "author",
      "every-report",
      "gateways-of-theirs",
    ]);
    const events = await asWorker((tx) => timelineOf(tx, caseId));
    expect(events.find(({ type }) => type === "member.routed")?.body).toEqual({
      principalId: teamId,
      rule: "gateways-of-theirs",
    });
  });

  test("a rule for a team that does not exist yet lets nobody in", async () => {
    withRules({ name: "early", team: "A team to come", channels: [], products: [] });
    const { caseId } = await aCase(house);
    withRules();
    const members = await asWorker((tx) => memberRowsOf(tx, caseId));
    expect(members.map(({ rule }) => rule).toSorted()).toEqual(["author", "every-report"]);
  });
});
