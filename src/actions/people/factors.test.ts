import { afterAll, beforeEach, expect, test } from "vitest";
import {
  actorOf,
  anAccount,
  aPassword,
  authenticator,
  holderOf,
  signInBy,
  type TestAccount,
} from "../../../test/support/accounts.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { Actor } from "../../core/people/actor.ts";
import { ownSessions } from "../../store/people/session-reader.ts";
import { perform } from "../action.ts";
import { appEnrolment, changePassword, dropPassword, enrolApp } from "./change-password.ts";
import { confirmPerson } from "./confirm-person.ts";
import { endOtherSessions } from "./end-other-sessions.ts";
import { ensureHouse } from "./ensure-house.ts";
import { renewRecoveryCodes } from "./renew-recovery-codes.ts";

let at: TestContext;
let account: TestAccount;
let person: Actor;
const another = "a different good password";

beforeEach(async () => {
  await at?.close();
  at = await testContext();
  await ensureHouse.run(at.context, theWorker, {});
  account = await anAccount(at.context, "analyst@psirt.example", "analyst");
  person = await actorOf(at.context, account.session);
  at.passSeconds(60);
});

afterAll(() => at.close());

async function come(given: { password?: string; code?: string } = {}): Promise<string> {
  const { session } = await signInBy(at.context, {
    signInName: account.signInName,
    code: account.code(),
    deviceWords: "Firefox on Linux",
    ...given,
  });
  return session;
}

const wrong = { code: "sign-in.wrong" };

test("a new password ends every other session, and the old one opens nothing", async () => {
  const elsewhere = await come();
  const { session } = account;
  await perform(at.context, changePassword, person, { password: another, session });
  expect(await holderOf(at.context, elsewhere)).toBeUndefined();
  expect(await holderOf(at.context, session)).toBeDefined();
  at.passSeconds(60);
  await expect(come()).rejects.toMatchObject(wrong);
  await come({ password: another });
});

test("a weak new password is refused, and nothing is changed", async () => {
  const { session } = account;
  const change = perform(at.context, changePassword, person, { password: "short", session });
  await expect(change).rejects.toMatchObject({ code: "sign-in.password-short" });
  await come();
});

test("another app takes the first one's place by its first code", async () => {
  const { context } = at;
  const about = { personId: account.personId, issuer: "Team", signInName: "analyst" };
  const app = appEnrolment(context, about);
  const code = authenticator(context, app.secret);
  const { session } = account;
  const enrol = (typed: string) =>
    perform(context, enrolApp, person, { seed: app.seed, code: typed, session });
  await expect(enrol("000000")).rejects.toMatchObject({ code: "sign-in.code-wrong" });
  await enrol(code());
  await expect(come()).rejects.toMatchObject(wrong);
  await come({ code: code(1) });
});

test("a password is not dropped where nothing else signs in", async () => {
  const { session } = account;
  await expect(perform(at.context, dropPassword, person, { session })).rejects.toMatchObject({
    code: "person.last-factor",
  });
  await come();
});

test("new recovery codes end the ones before", async () => {
  const { recoveryCodes } = await perform(at.context, renewRecoveryCodes, person, {});
  await expect(come({ code: account.recoveryCodes[0] ?? "" })).rejects.toMatchObject(wrong);
  await come({ code: recoveryCodes[0] ?? "" });
});

test("a sign-in by a recovery code is no second proof; by password and code it is", async () => {
  const proofs = async () => {
    const { rows } = await at.pools.worker.query(
      "select stepped_up_at is not null as proved from sessions order by created_at desc limit 1",
    );
    return rows[0].proved;
  };
  await come();
  expect(await proofs()).toBe(true);
  at.passSeconds(60);
  await come({ code: account.recoveryCodes[0] ?? "" });
  expect(await proofs()).toBe(false);
});

test("password and code confirm that it is still oneself; guessing slows only the session that guesses", async () => {
  const { session } = account;
  const confirm = (of: string, password: string) =>
    perform(at.context, confirmPerson, person, { session: of, password, code: account.code() });
  const stolen = await come();
  at.passSeconds(60);
  for (let tries = 0; tries < 5; tries += 1) {
    await expect(confirm(stolen, "a wrong guess")).rejects.toMatchObject(wrong);
  }
  await expect(confirm(stolen, aPassword)).rejects.toMatchObject({ code: "sign-in.wait" });
  await confirm(session, aPassword);
  at.passSeconds(60);
  await come();
});

test("a session that has ended confirms nothing", async () => {
  const confirm = perform(at.context, confirmPerson, person, {
    session: "AAAAAAAAAAAAAAAAAAAAAA",
    password: aPassword,
    code: account.code(),
  });
  await expect(confirm).rejects.toMatchObject({ code: "access.sign-in" });
});

test("all other sessions end by one deed, and each is known by its browser, never by an address", async () => {
  const kept = await come();
  await perform(at.context, endOtherSessions, person, { session: kept });
  expect(await holderOf(at.context, account.session)).toBeUndefined();
  const left = await at.context.transaction(person, (tx) => ownSessions(tx, at.context.now()));
  expect(left.map(({ device }) => device)).toEqual(["Firefox on Linux"]);
  const { rows } = await at.pools.worker.query(
    "select row_to_json(s)::text as text from sessions s",
  );
  expect(rows.map(({ text }) => text).join()).not.toMatch(/\d+\.\d+\.\d+\.\d+|here/);
});
