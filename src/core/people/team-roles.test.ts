import { expect, test } from "vitest";
import { deeds } from "./deeds.ts";
import { checkRoles } from "./role-rules.ts";
import { roleWords } from "./role-words.ts";
import { staffRoles } from "./roles.ts";
import { isOfPsirtTeam } from "./teams.ts";

test("an administrator is never of the team that reads reports, and holds no other role", () => {
  expect(isOfPsirtTeam(["administrator"])).toBe(false);
  expect(isOfPsirtTeam(["administrator", "analyst"])).toBe(false);
  expect(() => checkRoles(["administrator", "analyst"])).toThrow("reads no case");
  checkRoles(["analyst", "approver"]);
});

test("who works on every report is of the team; who is asked onto single cases is not", () => {
  const ofTeam = staffRoles.filter((role) => isOfPsirtTeam([role]));
  expect(ofTeam).toEqual([
    "analyst",
    "lead",
    "communicator",
    "publisher",
    "approver",
    "coordinator-analyst",
  ]);
});

test("every staff role has its words, and may sign in, stay signed in and sign out", () => {
  expect(Object.keys(roleWords).sort()).toEqual([...staffRoles].sort());
  for (const deed of ["sign-in", "keep-session", "end-session", "sign-out"] as const)
    expect([...deeds[deed].by], deed).toEqual(expect.arrayContaining([...staffRoles]));
});
