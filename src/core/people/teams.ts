/** The team that every report is routed to. Further teams are rows; this one always is. */
import type { StaffRole } from "./roles.ts";

export const psirtTeam = "00000000-0000-7000-8000-0000000000a1";

/** Roles whose work is every report. The others are asked onto single cases, by need to know. */
const teamRoles: readonly StaffRole[] = [
  "analyst",
  "lead",
  "communicator",
  "publisher",
  "approver",
  "coordinator-analyst",
];

/** Whether somebody of these roles is of the team; an administrator never is. */
export function isOfPsirtTeam(roles: readonly StaffRole[]): boolean {
  return !roles.includes("administrator") && roles.some((role) => teamRoles.includes(role));
}
