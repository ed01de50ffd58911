/** The parts people play. Staff may hold several; an outsider has one, on one case. */

/** Roles that the organisation gives to its own people. */
export const staffRoles = [
  "analyst",
  "lead",
  "communicator",
  "psp",
  "engineer",
  "support-agent",
  "publisher",
  "approver",
  "coordinator-analyst",
  "cna-operator",
  "root-operator",
  "legal",
  "auditor",
  "administrator",
] as const;

/**
 * Parts of people on one side of one case: people outside, and as "support" the support agent of
 * ours who filed its report.
 */
export const outsiderRoles = [
  "reporter",
  "vendor-contact",
  "coordinator",
  "customer",
  "sub-cna",
  "support",
] as const;

export type StaffRole = (typeof staffRoles)[number];
export type OutsiderRole = (typeof outsiderRoles)[number];

/** Every part that a deed can be open to; "anyone" has not been recognised, "system" is a task. */
export type Role = StaffRole | OutsiderRole | "anyone" | "system";
