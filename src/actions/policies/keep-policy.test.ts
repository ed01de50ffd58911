import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
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

const text = policyText("template.yaml");
const version = (number: number, from: string, more = "") =>
  text
    .replace(/^version: .*$/m, `version: ${number}`)
    .replace(/^inForceFrom: .*$/m, `inForceFrom: "${from}"`) + more;
const first = version(1, "2025-01-01T00:00:00Z");
const third = version(3, "2026-01-01T00:00:00Z", "\n# the third\n");
const keep = (policy: string) => keepPolicy(house.context, policy, read);

function events(): Promise<{ type: string; body: string }[]> {
  return house.context.transaction(theWorker, (tx) =>
    tx.query(`select type, body from events where type like 'policy.%' order by seq limit 10`),
  );
}

test("a policy version keeps what it says; a later version is added beside it", async () => {
  expect(await keep(first)).toEqual([read(first)]);
  const reworded = first.replace("psirt@devices.example", "other@devices.example");
  await expect(keep(reworded)).rejects.toMatchObject({ code: "policy.changed" });
  expect(await keep(third)).toEqual([read(first), read(third)]);
  // The earlier file may come back, as after a wrong deployment; a comment is no promise.
  expect(await keep(`# a comment\n${first}`)).toEqual([read(first), read(third)]);
});

test("an earlier version is added in its place, where its beginning fits its number", async () => {
  const late = version(2, "2026-02-01T00:00:00Z");
  await expect(keep(late)).rejects.toMatchObject({ code: "policy.order" });
  const second = version(2, "2025-06-01T00:00:00Z");
  expect(await keep(second)).toEqual([read(first), read(second), read(third)]);
});

test("each version that was added stands once in the audit chain", async () => {
  const found = await events();
  expect(found.map(({ type, body }) => [type, JSON.parse(body).version])).toEqual([
    ["policy.loaded", 1],
    ["policy.loaded", 3],
    ["policy.loaded", 2],
  ]);
  expect(JSON.parse(found[0]?.body ?? "")).toEqual({
    name: "template",
    version: 1,
    inForceFrom: "2025-01-01T00:00:00.000Z",
  });
});

test("data of one organisation is not started under the policy of another", async () => {
  const other = first.replace(/^name: .*$/m, "name: another");
  await expect(keep(other)).rejects.toMatchObject({ code: "policy.other-name" });
});
