import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Refusal } from "../refusal.ts";
import type { Actor } from "./actor.ts";
import { type Deed, deeds, ruleOf } from "./deeds.ts";
import { isPermitted, type Membership, permit } from "./permit.ts";
import { type StaffRole, staffRoles } from "./roles.ts";
import { secondPerson } from "./second-person.ts";

const membership: Membership = {
  caseId: "case",
  staff: ["analyst", "group"],
  outsiders: [{ id: "party", side: "side" }],
};
const allDeeds = Object.keys(deeds) as Deed[];
const caseDeeds = allDeeds.filter((deed) => ruleOf(deed).on === "case");

function staff(roles: StaffRole[], rest: Partial<Actor & { kind: "staff" }> = {}): Actor {
  return { kind: "staff", id: "analyst", name: "Analyst", roles, groupIds: [], ...rest };
}

const reporter: Actor = {
  kind: "outsider",
  id: "party",
  role: "reporter",
  caseId: "case",
  side: "side",
};

function refused(actor: Actor, deed: Deed, on: Membership | undefined = membership): string {
  try {
    permit(actor, deed, on);
    return "permitted";
  } catch (error) {
    return error instanceof Refusal ? error.code : "a bug";
  }
}

describe("on a case", () => {
  test("staff who are not members are told that nothing is there", () => {
    const stranger = staff(["analyst", "lead"], { id: "somebody else" });
    for (const deed of caseDeeds) expect(refused(stranger, deed)).toBe("access.not-found");
    expect(refused(staff(["analyst"]), "decide-relevancy")).toBe("permitted");
    const ofGroup = staff(["analyst"], { id: "somebody else", groupIds: ["group"] });
    expect(refused(ofGroup, "decide-relevancy")).toBe("permitted");
  });

  test("a case that is not there and a case that is not yours are refused alike", () => {
    const stranger = staff(["analyst"], { id: "somebody else" });
    const absent = () => permit(staff(["analyst"]), "read-case", undefined);
    expect(absent).toThrow(new Refusal("access.not-found"));
    expect(() => permit(stranger, "read-case", membership)).toThrow(
      new Refusal("access.not-found"),
    );
  });

  test("an administrator may do nothing on any case, member or not, whatever else they are", () => {
    fc.assert(
      fc.property(fc.subarray([...staffRoles]), fc.constantFrom(...caseDeeds), (roles, deed) => {
        const both = staff([...new Set([...roles, "administrator" as const])]);
        expect(refused(both, deed)).toBe("access.not-found");
      }),
    );
    for (const deed of caseDeeds) expect(ruleOf(deed).by).not.toContain("administrator");
  });

  test("a member whose role does not allow the deed is told so", () => {
    expect(refused(staff(["auditor"]), "read-case")).toBe("permitted");
    expect(refused(staff(["auditor"]), "close-case")).toBe("access.not-permitted");
    expect(refused(staff(["auditor"]), "write-note")).toBe("access.not-permitted");
    expect(refused(staff(["engineer"]), "publish-advisory")).toBe("access.not-permitted");
  });

  test("an outsider reaches only their own case, from their own side", () => {
    expect(refused(reporter, "send-message")).toBe("permitted");
    expect(refused({ ...reporter, caseId: "another" } as Actor, "send-message")).toBe(
      "access.not-found",
    );
    expect(refused({ ...reporter, side: "staff" } as Actor, "send-message")).toBe(
      "access.not-found",
    );
    expect(refused(reporter, "decide-relevancy")).toBe("access.not-permitted");
    for (const deed of caseDeeds) {
      expect(isPermitted({ kind: "anyone" }, deed, membership)).toBe(false);
    }
  });
});

test("reporting needs no account; anything on a case asks a stranger to sign in", () => {
  expect(refused({ kind: "anyone" }, "take-report", undefined)).toBe("permitted");
  expect(refused({ kind: "anyone" }, "read-case", undefined)).toBe("access.sign-in");
  expect(refused({ kind: "anyone" }, "read-case")).toBe("access.sign-in");
});

test("four eyes are two persons: the drafter cannot approve, whatever roles they hold", () => {
  expect(() => secondPerson("drafter", "drafter")).toThrow(new Refusal("approval.same-person"));
  expect(() => secondPerson("approver", "drafter")).not.toThrow();
});
