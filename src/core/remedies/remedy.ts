/**
 * What may still happen to a remedy, and what a new date means for whoever was told the old one.
 * Never reads the time and never writes: the deeds do.
 */
import { Refusal } from "../refusal.ts";

export const remedyKinds = [
  "configuration-change",
  "workaround",
  "mitigation",
  "patch",
  "maintenance-update",
  "new-version",
  "no-fix-planned",
  "none-available",
] as const;

/** A plan or its absence: nothing is delivered where no fix will come. */
export const undelivered: readonly string[] = ["no-fix-planned", "none-available"];

export interface RemedyState {
  readonly kind: string;
  readonly promisedFor: Date | null;
  readonly verifiedAt: Date | null;
  readonly availableAt: Date | null;
  readonly withdrawnAt: Date | null;
}

/** Refuses with remedy.delivered or remedy.withdrawn what is done or will not come. */
export function mustBePlanned(remedy: RemedyState): void {
  if (remedy.availableAt) throw new Refusal("remedy.delivered");
  if (remedy.withdrawnAt) throw new Refusal("remedy.withdrawn");
}

/** A remedy can be delivered when its newest test was passed (ALE-06). */
export function mustBeTested(remedy: RemedyState): void {
  mustBePlanned(remedy);
  if (undelivered.includes(remedy.kind)) throw new Refusal("remedy.nothing-to-deliver");
  if (!remedy.verifiedAt) throw new Refusal("remedy.verification");
}

/**
 * When the newest test passed; null where it failed. The day of the test counts, not that of its record:
 * an older result that is written down late changes nothing. `tests` are in the order of their records.
 */
export function verifiedBy(
  tests: readonly { readonly passed: boolean; readonly at: string }[],
): Date | null {
  const newest = tests.toSorted((a, b) => +new Date(a.at) - +new Date(b.at)).at(-1);
  return newest?.passed ? new Date(newest.at) : null;
}

/** Refuses with remedy.no-date a date of what will not come: nobody could keep it. */
export function mustBeToCome(kind: string): void {
  if (undelivered.includes(kind)) throw new Refusal("remedy.no-date");
}

/** Refuses with remedy.date-told to say of a remedy whose date was told that none comes. */
export function mustKeepWord({ promisedFor }: Pick<RemedyState, "promisedFor">, kind: string) {
  if (promisedFor && undelivered.includes(kind)) throw new Refusal("remedy.date-told");
}

/**
 * What a new date is: "first" where none was told, "slip" where it comes later than the one that
 * was told, else "earlier". Refuses a date that has passed and the one that stands already.
 */
export function dateMove(remedy: RemedyState, next: Date, now: Date): "first" | "slip" | "earlier" {
  mustBePlanned(remedy);
  if (undelivered.includes(remedy.kind)) throw new Refusal("remedy.nothing-to-deliver");
  if (next <= now) throw new Refusal("remedy.date-past");
  if (!remedy.promisedFor) return "first";
  const later = next.getTime() - remedy.promisedFor.getTime();
  if (later === 0) throw new Refusal("remedy.date-same");
  return later > 0 ? "slip" : "earlier";
}

/**
 * Whether all that is to come is there ("available"), something is still to come or nobody said so yet ("open"),
 * or none will come ("none"). What was withdrawn is not waited for.
 */
export function remediesStand(
  remedies: readonly Pick<RemedyState, "kind" | "availableAt" | "withdrawnAt">[],
): "available" | "open" | "none" {
  const said = remedies.filter(({ withdrawnAt }) => withdrawnAt === null);
  const toCome = said.filter(({ kind }) => !undelivered.includes(kind));
  if (toCome.some(({ availableAt }) => availableAt === null)) return "open";
  if (toCome.length > 0) return "available";
  return said.length > 0 ? "none" : "open";
}
