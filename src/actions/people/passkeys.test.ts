import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  actorOf,
  anAccount,
  aPassword,
  holderOf,
  signInBy,
  type TestAccount,
  tokenOf,
} from "../../../test/support/accounts.ts";
import {
  aColleague,
  anyone,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { type Deviation, SoftPasskey } from "../../../test/support/soft-passkey.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { passkeysOf } from "../../store/people/passkey-reader.ts";
import { perform } from "../action.ts";
import { acceptLinkByPasskey, setUpPasskeyOf } from "./accept-link.ts";
import { addPasskey, newPasskeyFor } from "./add-passkey.ts";
import { changePassword, dropPassword } from "./change-password.ts";
import { confirmPerson, ownFactors, passkeyToConfirm } from "./confirm-person.ts";
import { disablePerson } from "./disable-person.ts";
import { ensureHouse } from "./ensure-house.ts";
import { invitePerson } from "./invite-person.ts";
import { askForPasskey } from "./passkey-ceremony.ts";
import { removePasskey } from "./remove-passkey.ts";
import { signInByPasskey } from "./sign-in-by-passkey.ts";

let at: TestContext;
let context: Context;
let account: TestAccount;
let person: Actor;

beforeAll(async () => {
  at = await testContext();
  context = at.context;
  await ensureHouse.run(context, theWorker, {});
  account = await anAccount(context, "analyst@psirt.example", "analyst");
  person = await actorOf(context, account.session);
});

afterAll(() => at.close());

const refused = { code: "sign-in.passkey" };

async function add(
  passkey: SoftPasskey,
  of = person,
  deviation: Deviation = {},
): Promise<{ passkeyId: string }> {
  const answer = passkey.create(await newPasskeyFor(context, of), deviation);
  return perform(context, addPasskey, of, { name: "Key on my ring", answer });
}

async function aPasskey(of = person, counter: number | null = 1): Promise<SoftPasskey> {
  const passkey = new SoftPasskey(context.baseUrl, counter);
  await add(passkey, of);
  return passkey;
}

async function come(passkey: SoftPasskey, deviation: Deviation = {}) {
  const answer = passkey.get(await askForPasskey(context, "sign-in anyone"), deviation);
  return perform(context, signInByPasskey, anyone, { answer });
}

async function events(type: string): Promise<number> {
  const rows = await context.transaction(theWorker, (tx) =>
    tx.query(`select 1 from events where type = $1`, [type]),
  );
  return rows.length;
}

test("a passkey signs its person in without a name, and counts as both factors", async () => {
  const passkey = await aPasskey();
  const { session } = await come(passkey);
  expect(await holderOf(context, session)).toMatchObject({ id: account.personId });
  const { rows } = await at.pools.worker.query(
    "select stepped_up_at = $1 as fresh from sessions order by created_at desc limit 1",
    [context.now()],
  );
  expect(rows[0].fresh).toBe(true);
});

test("what a passkey is asked names no account, so that it tells nobody who exists", async () => {
  const asked = await askForPasskey(context, "sign-in anyone");
  expect(asked.allowCredentials).toBeUndefined();
  expect(asked).toMatchObject({ rpId: "localhost", userVerification: "required" });
  expect(JSON.stringify(asked)).not.toContain("analyst");
});

test("whatever does not fit is refused in one sentence: origin, host, verification, signature, owner", async () => {
  const passkey = await aPasskey();
  const deviations: Deviation[] = [
    { origin: "https://psirt.evil.example" },
    { rpId: "evil.example" },
    { verified: false },
    { forged: true },
    { userHandle: Buffer.alloc(16, 7).toString("base64url") },
  ];
  for (const deviation of deviations) {
    await expect(come(passkey, deviation), JSON.stringify(deviation)).rejects.toMatchObject(
      refused,
    );
  }
  await expect(come(new SoftPasskey(context.baseUrl))).rejects.toMatchObject(refused);
});

test("an answer is heard once, within minutes, and for what it was asked for", async () => {
  // One that counts nothing: no counter gives a repetition away.
  const passkey = await aPasskey(person, null);
  const answer = passkey.get(await askForPasskey(context, "sign-in anyone"));
  await perform(context, signInByPasskey, anyone, { answer });
  const hear = (given: string) => perform(context, signInByPasskey, anyone, { answer: given });
  await expect(hear(answer)).rejects.toMatchObject(refused);
  const toConfirm = passkey.get(await passkeyToConfirm(context, person));
  await expect(hear(toConfirm)).rejects.toMatchObject(refused);
  const late = passkey.get(await askForPasskey(context, "sign-in anyone"));
  at.passSeconds(301);
  await expect(hear(late)).rejects.toMatchObject(refused);
  const own = passkey.get({ challenge: Buffer.alloc(32, 1).toString("base64url") });
  await expect(hear(own)).rejects.toMatchObject(refused);
});

test("no text in place of an answer does more than be refused", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (answer) => {
      await expect(perform(context, signInByPasskey, anyone, { answer })).rejects.toMatchObject(
        refused,
      );
    }),
    { numRuns: 40 },
  );
});

