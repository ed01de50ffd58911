/**
 * The log of erasures outside the database, a JSON object a line, beside the file of checkpoints. A
 * database that comes back from an older backup holds keys again that were taken away, and accounts that
 * were closed: by this log they go again. It holds ids, codes and instants only; each line's MAC covers the line before.
 */
import { dirname, join } from "node:path";
import type { ErasureReason, ErasureScope } from "../../core/retention/erasure.ts";
import { canonicalJson } from "../../lib/canonical-json.ts";
import { appendLines, readLines } from "../line-file.ts";
import type { MasterKey } from "../sealing/master-key.ts";

/** What was erased, so that it can be erased again. */
export interface ErasureEntry {
  readonly erasureId: string;
  readonly caseId: string;
  readonly scope: ErasureScope;
  readonly subjectId: string;
  readonly reason: ErasureReason;
  readonly clause: string | null;
  readonly policyVersion: number;
  readonly confirmedBy: string | null;
  readonly approvedBy: string | null;
  /** ISO 8601 in UTC. */
  readonly dueAt: string;
  readonly erasedAt: string;
}

/** An account that was closed, or a profile that was erased after that. */
export interface AccountEntry {
  readonly erasureId: string;
  readonly scope: "account";
  readonly what: "closed" | "erased";
  readonly personId: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** A customer that was erased. */
export interface CustomerEntry {
  readonly erasureId: string;
  readonly scope: "customer";
  readonly customerId: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

type Entry = ErasureEntry | AccountEntry | CustomerEntry;

type Line = Entry & { readonly previous: string; readonly mac: string };

/** The entry of an account, the same whenever it is written. */
export function accountEntry(what: AccountEntry["what"], personId: string, at: Date): AccountEntry {
  const erasureId = `${what} ${personId}`;
  return { erasureId, scope: "account", what, personId, at: at.toISOString() };
}

/** The entry of a customer, the same whenever it is written. */
export function customerEntry(customerId: string, at: Date): CustomerEntry {
  const erasureId = `customer ${customerId}`;
  return { erasureId, scope: "customer", customerId, at: at.toISOString() };
}

export interface ErasureLog {
  /** Appends one entry and syncs it to the disk; one that stands there already is not written twice. */
  append(entry: Entry): Promise<void>;
  /** Every entry that is ours, and the numbers of the lines (from 1) that are not as they were written. */
  read(): Promise<LoggedErasures>;
}

interface LoggedErasures {
  readonly entries: readonly ErasureEntry[];
  readonly accounts: readonly AccountEntry[];
  readonly customers: readonly CustomerEntry[];
  readonly forged: readonly number[];
}

const beforeFirst = "0".repeat(64);

/** Where the log lies: beside the file that checkpoints are appended to. */
export function erasureLogBeside(checkpointFile: string): string {
  return join(dirname(checkpointFile), "erasures.jsonl");
}

export function erasureLog(path: string, masterKey: Pick<MasterKey, "hash">): ErasureLog {
  const macOf = (entry: Entry, previous: string) =>
    masterKey.hash("erasure-log", canonicalJson({ ...entry, previous })).toString("hex");
  const look = async () => {
    const entries: Entry[] = [];
    const forged: number[] = [];
    let last = beforeFirst;
    for (const [index, line] of (await readLines(path)).entries()) {
      const { previous, mac, ...entry } = lineIn(line) ?? {};
      const ours = previous !== undefined && macOf(entry as Entry, previous) === mac;
      // One line that somebody put in or spoilt takes no other one with it.
      if (ours) entries.push(entry as Entry);
      if (!ours || previous !== last) forged.push(index + 1);
      last = mac ?? last;
    }
    return { entries, forged, last };
  };
  return {
    async append(entry) {
      // Only what is ours counts as written: else a forged line with an id to come would keep it out.
      const { entries, last: previous } = await look();
      if (entries.some(({ erasureId }) => erasureId === entry.erasureId)) return;
      const line: Line = { ...entry, previous, mac: macOf(entry, previous) };
      await appendLines(path, [JSON.stringify(line)]);
    },
    async read() {
      const { entries, forged } = await look();
      return {
        entries: entries.filter((entry) => entry.scope !== "account" && entry.scope !== "customer"),
        accounts: entries.filter((entry) => entry.scope === "account"),
        customers: entries.filter((entry) => entry.scope === "customer"),
        forged,
      };
    },
  };
}

function lineIn(text: string): Partial<Line> | undefined {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}
