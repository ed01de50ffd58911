/** The one thing to do next about our own keys. Pure: keys and checks come in, a deed comes out. */
import { isDoubt, type KeyCheckName, type KeyProblem } from "./key-check.ts";

export interface KeyInUse {
  readonly keyId: string;
  readonly outside: boolean;
  readonly runsOut: Date | null;
  /** Which it is for; none for a key that signs advisories. */
  readonly addresses: readonly string[];
}

export interface CheckFound {
  readonly what: KeyCheckName;
  readonly problem: KeyProblem | null;
  readonly place: string | null;
}

export type NextKeyDeed =
  | { do: "mend"; check: CheckFound & { readonly problem: KeyProblem } }
  | { do: "extend"; keyId: string; at: Date; outside: boolean }
  | { do: "make"; address: string }
  | { do: "look"; check: CheckFound & { readonly problem: KeyProblem } }
  | { do: "nothing" };

/** The first warning of the promise that every policy makes (ALE-47). */
const soonDays = 60;

/** `mailboxes` are the addresses whose mail comes to us. */
export function nextKeyDeed(
  {
    inUse,
    checks,
    mailboxes,
  }: {
    inUse: readonly KeyInUse[];
    checks: readonly CheckFound[];
    mailboxes: readonly string[];
  },
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
  const keyless = mailboxes.find(
    (address) => !inUse.some(({ addresses }) => addresses.includes(address.toLowerCase())),
  );
  if (keyless) return { do: "make", address: keyless };
  const [doubted] = found;
  return doubted ? { do: "look", check: doubted } : { do: "nothing" };
}