test("a counter that falls back or stands still tells of a copy: refused, and on record", async () => {
  const passkey = await aPasskey();
  await come(passkey, { counter: 9 });
  const before = await events("passkey.copied");
  for (const counter of [9, 8, 0]) {
    await expect(come(passkey, { counter })).rejects.toMatchObject(refused);
  }
  expect(await events("passkey.copied")).toBe(before + 3);
  const synced = await aPasskey(person, null);
  await come(synced);
  await come(synced);
});

test("a passkey belongs to one account, and is asked for with the person verified", async () => {
  const passkey = await aPasskey();
  const other = await actorOf(context, (await anAccount(context, "other", "legal")).session);
  await expect(add(passkey, other)).rejects.toMatchObject({ code: "person.passkey-known" });
  const unverified = add(new SoftPasskey(context.baseUrl), person, { verified: false });
  await expect(unverified).rejects.toMatchObject(refused);
});

test("nothing of a passkey stands in the database but hashes and what is sealed", async () => {
  const passkey = await aPasskey();
  const { rows } = await at.pools.worker.query(
    "select row_to_json(k)::text as text from passkeys k",
  );
  const text = rows.map((row) => row.text).join();
  const bytes = Buffer.from(passkey.credentialId, "base64url").toString("hex");
  expect(text).not.toContain(bytes);
  expect(text).not.toContain(Buffer.from("Key on my ring").toString("hex"));
});

test("colleagues see no passkey of each other's, and remove none", async () => {
  const { passkeyId } = await add(new SoftPasskey(context.baseUrl));
  const stranger = aColleague("administrator");
  const seen = await context.transaction(stranger, (tx) =>
    passkeysOf(context, tx, account.personId),
  );
  expect(seen).toEqual([]);
  await expect(removePasskey.run(context, stranger, { passkeyId })).rejects.toMatchObject({
    code: "person.passkey-unknown",
  });
});

test("a removed passkey opens nothing, and so does one of a disabled person", async () => {
  const leaver = await actorOf(context, (await anAccount(context, "leaver", "legal")).session);
  const [kept, removed] = [new SoftPasskey(context.baseUrl), new SoftPasskey(context.baseUrl)];
  await add(kept, leaver);
  const { passkeyId } = await add(removed, leaver);
  await removePasskey.run(context, leaver, { passkeyId });
  await expect(come(removed)).rejects.toMatchObject(refused);
  await come(kept);
  const personId = leaver.kind === "staff" ? leaver.id : "";
  await anAccount(context, "an administrator", "administrator");
  await disablePerson.run(context, aColleague("administrator"), { personId });
  await expect(come(kept)).rejects.toMatchObject(refused);
});

