import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inputFor } from "../../test/support/action-input.ts";
import { aCase, aPerson, type TestCase } from "../../test/support/cases.ts";
import { tablesOf } from "../../test/support/catalogue.ts";
import { aColleague, type TestContext, testContext } from "../../test/support/context.ts";
import type { Actor } from "../core/people/actor.ts";
import { ruleOf } from "../core/people/deeds.ts";
import { outsiderRoles, type Role, staffRoles } from "../core/people/roles.ts";
import { Refusal } from "../core/refusal.ts";
import type { Action } from "./action.ts";
import { draftAdvisory } from "./publications/draft-advisory.ts";
import { actions } from "./registry.ts";

let house: TestContext;
let admin: pg.Client;
let found: TestCase;
let publicationId: string;
beforeAll(async () => {
  house = await testContext();
  found = await aCase(house);
  const drafter = await aPerson(house, "lead");
  const draft = { caseId: found.caseId, type: "SA" } as const;
  ({ publicationId } = await draftAdvisory.run(house.context, drafter, draft));
  admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await house.close();
});

const inputOf = (action: Action) =>
  inputFor(action, "output", { caseId: found.caseId, publicationId }, house.context.newId);

function actorAs(role: Role): Actor {
  if (role === "anyone") return { kind: "anyone" };
  if (role === "system") return { kind: "system", task: "sweep" };
  const outsider = outsiderRoles.find((each) => each === role);
  if (outsider) return { ...found.reporter, role: outsider };
  return aColleague(role as (typeof staffRoles)[number]);
}

async function codeOf(action: Action, actor: Actor): Promise<string> {
  try {
    await action.run(house.context, actor, inputOf(action) as never);
    return "done";
  } catch (error) {
    return error instanceof Refusal ? error.code : "past permission";
  }
}

const roles: readonly Role[] = [...staffRoles, ...outsiderRoles, "anyone", "system"];

/** Deeds that some parts do in another way than by this action. */
const otherwise: Readonly<Record<string, readonly Role[]>> = {
  // A party reads its own side through the portal's readers; this action records reading by staff.
  "read-case": outsiderRoles,
};

/** Deeds on a thing of one's own: there is none here, which is said like any absence. */
const onOnesOwn: readonly string[] = ["end-session", "take-seat"];

/** What each part must hear: a code, or for who may do the deed, anything but a refusal of access. */
function expected(action: Action, role: Role): unknown {
  const { on, by } = ruleOf(action.deed);
  if (by.includes(role)) {
    const unwanted = onOnesOwn.includes(action.deed) ? /^access\.not-p/ : /^access\./;
    return expect.not.stringMatching(unwanted);
  }
  if (role === "anyone") return "access.sign-in";
  // An administrator is told of no case, not even that there is one.
  const hidden = on === "case" && role === "administrator";
  return hidden ? "access.not-found" : "access.not-permitted";
}

describe.each(actions.map((action) => [`${action.deed}: ${action.title}`, action as Action]))(
  "%s",
  (_, action) => {
    test("is done by the parts that the table of deeds names, and refused to all others", async () => {
      for (const role of roles) {
        if (otherwise[action.deed]?.includes(role)) continue;
        expect(await codeOf(action, actorAs(role)), role).toEqual(expected(action, role));
      }
    });
  },
);

describe("on a case, whoever does not belong to it", () => {
  const onCases = actions.filter((action) => ruleOf(action.deed).on === "case") as Action[];
  const people = staffRoles.filter((role) => role !== "administrator");

  test("is told that nothing is there, and leaves no trace", async () => {
    expect(onCases.length).toBeGreaterThan(20);
    const other = await aCase(house, "another thing");
    const before = await counts();
    for (const action of onCases) {
      const stranger: Actor = { ...aColleague(...people), groupIds: [] };
      expect(await codeOf(action, stranger), action.deed).toBe("access.not-found");
      if (action.deed === "read-case") continue;
      expect(await codeOf(action, other.reporter), action.deed).toBe("access.not-found");
    }
    expect(await counts()).toEqual(before);
  });

  test("is told the same of a case that never was", async () => {
    for (const action of onCases) {
      const input = { ...inputOf(action), caseId: house.context.newId() };
      const run = action.run(house.context, aColleague(...people), input as never);
      await expect(run, action.deed).rejects.toThrow(new Refusal("access.not-found"));
    }
  });

  test("cannot talk their way in with any set of roles", async () => {
    const sets = fc.sample(fc.subarray([...staffRoles], { minLength: 1 }), 12);
    for (const [at, set] of sets.entries()) {
      const action = onCases[at % onCases.length] as Action;
      expect(await codeOf(action, { ...aColleague(...set), groupIds: [] })).toBe(
        "access.not-found",
      );
    }
  });
});

async function counts(): Promise<Record<string, number>> {
  const all: Record<string, number> = {};
  for (const { name } of await tablesOf(admin)) {
    const { rows } = await admin.query(`select count(*)::int as count from ${name}`);
    all[name] = rows[0].count;
  }
  return all;
}
