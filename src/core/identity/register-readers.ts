/** Whose work the register of legal disclosures is: they read its words, on the cases that they are on. */
import type { StaffRole } from "../people/roles.ts";

export function readsRegister(staff: { readonly roles: readonly StaffRole[] }): boolean {
  return staff.roles.includes("legal") || staff.roles.includes("auditor");
}