test("to add or remove a passkey, or to change a password, asks for a second proof", async () => {
  const asked = { code: "access.step-up" };
  const unproved: Actor = { ...person, steppedUp: false } as Actor;
  const session = account.session;
  await expect(newPasskeyFor(context, unproved)).rejects.toMatchObject(asked);
  const passkeyId = context.newId();
  await expect(removePasskey.run(context, unproved, { passkeyId })).rejects.toMatchObject(asked);
  const change = changePassword.run(context, unproved, { password: aPassword, session });
  await expect(change).rejects.toMatchObject(asked);
  await expect(dropPassword.run(context, unproved, { session })).rejects.toMatchObject(asked);
});

test("an invited person sets up with a passkey alone, and keeps a way in", async () => {
  const { link } = await invitePerson.run(context, aColleague("administrator"), {
    name: "Modern",
    signInName: "modern@psirt.example",
    roles: ["engineer"],
  });
  const token = tokenOf(link);
  const passkey = new SoftPasskey(context.baseUrl);
  const answer = passkey.create(await setUpPasskeyOf(context, token));
  const input = { token, answer, name: "Laptop" };
  const made = await perform(context, acceptLinkByPasskey, anyone, input);
  expect(new Set(made.recoveryCodes).size).toBe(10);
  await come(passkey);
  const modern = await actorOf(context, made.session);
  expect(await ownFactors(context, modern)).toEqual({
    passkeys: 1,
    password: false,
    linked: false,
    recoveryCodesLeft: 10,
  });
  const [only] = await context.transaction(modern, (tx) => passkeysOf(context, tx, made.personId));
  const removal = removePasskey.run(context, modern, { passkeyId: only?.passkeyId ?? "" });
  await expect(removal).rejects.toMatchObject({ code: "person.last-factor" });

  // No password opens it; a recovery code does when the passkey is lost.
  const tryWith = (code: string) =>
    signInBy(context, { signInName: "modern@psirt.example", password: "", code });
  await expect(tryWith("123456")).rejects.toMatchObject({ code: "sign-in.wrong" });
  const { session } = await tryWith(made.recoveryCodes[0] ?? "");
  expect(await holderOf(context, session)).toMatchObject({ id: made.personId });
});

test("a passkey of one's own confirms that it is still oneself; a colleague's does not", async () => {
  const passkey = await aPasskey();
  const { session } = account;
  const confirm = (answer: string) => perform(context, confirmPerson, person, { session, answer });
  await confirm(passkey.get(await passkeyToConfirm(context, person)));
  expect(await events("person.confirmed")).toBe(1);
  const other = await actorOf(context, (await anAccount(context, "envious", "legal")).session);
  const theirs = await aPasskey(other);
  const forMe = theirs.get(await passkeyToConfirm(context, person));
  await expect(confirm(forMe)).rejects.toMatchObject(refused);
  const forThem = theirs.get(await passkeyToConfirm(context, other));
  await expect(confirm(forThem)).rejects.toMatchObject(refused);
});

test("whatever strangers guess, and from where, a passkey and a known browser come in at once", async () => {
  const passkey = await aPasskey();
  at.passSeconds(86_400);
  const right = { signInName: account.signInName, network: "office" };
  const { device } = await signInBy(context, { ...right, code: account.code() });
  const guess = fc.record({
    network: fc.constantFrom("office", "elsewhere", "tor"),
    device: fc.constantFrom(null, "AAAA.BBBB", `${device}x`),
    tries: fc.integer({ min: 1, max: 7 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(guess, { minLength: 1, maxLength: 4 }), async (guesses) => {
      for (const { tries, ...from } of guesses) {
        for (let each = 0; each < tries; each += 1) {
          const wrong = { ...right, ...from, password: "a wrong guess", code: "000000" };
          await expect(signInBy(context, wrong)).rejects.toThrow();
        }
      }
      await come(passkey);
      at.passSeconds(60);
      await signInBy(context, { ...right, code: account.code(), device });
    }),
    { numRuns: 12 },
  );
});
