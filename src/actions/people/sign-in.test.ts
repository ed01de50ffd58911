import { afterAll, beforeEach, expect, test } from "vitest";
import { anAccount, holderOf, signInBy, type TestAccount } from "../../../test/support/accounts.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { disablePerson } from "./disable-person.ts";
import { ensureHouse } from "./ensure-house.ts";

let at: TestContext;
let account: TestAccount;

beforeEach(async () => {
  await at?.close();
  at = await testContext();
  await ensureHouse.run(at.context, theWorker, {});
  account = await anAccount(at.context, "analyst@psirt.example", "analyst");
  at.passSeconds(60);
});

afterAll(() => at.close());

interface Try {
  readonly signInName?: string;
  readonly password?: string;
  readonly code?: string;
  readonly network?: string;
  readonly device?: string | null;
}

function attempt(given: Try = {}) {
  const { signInName } = account;
  return signInBy(at.context, { signInName, code: account.code(), ...given });
}

const wrong = { code: "sign-in.wrong" };
const wait = { code: "sign-in.wait" };

async function failures(count: number, given: Try = {}): Promise<void> {
  for (let tries = 0; tries < count; tries += 1) {
    await expect(attempt({ password: "not the password", ...given })).rejects.toMatchObject(wrong);
  }
}

test("name, password and code sign a person in", async () => {
  const { session } = await attempt({ signInName: " Analyst@PSIRT.example " });
  expect(await holderOf(at.context, session)).toMatchObject({ id: account.personId });
});

test("a wrong password, a wrong code and an unknown name are refused in the same words", async () => {
  for (const given of [
    { password: "not the password" },
    { code: account.code(7) },
    { code: "" },
    { signInName: "nobody@psirt.example" },
  ])
    await expect(attempt(given)).rejects.toMatchObject(wrong);
});

test("a code works once, also the one that set the account up", async () => {
  const code = account.code();
  await attempt({ code });
  await expect(attempt({ code })).rejects.toMatchObject(wrong);
  await expect(attempt({ code: account.code(-1) })).rejects.toMatchObject(wrong);
  await attempt({ code: account.code(1) });
});

test("of two tries with one code at the same moment, one signs in", async () => {
  const code = account.code();
  const outcomes = await Promise.allSettled([attempt({ code }), attempt({ code })]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a recovery code stands in for the app, once", async () => {
  const [code = ""] = account.recoveryCodes;
  await attempt({ code: code.toLowerCase().replace("-", " ") });
  await expect(attempt({ code })).rejects.toMatchObject(wrong);
});

test("a disabled person does not sign in", async () => {
  const other = await anAccount(at.context, "other", "administrator");
  await disablePerson.run(
    at.context,
    {
      kind: "staff",
      id: other.personId,
      name: "",
      roles: ["administrator"],
      groupIds: [],
      steppedUp: true,
    },
    { personId: account.personId },
  );
  await expect(attempt()).rejects.toMatchObject(wrong);
});

test("after five failures there is a pause, even for the right password, and it passes by itself", async () => {
  await failures(5);
  await expect(attempt()).rejects.toMatchObject({ ...wait, details: { seconds: 30 } });
  at.passSeconds(30);
  await attempt();
  await failures(4);
});

test("many tries at once do not slip past the count", async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, () => attempt({ password: "not the password" })),
  );
  const codes = outcomes.map((each) => (each.status === "rejected" ? each.reason.code : "in"));
  expect(codes.filter((code) => code === "sign-in.wrong")).toHaveLength(5);
  expect(codes.filter((code) => code === "sign-in.wait")).toHaveLength(7);
});

test("failures from one network do not lock the person out on another", async () => {
  await failures(5, { network: "attacker" });
  await expect(attempt({ network: "attacker" })).rejects.toMatchObject(wait);
  await attempt({ network: "home" });
});

test("a browser that signed in before is not held up by failures from its own network", async () => {
  const { device } = await attempt();
  await failures(5);
  at.passSeconds(29);
  await expect(attempt({ code: account.code(1) })).rejects.toMatchObject(wait);
  await attempt({ device, code: account.code(1) });
});

test("a forged device, or one of another name, counts as unknown", async () => {
  const other = await anAccount(at.context, "other", "analyst");
  at.passSeconds(60);
  const { device } = await attempt({ signInName: "other", code: other.code() });
  await failures(5);
  for (const claimed of [device, "AAAA.BBBB", `${device}x`]) {
    await expect(attempt({ device: claimed })).rejects.toMatchObject(wait);
  }
});

test("one network trying many names is slowed, for at most a minute", async () => {
  for (let tries = 0; tries < 50; tries += 1) {
    await failures(1, { signInName: `name-${tries}` });
  }
  await expect(attempt()).rejects.toMatchObject(wait);
  await attempt({ network: "elsewhere" });
  at.passSeconds(60);
  await attempt();
});

test("an open session is unaffected by any number of failures", async () => {
  await failures(5);
  expect(await holderOf(at.context, account.session)).toMatchObject({ id: account.personId });
});

test("failed attempts are recorded without the name that was tried", async () => {
  await failures(1);
  await failures(1, { signInName: "canary-name" });
  const events = await at.context.transaction(theWorker, (tx) =>
    tx.query<{ body: string }>(
      `select body from events where type = 'sign-in.failed' order by seq`,
    ),
  );
  expect(events.map(({ body }) => body)).toEqual([
    `{"personId":"${account.personId}"}`,
    `{"personId":null}`,
  ]);
});
