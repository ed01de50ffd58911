/** The one thing to do next about our own keys. Pure: keys and checks come in, a deed comes out. */
import { isDoubt, type KeyCheckName, type KeyProblem } from "./key-check.ts";

export interface KeyInUse {
  readonly keyId: string;
  readonly outside: boolean;
  readonly runsOut: Date | null;
}

export interface CheckFound {
  readonly what: KeyCheckName;
  readonly problem: KeyProblem | null;
  readonly place: string | null;
}

export type NextKeyDeed =
  | { do: "mend"; check: CheckFound & { readonly problem: KeyProblem } }
  | { do: "extend"; keyId: string; at: Date; outside: boolean }
  | { do: "look"; check: CheckFound & { readonly problem: KeyProblem } }
  | { do: "nothing" };

/** The first warning of the promise that every policy makes (ALE-47). */
const soonDays = 60;

export function nextKeyDeed(
  inUse: readonly KeyInUse[],
  checks: readonly CheckFound[],
  now: Date,
): NextKeyDeed {
  const found = checks.flatMap(({ problem, ...rest }) => (problem ? [{ ...rest, problem }] : []));
  const broken = found.find(({ problem }) => !isDoubt(problem));
  if (broken) return { do: "mend", check: broken };
  const soon = inUse
    .flatMap(({ keyId, outside, runsOut }) => (runsOut ? [{ keyId, outside, at: runsOut }] : []))
    .filter(({ at }) => at.getTime() - now.getTime() <= soonDays * 86_400_000)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())[0];
  if (soon) return { do: "extend", ...soon };
  const [doubted] = found;
  return doubted ? { do: "look", check: doubted } : { do: "nothing" };
}
