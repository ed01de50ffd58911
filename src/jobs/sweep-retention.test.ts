import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson } from "../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../test/support/context.ts";
import { closeUnreached } from "../../test/support/unreached.ts";
import type { Actor } from "../core/people/actor.ts";
import { keepsAll } from "../core/policy/retention.ts";
import { loggedError } from "../lib/log.ts";
import { openErasures } from "../store/retention/erasure-reader.ts";
import { sweepRetention } from "./sweep-retention.ts";

let house: TestContext;
let lead: Actor;

beforeAll(async () => {
  house = await testContext({ demonstration: false });
  lead = await aPerson(house, "lead");
});
afterAll(() => house.close());

/** From now on cases are of this version of the policy alone. */
function policyOfVersion(version: number): void {
  const [policy] = house.context.policies;
  if (!policy) throw new Error("no policy");
  const retention = { ...keepsAll, content: { days: 90 } };
  const next = { ...policy, version, privacy: { ...policy.privacy, retention } };
  Object.assign(house.context, { policies: [next] });
}

async function aClosedCase(words: string): Promise<string> {
  const { caseId } = await aCase(house, words);
  await closeUnreached(house.context, lead, caseId);
  house.passSeconds(60);
  return caseId;
}

test("[TH-23] a case that cannot be looked at keeps no other from being proposed, and is told of", async () => {
  policyOfVersion(1);
  const broken = [await aClosedCase("a restart"), await aClosedCase("a reboot")];
  policyOfVersion(2);
  const behind = await aClosedCase("a stop");
  house.passSeconds(91 * 86_400);
  const failure: unknown = await sweepRetention(house.context, 1).then(
    () => undefined,
    (error: unknown) => error,
  );
  const proposed = await house.context.transaction(theWorker, (tx) => openErasures(tx));
  expect(new Set(proposed.map(({ caseId }) => caseId))).toEqual(new Set([behind]));
  // The log says of each which it was, and why.
  const { errors = [] } = loggedError(failure);
  expect(errors).toHaveLength(2);
  for (const [at, { message, cause }] of errors.entries()) {
    expect(message).toBe(`what is due of case ${broken[at]} could not be worked out`);
    expect(cause?.message).toBeTruthy();
  }
});

test("a step that fails keeps no other from being done", async () => {
  const log = { ...house.context.erasureLog, read: () => Promise.reject(new Error("no disk")) };
  policyOfVersion(2);
  const caseId = await aClosedCase("a halt");
  house.passSeconds(91 * 86_400);
  await expect(sweepRetention({ ...house.context, erasureLog: log })).rejects.toThrow("no disk");
  const proposed = await house.context.transaction(theWorker, (tx) => openErasures(tx));
  expect(proposed.map((each) => each.caseId)).toContain(caseId);
});
