/** Reads what the checks of our own keys found last. Staff and the worker see it. */
import type { KeyCheckName, KeyProblem } from "../../core/keys/key-check.ts";
import type { Tx } from "../transaction.ts";

export interface KeyCheckRow {
  readonly what: KeyCheckName;
  readonly checkedAt: Date;
  /** When all was well for the last time. */
  readonly wellAt: Date | null;
  /** Null while all is well. */
  readonly failingSince: Date | null;
  readonly problem: KeyProblem | null;
  readonly place: string | null;
}

export async function keyCheckRows(tx: Tx): Promise<KeyCheckRow[]> {
  return tx.query<KeyCheckRow>(
    `select what, checked_at as "checkedAt", well_at as "wellAt", problem, place,
            failing_since as "failingSince"
       from key_checks order by what limit 10`,
    [],
    "key-checks",
  );
}
