/** Who takes a case and who hands one over: whoever is woken for it at night need not be an analyst. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPersonAt, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import type { Actor } from "../../core/people/actor.ts";
import { perform } from "../action.ts";
import { addMember } from "./add-member.ts";
import { assignCase } from "./assign-case.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

let house: TestContext;
let lead: Staff;
let engineer: Staff;
let found: TestCase;

beforeAll(async () => {
  house = await testContext();
  lead = await aPersonAt(house, "lead@psirt.example", "lead");
  engineer = await aPersonAt(house, "engineer@psirt.example", "engineer");
  found = await aCase(house);
  const { caseId } = found;
  const letIn = { caseId, personId: engineer.id, reason: "On call tonight." };
  await perform(house.context, addMember, lead, letIn);
});
afterAll(() => house.close());

const assign = (actor: Staff, ownerId: string) =>
  perform(house.context, assignCase, actor, { caseId: found.caseId, ownerId });

test("[ALE-08] whoever is on call takes a case that nobody has, and hands none over", async () => {
  await expect(assign(engineer, lead.id)).rejects.toMatchObject({ code: "case.take-only" });
  expect(await assign(engineer, engineer.id)).toEqual({ ownerId: engineer.id });
  await expect(assign(engineer, lead.id)).rejects.toMatchObject({ code: "case.take-only" });
  expect(await assign(lead, lead.id)).toEqual({ ownerId: lead.id });
  await expect(assign(engineer, engineer.id)).rejects.toMatchObject({ code: "case.take-only" });
});
