/** Which roles go together. */
import { Refusal } from "../refusal.ts";
import type { StaffRole } from "./roles.ts";

/**
 * Whoever gives roles reads no case: an administrator with a second role would hold both powers in
 * one hand. Refuses with person.administrator-alone; a person who needs both gets two accounts.
 */
export function checkRoles(roles: readonly StaffRole[]): void {
  if (roles.includes("administrator") && roles.length > 1) {
    throw new Refusal("person.administrator-alone");
  }
}
