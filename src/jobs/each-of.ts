/**
 * What sweeps share: a deed for each of many, of which one that fails holds up no other. What failed is
 * told once all others are done.
 */
import { Refusal } from "../core/refusal.ts";

/** A case that was erased or closed meanwhile, or that another node was faster with, owes nothing more. */
const over = ["access.not-found", "case.closed", "case.no-owner", "content.erased"];

/** Returns for how many the deed did something; what it threw is added to `failures`. */
export async function eachOf<T>(
  all: readonly T[],
  failures: unknown[],
  deed: (one: T) => Promise<boolean>,
): Promise<number> {
  let count = 0;
  for (const one of all) {
    try {
      count += (await deed(one)) ? 1 : 0;
    } catch (error) {
      if (!(error instanceof Refusal && over.includes(error.code))) failures.push(error);
    }
  }
  return count;
}

/**
 * Alarms of groups of cases whose leads are the same: forty cases are one mail, that of the oldest which
 * can be alarmed. Told of first: broken off after it, the next sweep tells once more, and never nobody.
 */
export async function alarmGroups(
  groups: readonly (readonly string[])[],
  failures: unknown[],
  alarm: (caseId: string, tell: boolean) => Promise<boolean>,
): Promise<number> {
  let count = 0;
  for (const group of groups) {
    let told = false;
    count += await eachOf(group, failures, async (caseId) => {
      const alarmed = await alarm(caseId, !told);
      told ||= alarmed;
      return alarmed;
    });
  }
  return count;
}

/** Throws these, if there is one: the only one as it is, several as one error that holds them all for the log. */
export function throwAll(failures: readonly unknown[]): void {
  const [first] = failures;
  if (failures.length <= 1) {
    if (failures.length === 1) throw first;
    return;
  }
  const said = first instanceof Error ? first.message : "not an error";
  throw new AggregateError(failures, `${said} (and ${failures.length - 1} more)`);
}
