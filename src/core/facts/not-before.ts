/**
 * The instant before which nothing of ours is published. Decides only what may be agreed, what is early,
 * and whom an agreed date binds.
 */
import { Refusal } from "../refusal.ts";

const tenYearsMs = 10 * 366 * 86_400_000;

/** Refuses with not-before.at an instant that binds nobody. */
export function mustBindSomebody(at: Date, now: Date): void {
  if (at <= now) throw new Refusal("not-before.at", { problem: "it has passed already" });
  if (+at - +now > tenYearsMs) {
    throw new Refusal("not-before.at", { problem: "it lies more than ten years ahead" });
  }
}

/** Whether a release at that moment comes before what was agreed. */
export function isEarly(releaseAt: Date, notBefore: Date | null): boolean {
  return notBefore !== null && releaseAt < notBefore;
}

/** One entry of the record: what was agreed, with whom of the case, and which colleague wrote it. */
export interface AgreedDate {
  readonly notBefore: Date | null;
  readonly agreedWith: string | null;
  readonly by: string | null;
}

/**
 * The agreement that binds whoever releases; `entries` are newest first. Where the policy asks for two
 * people, nobody is freed by what they took back themselves: of their own last entries, and the one
 * before these, the latest date counts.
 */
export function bindingDate(
  entries: readonly AgreedDate[],
  by: string,
  twoPeople: boolean,
): AgreedDate | undefined {
  const [stands] = entries;
  if (!twoPeople) return stands;
  const others = entries.findIndex((entry) => entry.by !== by);
  const counted = entries.slice(0, others === -1 ? entries.length : others + 1);
  return counted.reduce(
    (latest, entry) => (+(entry.notBefore ?? 0) > +(latest?.notBefore ?? 0) ? entry : latest),
    stands,
  );
}

/** Whether an entry breaks what was agreed before: the date goes, or comes earlier, without the party. */
export function breaks(next: Omit<AgreedDate, "by">, former: AgreedDate | undefined): boolean {
  if (!former?.notBefore) return false;
  const anew = former.agreedWith !== null && former.agreedWith === next.agreedWith;
  return !anew && (next.notBefore === null || next.notBefore < former.notBefore);
}
