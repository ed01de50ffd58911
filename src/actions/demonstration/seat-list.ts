/** The demonstration's seats: one account per role, without a password. An administrator is not among them. */
import type { StaffRole } from "../../core/people/roles.ts";

/** People are called by their role. */
export const seatList = [
  { seat: "analyst", name: "Analyst", roles: ["analyst"] },
  { seat: "lead", name: "Lead", roles: ["lead"] },
  { seat: "approver", name: "Approver and publisher", roles: ["approver", "publisher"] },
  { seat: "communicator", name: "Communicator", roles: ["communicator"] },
  { seat: "psp", name: "Product security prime", roles: ["psp"] },
  { seat: "on-call", name: "Engineer on call", roles: ["engineer"] },
  { seat: "support", name: "Support agent", roles: ["support-agent"] },
  { seat: "auditor", name: "Auditor", roles: ["auditor"] },
] as const satisfies readonly { seat: string; name: string; roles: readonly StaffRole[] }[];

export type SeatName = (typeof seatList)[number]["seat"];

/** What a seat's account signs in as, if it could. */
export function signInNameOf(seat: SeatName): string {
  return `${seat}@psirt.example`;
}
