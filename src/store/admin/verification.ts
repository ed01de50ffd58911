/** What a verification finds, and what its parts are given. Reads everything, changes nothing. */
import type { MasterKey } from "../sealing/master-key.ts";
import type { Tx } from "../transaction.ts";

/** Something that is not as Parley wrote it. */
export interface VerifyFinding {
  /** Stable: "event.altered", "row.altered" and so on; see docs/reference/commands.md. */
  readonly code: string;
  /** The stream of events that it concerns; null for what belongs to none. */
  readonly stream: string | null;
  /** What exactly: a table and key, a path, a sequence number. Never content. */
  readonly what: string;
  readonly message: string;
}

export interface Verification {
  readonly tx: Tx;
  readonly masterKey: MasterKey;
  /** Takes each finding as it is made. */
  report(finding: VerifyFinding): void;
}
