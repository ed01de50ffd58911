import { afterAll, beforeAll, expect, test } from "vitest";
import {
  accept,
  actorOf,
  anAccount,
  aPassword,
  authenticator,
  holderOf,
  tokenOf,
} from "../../../test/support/accounts.ts";
import { aCase } from "../../../test/support/cases.ts";
import {
  aColleague,
  anyone,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import type { StaffRole } from "../../core/people/roles.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import type { Context } from "../../store/context.ts";
import { namesOf, peopleList } from "../../store/people/reader.ts";
import { ownSessions, sessionHash } from "../../store/people/session-reader.ts";
import { apiTokenHash, apiTokenHolder } from "../../store/people/token-reader.ts";
import { perform } from "../action.ts";
import { acceptLink, setUpOf } from "./accept-link.ts";
import { changeRoles } from "./change-roles.ts";
import { confirmLink } from "./confirm-link.ts";
import { createFirstAdministrator } from "./create-first-administrator.ts";
import { disablePerson } from "./disable-person.ts";
import { endSession } from "./end-session.ts";
import { ensureHouse } from "./ensure-house.ts";
import { invitePerson } from "./invite-person.ts";
import { keepSession } from "./keep-session.ts";
import { makeToken } from "./make-token.ts";
import { openSeat } from "./open-seat.ts";
import { renewLink } from "./renew-link.ts";
import { signInByLink } from "./sign-in-by-link.ts";
import { signOut } from "./sign-out.ts";

let at: TestContext;
let context: Context;

beforeAll(async () => {
  at = await testContext();
  context = at.context;
  await ensureHouse.run(context, theWorker, {});
});

afterAll(() => at.close());

const administrator = aColleague("administrator");
let firstAdministratorId: string;

/** A new link that a second administrator confirmed. */
async function confirmedLink(personId: string): Promise<string> {
  const { link, linkId } = await renewLink.run(context, administrator, { personId });
  const second = { ...aColleague("administrator"), id: firstAdministratorId };
  await confirmLink.run(context, second, { linkId });
  return link;
}

async function houseEvents(): Promise<{ type: string; body: string }[]> {
  return context.transaction(theWorker, (tx) =>
    tx.query(`select type, body from events where case_id is null order by seq`),
  );
}

test("the first administrator comes in by a link that every start renews until it is accepted", async () => {
  const first = await createFirstAdministrator.run(context, theWorker, {});
  const second = await createFirstAdministrator.run(context, theWorker, {});
  await expect(setUpOf(context, tokenOf(String(first.link)))).rejects.toThrow("This link was used");
  const account = await accept(context, String(second.link), "administrator");
  firstAdministratorId = account.personId;
  expect(await holderOf(context, account.session)).toMatchObject({
    roles: ["administrator"],
    groupIds: [],
  });
  expect(await createFirstAdministrator.run(context, theWorker, {})).toMatchObject({ link: null });
});

test("an invited analyst chooses a password, enrols an app, gets ten recovery codes and is of the team", async () => {
  const account = await anAccount(context, "analyst@psirt.example", "analyst");
  expect(new Set(account.recoveryCodes).size).toBe(10);
  const holder = await holderOf(context, account.session);
  expect(holder).toMatchObject({ roles: ["analyst"], groupIds: [psirtTeam] });
});

test("a set-up link works once", async () => {
  const { link } = await invitePerson.run(context, administrator, {
    name: "Approver",
    signInName: "approver",
    roles: ["approver"],
  });
  await accept(context, link, "approver");
  await expect(accept(context, link, "approver")).rejects.toMatchObject({
    code: "sign-in.link-over",
  });
});

test("of two who accept a link at the same moment, one does", async () => {
  const { link } = await invitePerson.run(context, administrator, {
    name: "Raced",
    signInName: "raced",
    roles: ["legal"],
  });
  const outcomes = await Promise.allSettled([
    accept(context, link, "raced"),
    accept(context, link, "raced"),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a set-up link ends after seven days, and a guessed one opens nothing", async () => {
  const { link } = await invitePerson.run(context, administrator, {
    name: "Late",
    signInName: "late",
    roles: ["legal"],
  });
  at.passSeconds(7 * 86_400 - 1);
  expect((await setUpOf(context, tokenOf(link))).signInName).toBe("late");
  at.passSeconds(1);
  for (const token of [tokenOf(link), "AAAAAAAAAAAAAAAAAAAAAA", ""]) {
    await expect(setUpOf(context, token)).rejects.toMatchObject({ code: "sign-in.link-over" });
  }
});

test("a weak password or a wrong first code leaves the link as it was", async () => {
  const { link } = await invitePerson.run(context, administrator, {
    name: "Careful",
    signInName: "careful",
    roles: ["auditor"],
  });
  const token = tokenOf(link);
  const code = authenticator(context, (await setUpOf(context, token)).totpSecret);
  const tries = [
    { password: "too short", code: code(), refused: "sign-in.password-short" },
    { password: "careful careful", code: code(), refused: "sign-in.password-guessable" },
    { password: aPassword, code: code(9), refused: "sign-in.code-wrong" },
  ];
  for (const { refused, ...given } of tries) {
    const attempt = acceptLink.run(context, anyone, { token, ...given });
    await expect(attempt).rejects.toMatchObject({ code: refused });
  }
  expect((await accept(context, link, "careful")).session).toHaveLength(22);
});

test("a sign-in name is taken once, however it is capitalised", async () => {
  const invite = (signInName: string) =>
    invitePerson.run(context, administrator, { name: "Twin", signInName, roles: ["legal"] });
  await invite("twin@psirt.example");
  await expect(invite(" Twin@PSIRT.example")).rejects.toMatchObject({ code: "person.name-taken" });
});

test("only an administrator invites, changes roles, renews links and disables", async () => {
  const lead = aColleague("lead");
  const { personId } = await anAccount(context, "somebody", "legal");
  const deeds = [
    invitePerson.run(context, lead, { name: "x", signInName: "xx", roles: ["lead"] }),
    changeRoles.run(context, lead, { personId, roles: ["lead"] }),
    renewLink.run(context, lead, { personId }),
    disablePerson.run(context, lead, { personId }),
  ];
  for (const deed of deeds) {
    await expect(deed).rejects.toMatchObject({ code: "access.not-permitted" });
  }
});

test("roles change at once, in an open session too, and the team follows", async () => {
  const account = await anAccount(context, "changing", "analyst");
  const { personId } = account;
  await changeRoles.run(context, administrator, { personId, roles: ["engineer", "legal"] });
  expect(await holderOf(context, account.session)).toMatchObject({
    roles: ["engineer", "legal"],
    groupIds: [],
  });
  const both = { personId, roles: ["administrator", "analyst"] as ("administrator" | "analyst")[] };
  await expect(changeRoles.run(context, administrator, both)).rejects.toMatchObject({
    code: "person.administrator-alone",
  });
});

test("a disabled person is out at once, from every session", async () => {
  const account = await anAccount(context, "leaving", "analyst");
  await disablePerson.run(context, administrator, { personId: account.personId });
  expect(await holderOf(context, account.session)).toBeUndefined();
});

test("the last administrator can neither be disabled nor lose the role", async () => {
  const own = await testContext();
  const { link } = await createFirstAdministrator.run(own.context, theWorker, {});
  const { personId } = await accept(own.context, String(link), "administrator");
  const refused = { code: "person.last-administrator" };
  const demote = changeRoles.run(own.context, administrator, { personId, roles: ["legal"] });
  await expect(demote).rejects.toMatchObject(refused);
  await expect(disablePerson.run(own.context, administrator, { personId })).rejects.toMatchObject(
    refused,
  );
  await own.close();
});

test("two administrators who remove each other at the same moment do not both succeed", async () => {
  const own = await testContext();
  const { link } = await createFirstAdministrator.run(own.context, theWorker, {});
  const one = await accept(own.context, String(link), "administrator");
  const two = await anAccount(own.context, "second", "administrator");
  const outcomes = await Promise.allSettled(
    [one, two].map(({ personId }) => disablePerson.run(own.context, administrator, { personId })),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await own.close();
});

test("a session ends twelve hours after it was last seen, and after seven days in any case", async () => {
  const account = await anAccount(context, "sessions", "analyst");
  const token = account.session;
  const keep = async () => {
    const holder = await holderOf(context, token);
    if (holder) await keepSession.run(context, holder, { token });
    return holder !== undefined;
  };
  for (let hours = 0; hours < 167; hours += 11) {
    at.passSeconds(11 * 3600);
    if (hours + 11 < 168) expect(await keep(), `after ${hours + 11} hours`).toBe(true);
  }
  at.passSeconds(3 * 3600);
  expect(await keep()).toBe(false);
  const idle = await accept(context, await confirmedLink(account.personId), "sessions");
  at.passSeconds(12 * 3600);
  expect(await holderOf(context, idle.session)).toBeUndefined();
});

test("people see and end their own sessions, and nobody else's", async () => {
  const account = await anAccount(context, "owner", "analyst");
  const other = await anAccount(context, "other", "analyst");
  const owner = await actorOf(context, account.session);
  const stranger = await actorOf(context, other.session);
  const [session] = await context.transaction(owner, (tx) => ownSessions(tx, context.now()));
  const sessionId = session?.id ?? "";
  expect(sessionId).toBe(sessionHash(context, account.session).toString("hex"));
  await expect(endSession.run(context, stranger, { sessionId })).rejects.toMatchObject({
    code: "access.not-found",
  });
  await endSession.run(context, owner, { sessionId });
  expect(await holderOf(context, account.session)).toBeUndefined();
  expect(await signOut.run(context, stranger, { token: other.session })).toEqual({ ended: true });
  expect(await holderOf(context, other.session)).toBeUndefined();
});

test("accepting a renewed link replaces the password and ends what was open before", async () => {
  const account = await anAccount(context, "phone-lost", "analyst");
  const { personId } = account;
  const link = await confirmedLink(personId);
  expect(await holderOf(context, account.session)).toBeDefined();
  const again = await accept(context, link, "phone-lost");
  expect(await holderOf(context, account.session)).toBeUndefined();
  expect(await holderOf(context, again.session)).toBeDefined();
});

test("a demonstration's seat opens by its link again and again, and nowhere else", async () => {
  const seat = { name: "Analyst", signInName: "seat-analyst", roles: ["analyst" as const] };
  const { link, personId } = await openSeat.run(context, theWorker, seat);
  const token = tokenOf(link);
  for (let clicks = 0; clicks < 3; clicks += 1) {
    const { session } = await signInByLink.run(context, anyone, { token });
    expect(await holderOf(context, session)).toMatchObject({ id: personId, roles: ["analyst"] });
  }
  expect((await openSeat.run(context, theWorker, seat)).personId).toBe(personId);
  const real = { ...context, demonstration: false };
  await expect(signInByLink.run(real, anyone, { token })).rejects.toMatchObject({
    code: "sign-in.link-over",
  });
  await expect(openSeat.run(real, theWorker, seat)).rejects.toThrow("demonstrations only");
});

test("where a demonstration's data go on as a real installation, nobody who sat there comes in", async () => {
  const own = await testContext();
  try {
    await ensureHouse.run(own.context, theWorker, {});
    const colleague = await anAccount(own.context, "colleague", "lead");
    const seat = { name: "Lead", signInName: "seat-lead", roles: ["lead" as const] };
    const { link } = await openSeat.run(own.context, theWorker, seat);
    const sit = () => signInByLink.run(own.context, anyone, { token: tokenOf(link) });
    const { session } = await sit();
    const visitor = await holderOf(own.context, session);
    if (visitor?.kind !== "staff") throw new Error("the visitor sits");
    const made = await perform(
      own.context,
      makeToken,
      { ...visitor, steppedUp: true },
      {
        label: "stays behind",
        scopes: ["read"],
        days: 365,
      },
    );
    const opens = () =>
      own.context.transaction(anyone, (tx) =>
        apiTokenHolder(tx, apiTokenHash(own.context, made.token), own.context.now()),
      );
    expect(await opens()).toBeDefined();
    await ensureHouse.run({ ...own.context, demonstration: false }, theWorker, {});
    expect(await opens()).toBeUndefined();
    expect(await holderOf(own.context, session)).toBeUndefined();
    await expect(sit()).rejects.toMatchObject({ code: "sign-in.link-over" });
    expect(await holderOf(own.context, colleague.session)).toBeDefined();
  } finally {
    await own.close();
  }
});

test("a seat that became somebody's own account opens by no seat's link any more", async () => {
  const seat = { name: "Analyst", signInName: "seat-taken", roles: ["analyst" as const] };
  const { link, personId } = await openSeat.run(context, theWorker, seat);
  await at.pools.worker.query("update people set set_up = true where person_id = $1", [personId]);
  await expect(signInByLink.run(context, anyone, { token: tokenOf(link) })).rejects.toMatchObject({
    code: "sign-in.link-over",
  });
});

test("colleagues see one another's names; nobody else learns that an account exists", async () => {
  const { personId } = await anAccount(context, "named", "lead");
  const colleague = aColleague("auditor");
  const names = await context.transaction(colleague, (tx) => namesOf(context, tx, [personId]));
  expect(names.get(personId)).toBe("The named");
  const strangers = await context.transaction(anyone, (tx) => peopleList(context, tx));
  expect(strangers).toEqual([]);
});

test("every change of a person is in the house's record, without a name", async () => {
  const events = await houseEvents();
  const types = new Set(events.map(({ type }) => type));
  for (const type of [
    "house.set-up",
    "person.invited",
    "person.set-up",
    "person.roles-changed",
    "person.link-renewed",
    "person.disabled",
    "session.started",
    "session.ended",
  ])
    expect(types).toContain(type);
  expect(events.map(({ body }) => body).join()).not.toMatch(/analyst@psirt|leaving|The named/);
});

test("[ALE-39] the team sees the case; a colleague who is not on it, and the administrator, see no row of it", async () => {
  const { caseId } = await aCase(at);
  const rowsFor = async (signInName: string, ...roles: StaffRole[]) => {
    const { session } = await anAccount(context, signInName, ...roles);
    const holder = await actorOf(context, session);
    return context.transaction(holder, async (tx) => {
      const tables = ["cases", "messages", "reports", "parties", "events", "key_wraps"];
      const rows: object[] = [];
      for (const table of [...tables, "case_tokens"]) {
        rows.push(
          ...(await tx.query(`select 1 from ${table} where case_id = $1 limit 1`, [caseId])),
        );
      }
      return rows.length;
    });
  };
  expect(await rowsFor("on the team", "analyst")).toBeGreaterThan(4);
  expect(await rowsFor("not on it", "engineer", "auditor")).toBe(0);
  expect(await rowsFor("another administrator", "administrator")).toBe(0);
});

test("where local sign-in is left to one name, a set-up link lets nobody else in, and stays good", async () => {
  const invite = (signInName: string, role: "analyst" | "administrator") =>
    invitePerson.run(context, aColleague("administrator"), {
      name: `The ${signInName}`,
      signInName,
      roles: [role],
    });
  const strict = { ...context, localSignInFor: "For-Emergencies" };
  const other = await invite("by-the-provider@psirt.example", "analyst");
  await expect(accept(strict, other.link, "by-the-provider@psirt.example")).rejects.toMatchObject({
    code: "sign-in.local-off",
  });
  // The link was not used up by the attempt.
  const later = await accept(context, other.link, "by-the-provider@psirt.example");
  expect(await holderOf(context, later.session)).toMatchObject({ roles: ["analyst"] });
  const kept = await invite("for-emergencies", "administrator");
  const { session } = await accept(strict, kept.link, "for-emergencies");
  expect(await holderOf(context, session)).toMatchObject({ roles: ["administrator"] });
});
