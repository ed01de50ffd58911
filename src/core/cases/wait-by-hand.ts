/** Waiting that a person says: for a supplier, a partner, whoever has a part of the matter in hand. */
import { Refusal } from "../refusal.ts";
import type { CaseFacts } from "./case-facts.ts";
import type { Wait } from "./waiting.ts";

/** For whom a case may be said to wait; a party that was asked is waited for by itself. */
export const waitedForByHand = ["vendor", "coordinator", "customer", "other"] as const;

/** The wait that a person said; undefined where none is on. */
export function waitByHand({ waits }: Pick<CaseFacts, "waits">): Wait | undefined {
  return waits.find(({ byHand }) => byHand);
}

/** Refuses with case.waits-already or case.waits-not. */
export function mustBeToWait(facts: CaseFacts, begins: boolean, reference: string): void {
  const waits = waitByHand(facts) !== undefined;
  if (begins && waits) throw new Refusal("case.waits-already", { reference });
  if (!begins && !waits) throw new Refusal("case.waits-not", { reference });
}
