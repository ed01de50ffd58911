/** The instant before which nothing of ours is published. Decides only what may be agreed and what is early. */
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
