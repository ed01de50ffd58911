import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { Actor } from "../../core/people/actor.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import type { Refusal } from "../../core/refusal.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { memberRowsOf } from "../../store/cases/people-of-case-reader.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { eventTextsOf } from "../../store/events/text-reader.ts";
import { addToTeam } from "../teams/add-to-team.ts";
import { makeTeam } from "../teams/make-team.ts";
import { addMember } from "./add-member.ts";
import { assignCase } from "./assign-case.ts";
import { leaveCase } from "./leave-case.ts";
import { removeMember } from "./remove-member.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

let house: TestContext;
let lead: Staff;
let analyst: Staff;
beforeAll(async () => {
  house = await testContext();
  lead = await aPerson(house, "lead");
  analyst = await aPerson(house, "analyst");
});
afterAll(() => house.close());

const reason = "Maintains the parser that is affected.";
const refusal = (code: ConstructorParameters<typeof Refusal>[0]) =>
  expect.objectContaining({ code });

/** A colleague who is in no team. */
async function stranger(...roles: Parameters<typeof aPerson>[1][]): Promise<Staff> {
  const person = await aPerson(house, ...roles);
  await house.pools.worker.query("delete from team_members where person_id = $1", [person.id]);
  return { ...person, groupIds: [] };
}

function sees(actor: Actor, caseId: string): Promise<boolean> {
  return house.context.transaction(actor, async (tx) => (await headOf(tx, caseId)) !== undefined);
}

describe("[ALE-39] being on a case", () => {
  test("ends with a recorded deed and its reason; nothing of the case is reached afterwards", async () => {
    const { caseId } = await aCase(house);
    const engineer = await stranger("engineer");
    await addMember.run(house.context, analyst, { caseId, personId: engineer.id, reason });
    expect(await sees(engineer, caseId)).toBe(true);
    const why = "The parser is no longer concerned.";
    await removeMember.run(house.context, analyst, {
      caseId,
      principalId: engineer.id,
      reason: why,
    });
    expect(await sees(engineer, caseId)).toBe(false);
    const [events, texts] = await house.context.transaction(lead, async (tx) => [
      await timelineOf(tx, caseId),
      await eventTextsOf(house.context, tx, caseId),
    ]);
    const removed = events.find(({ type }) => type === "member.removed");
    expect(removed).toMatchObject({ actorId: analyst.id, body: { principalId: engineer.id } });
    expect(texts.map(({ text }) => text)).toEqual([why, reason]);
  });

  test("can be had again, and by a whole team", async () => {
    const { caseId } = await aCase(house);
    const engineer = await stranger("engineer");
    const add = { caseId, personId: engineer.id, reason };
    await addMember.run(house.context, analyst, add);
    await removeMember.run(house.context, analyst, { caseId, principalId: engineer.id, reason });
    await addMember.run(house.context, analyst, add);
    expect(await sees(engineer, caseId)).toBe(true);
    const { teamId } = await makeTeam.run(house.context, lead, { name: `Team ${caseId}`, reason });
    await addMember.run(house.context, analyst, { caseId, teamId, reason });
    const colleague: Staff = { ...(await stranger("engineer")), groupIds: [teamId] };
    await addToTeam.run(house.context, lead, { teamId, personId: colleague.id, reason });
    expect(await sees(colleague, caseId)).toBe(true);
  });

  test("names exactly one colleague or team", async () => {
    const { caseId } = await aCase(house);
    const both = { caseId, personId: lead.id, teamId: psirtTeam, reason };
    for (const input of [both, { caseId, reason }]) {
      await expect(addMember.run(house.context, analyst, input)).rejects.toEqual(
        refusal("member.which"),
      );
    }
  });

  test("is left by whoever was let in, who then sees nothing of it", async () => {
    const { caseId } = await aCase(house);
    const engineer = await stranger("engineer");
    await addMember.run(house.context, analyst, { caseId, personId: engineer.id, reason });
    await leaveCase.run(house.context, engineer, { caseId, reason: "My part is done." });
    expect(await sees(engineer, caseId)).toBe(false);
    await expect(leaveCase.run(house.context, engineer, { caseId, reason })).rejects.toEqual(
      refusal("access.not-found"),
    );
    await expect(leaveCase.run(house.context, analyst, { caseId, reason })).rejects.toEqual(
      refusal("member.by-team"),
    );
  });
});

describe("a case stays covered", () => {
  test("its last lead is not taken off it", async () => {
    const { caseId } = await aCase(house);
    const remove = { caseId, principalId: psirtTeam, reason: "It is about one of the team." };
    await expect(removeMember.run(house.context, analyst, remove)).rejects.toEqual(
      refusal("member.last-lead"),
    );
    const other = await stranger("lead", "analyst");
    await addMember.run(house.context, analyst, { caseId, personId: other.id, reason });
    await removeMember.run(house.context, other, remove);
    expect([await sees(analyst, caseId), await sees(other, caseId)]).toEqual([false, true]);
  });

  test("nor its owner; and the owner is somebody who is on it", async () => {
    const { caseId } = await aCase(house);
    const other = await stranger("analyst");
    const assign = { caseId, ownerId: other.id };
    await expect(assignCase.run(house.context, lead, assign)).rejects.toEqual(
      refusal("member.not-on-case"),
    );
    await addMember.run(house.context, lead, { caseId, personId: other.id, reason });
    await assignCase.run(house.context, lead, assign);
    const remove = { caseId, principalId: other.id, reason };
    await expect(removeMember.run(house.context, lead, remove)).rejects.toEqual(
      refusal("member.owner"),
    );
    await assignCase.run(house.context, lead, { caseId, ownerId: lead.id });
    await removeMember.run(house.context, lead, remove);
    expect(await sees(other, caseId)).toBe(false);
  });

  test("a party is taken off by no such deed", async () => {
    const { caseId, reporter } = await aCase(house);
    const remove = { caseId, principalId: reporter.id, reason };
    await expect(removeMember.run(house.context, lead, remove)).rejects.toEqual(
      refusal("member.unknown"),
    );
    const members = await house.context.transaction(theWorker, (tx) => memberRowsOf(tx, caseId));
    expect(members.map(({ rule }) => rule).toSorted()).toEqual(["author", "every-report"]);
  });
});
