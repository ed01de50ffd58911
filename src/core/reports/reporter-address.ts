/** The address that a reporter is answered at: only what a mail server could take at all. */
import { Refusal } from "../refusal.ts";

/** Refuses with `report.address`; whether it reaches anybody is seen by writing to it. */
export function mustBeAddress(value: string): void {
  if (!/^[^\s@<>"(),:;\\]+@[^\s@<>"(),:;\\]+$/.test(value)) {
    throw new Refusal("report.address", { value });
  }
}
