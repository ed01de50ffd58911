import { afterAll, beforeAll, expect, test } from "vitest";
import { anAccount } from "../../../test/support/accounts.ts";
import {
  aColleague,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { perform } from "../../actions/action.ts";
import { recordKeyCheck } from "../../actions/keys/record-key-check.ts";
import { rotateOwnKey } from "../../actions/keys/rotate-own-key.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import type { KeyCheckResult } from "../../core/keys/key-check.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { publicKeysOf } from "../../store/keys/reader.ts";
import { tellOfKeys } from "./tell-of-keys.ts";

let house: TestContext;
let tasks: TestTasks;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  await anAccount(house.context, "administrator@ale.example", "administrator");
  await anAccount(house.context, "lead@ale.example", "lead");
  await anAccount(house.context, "analyst@ale.example", "analyst");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

/** Carries out what is owed of keys, and reads what left. */
async function told() {
  const { rows } = await house.pools.worker.query<{ subject_id: string }>(
    "delete from outbox where task = 'tell-of-keys' returning subject_id",
  );
  for (const { subject_id: subjectId } of rows) {
    await tellOfKeys(tasks.on, { task: "tell-of-keys", caseId: null, subjectId });
  }
  const now = house.context.now();
  const keys = await house.context.transaction(theWorker, (tx) => publicKeysOf(tx, "mail"));
  const trust = keys.map(({ publicKey }) => publicKey);
  return Promise.all(
    tasks.sent.splice(0).map(async ({ raw, to }) => {
      const { subject, text, signature } = await readMail(raw, { own: [], trust, now });
      return { to: to[0], subject, text: text.replace(/\s+/g, " "), signed: signature.state };
    }),
  );
}

test("nobody puts another key in place in silence: administrators and leads are told, signed", async () => {
  house.passSeconds(60);
  const { keyId } = tasks.ownKey;
  const { fingerprint } = await perform(house.context, rotateOwnKey, aColleague("administrator"), {
    keyId,
  });
  const mails = await told();
  expect(mails.map(({ to }) => to).sort()).toEqual([
    "administrator@ale.example",
    "lead@ale.example",
  ]);
  for (const { subject, text, signed } of mails) {
    expect([subject, signed]).toEqual(["A change of our OpenPGP keys", "good"]);
    expect(text).toContain(`the next key took the place of one: ${fingerprint}`);
    expect(text).toContain("http://localhost:8080/console/keys");
  }
});

test("[ALE-47] two differing blocks are told at once and once, an address that is away is not", async () => {
  const place = "https://www.ale.example/psirt.asc";
  const find = (problem: KeyCheckResult["problem"]) =>
    recordKeyCheck.run(house.context, theWorker, { found: [{ what: "blocks", problem, place }] });
  await find("unreachable");
  expect(await told()).toEqual([]);
  await find("differs");
  await find("differs");
  const mails = await told();
  expect(mails).toHaveLength(2);
  expect(mails[0]).toMatchObject({
    subject: "Something is wrong with the key that we publish",
    text: expect.stringContaining(`Another key than the one in use is published there. ${place}`),
  });
});
