/** The one database server of a running Parley, ours or somebody's; callers need not know which. */
import type pg from "pg";
import type { DatabaseRole } from "./roles.ts";

export interface DatabaseServer {
  readonly kind: "embedded" | "external";
  /** How to connect as a role; to Parley's own database unless another is named. */
  connectionFor(role: DatabaseRole, database?: string): pg.PoolConfig;
  /** Ends the embedded server and frees its data directory; leaves an external one alone. */
  stop(): Promise<void>;
}
