/** Every kind of promise that has a clock. A new one is its file, its test, and two lines here. */
import type { PromiseClock } from "./promise-clock.ts";
import { acknowledgeAppeal } from "./promises/acknowledge-appeal.ts";
import { acknowledgeReport } from "./promises/acknowledge-report.ts";
import { advisory } from "./promises/advisory.ts";
import { conclusion } from "./promises/conclusion.ts";
import { coordinatorPublication } from "./promises/coordinator-publication.ts";
import { relevancy } from "./promises/relevancy.ts";
import { remedyDate } from "./promises/remedy-date.ts";
import { statusUpdate } from "./promises/status-update.ts";
import { waitingForReporter } from "./promises/waiting-for-reporter.ts";

const list = [
  acknowledgeReport,
  relevancy,
  statusUpdate,
  waitingForReporter,
  conclusion,
  remedyDate,
  advisory,
  coordinatorPublication,
  acknowledgeAppeal,
] as const satisfies readonly PromiseClock[];

/** The name of a promise: the same in every policy. */
export type PromiseId = (typeof list)[number]["id"];

/** Every promise, in the order in which a case meets them. */
export const promises: readonly (PromiseClock & { id: PromiseId })[] = list;

/** Every promise's name. */
export const promiseIds = list.map((promise) => promise.id) as [PromiseId, ...PromiseId[]];

/** The promise of that name. */
export function promiseOf(id: PromiseId): PromiseClock & { id: PromiseId } {
  const found = promises.find((promise) => promise.id === id);
  if (!found) throw new Error(`no promise is called ${id}`);
  return found;
}
