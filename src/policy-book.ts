/**
 * The policy versions that a running server follows. It re-reads the policy file, adds what is
 * good, and keeps to the last good version where the file is not, saying so wherever it can.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import {
  keepPolicy,
  keptPolicies,
  recordRefusedPolicy,
  withVersion,
} from "./actions/policies/keep-policy.ts";
import type { Actor } from "./core/people/actor.ts";
import { inForceAt } from "./core/policy/in-force.ts";
import type { Policy } from "./core/policy/policy.ts";
import { type PolicyProblem, problemInWords } from "./core/policy/policy-problem.ts";
import { Refusal } from "./core/refusal.ts";
import { type PolicyFinding, readPolicy } from "./formats/policy/read-policy.ts";
import { haveSettled, signatureOf } from "./lib/file-signature.ts";
import type { Log } from "./lib/log.ts";
import { type PolicyFileRead, readPolicyFile } from "./policy-file.ts";
import type { Context } from "./store/context.ts";
import { countPolicies } from "./store/policies/reader.ts";

const reader: Actor = { kind: "system", task: "read-policy" };

/** A file that was written later than that may be there by half; the next turn sees it whole. */
const settledAfterMs = 2_000;

export interface PolicyBook {
  readonly file: string;
  /** Every version, oldest first. During one request it stays what it was when that began. */
  versions(): readonly Policy[];
  /** Why the file is not followed; undefined while it is. */
  problem(): PolicyProblem | undefined;
  /** Reads the file now. Never throws for what is in it. */
  reload(context: Context): Promise<void>;
  /** Reads the file where it changed, and what other nodes added; says how many versions came. */
  refresh(context: Context): Promise<number>;
  /** Adds the version in this text, which may be an earlier one. Refuses what is wrong with it. */
  add(context: Context, text: string): Promise<Policy>;
  /** Runs a request with the versions of this moment. */
  duringRequest(run: () => void): void;
}

interface State {
  readonly file: string;
  readonly log: Log;
  versions: readonly Policy[];
  problem: PolicyProblem | undefined;
  /** The files that the last reading looked at, and how they were then. */
  watched: readonly string[];
  seen: string;
}

/**
 * Opens with the versions that the database keeps and that of the file; writes nothing. Refuses
 * what is wrong with the file only where the database keeps no version to go on with.
 */
export async function openPolicyBook(
  file: string,
  context: Pick<Context, "transaction">,
  log: Log,
): Promise<PolicyBook> {
  const kept = await context.transaction(reader, (tx) => keptPolicies(tx, readKept));
  const versions = startingVersions(await readPolicyFile(file), kept);
  const state: State = { file, log, versions, problem: undefined, watched: [file], seen: "" };
  const inRequest = new AsyncLocalStorage<readonly Policy[]>();
  const inTurn = oneAfterAnother();
  return {
    file,
    versions: () => inRequest.getStore() ?? state.versions,
    problem: () => state.problem,
    reload: (on) => inTurn(() => readAgain(state, on)),
    refresh: (on) => inTurn(() => lookAgain(state, on)),
    add: (on, text) => inTurn(() => addTo(state, on, text)),
    duringRequest: (run) => inRequest.run(state.versions, run),
  };
}

function startingVersions(read: PolicyFileRead, kept: readonly Policy[]): readonly Policy[] {
  try {
    if ("policy" in read) return withVersion(kept, read.policy);
    const { file, line, says } = mistakeIn(read);
    const problem = `line ${line}: ${says} (parley policy check says all)`;
    throw new Refusal("policy.unreadable", { file, problem });
  } catch (error) {
    if (kept.length === 0 || !(error instanceof Refusal)) throw error;
    return kept;
  }
}

async function readAgain(state: State, on: Context): Promise<void> {
  const { file, watched } = state;
  const before = await signatureOf(watched);
  const read = await readPolicyFile(file);
  if ("findings" in read) await refuse(state, on, mistakeIn(read));
  else {
    try {
      follow(state, await keepPolicy(on, read.text, readKept));
      if (state.problem) state.log.info({ file }, "the policy file is followed again");
      state.problem = undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await refuse(state, on, { rule: error.code, file, line: 0, says: error.message, more: 0 });
    }
  }
  // Where there are other files than before, what they were like is known at the next turn.
  state.seen = read.files.join() === watched.join() ? before : "";
  state.watched = read.files;
}

async function lookAgain(state: State, on: Context): Promise<number> {
  const before = state.versions.length;
  const changed = state.seen !== (await signatureOf(state.watched));
  if (changed && (await haveSettled(state.watched, on.now(), settledAfterMs))) {
    await readAgain(state, on);
  }
  if ((await on.transaction(reader, countPolicies)) !== state.versions.length) {
    follow(state, await on.transaction(reader, (tx) => keptPolicies(tx, readKept)));
  }
  return state.versions.length - before;
}

async function addTo(state: State, on: Context, text: string): Promise<Policy> {
  const read = readPolicy(text);
  if ("findings" in read) throw unreadable("that was sent", read.findings);
  follow(state, await keepPolicy(on, text, readKept));
  return read.policy;
}

function follow(state: State, versions: readonly Policy[]): void {
  const known = new Set(state.versions.map(({ version }) => version));
  for (const { name, version, inForceFrom } of versions) {
    if (known.has(version)) continue;
    state.log.info({ policy: name, version, inForceFrom }, "a policy version was added");
  }
  state.versions = versions;
}

type Mistake = Omit<PolicyProblem, "since"> & { readonly rule: string };

function mistakeIn({ findings }: Extract<PolicyFileRead, { findings: unknown }>): Mistake {
  const [first] = findings;
  if (!first) throw new Error("a policy file was refused without a finding");
  const { rule, file, line, message } = first;
  return { rule, file, line, says: message, more: findings.length - 1 };
}

/** Keeps to the versions there are, and says so: in the log each time, in the audit chain once. */
async function refuse(state: State, on: Context, mistake: Mistake): Promise<void> {
  const { rule, ...rest } = mistake;
  const said = state.problem && problemInWords(state.problem);
  state.problem = { since: state.problem?.since ?? on.now(), ...rest };
  const says = problemInWords(state.problem);
  const stays = inForceAt(state.versions, on.now());
  const { file, line } = rest;
  state.log.error(
    { file, line, stays: stays.version },
    `the policy file cannot be used; version ${stays.version} stays in force: ${says}`,
  );
  if (says !== said) await recordRefusedPolicy(on, { rule, line, stays });
}

/** A kept text was read once; where it cannot be now, it is for another Parley than this one. */
function readKept(text: string): Policy {
  const read = readPolicy(text);
  if ("policy" in read) return read.policy;
  throw unreadable("kept in the database", read.findings);
}

function unreadable(file: string, [first]: readonly PolicyFinding[]): Refusal {
  const problem = `line ${first?.line}: ${first?.message}`;
  return new Refusal("policy.unreadable", { file, problem });
}

function oneAfterAnother() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work);
    last = done;
    return done;
  };
}
