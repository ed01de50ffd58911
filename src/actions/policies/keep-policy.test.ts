import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { policyText } from "../../../test/support/policy-files.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { readPolicy } from "../../formats/policy/read-policy.ts";
import { keepPolicy } from "./keep-policy.ts";

let house: TestContext;
beforeAll(async () => {
  house = await testContext();
});
afterAll(() => house.close());

const read = (text: string): Policy => {
  const found = readPolicy(text);
  if ("policy" in found) return found.policy;
  throw new Error(JSON.stringify(found.findings));
};

const text = policyText("ale.yaml");
const keep = (policy: string) => keepPolicy(house.context, policy, read);

test("a policy version keeps what it says; a later version is added beside it", async () => {
  expect(await keep(text)).toEqual([read(text)]);
  const reworded = text.replace("psirt@ale.example", "other@ale.example");
  await expect(keep(reworded)).rejects.toMatchObject({ code: "policy.changed" });
  const second = reworded.replace(/^version: 1$/m, "version: 2");
  expect(await keep(second)).toEqual([read(text), read(second)]);
  // The earlier file may come back, as after a wrong deployment; a comment is no promise.
  expect(await keep(`# a comment\n${text}`)).toEqual([read(text), read(second)]);
});

test("data of one organisation is not started under the policy of another", async () => {
  const other = text.replace(/^name: ale$/m, "name: another");
  await expect(keep(other)).rejects.toMatchObject({ code: "policy.other-name" });
});
