/** Every kind of promise that has a clock. A new one is its file, its test, and two lines here. */
import type { PromiseClock } from "./promise-clock.ts";
import { acknowledgeAppeal } from "./promises/acknowledge-appeal.ts";
import { acknowledgeDispute } from "./promises/acknowledge-dispute.ts";
import { acknowledgeReport } from "./promises/acknowledge-report.ts";
import { advisory } from "./promises/advisory.ts";
import { answerConsent } from "./promises/answer-consent.ts";
import { answerCveRequest } from "./promises/answer-cve-request.ts";
import { collectEvidence } from "./promises/collect-evidence.ts";
import { conclusion } from "./promises/conclusion.ts";
import { coordinatorPublication } from "./promises/coordinator-publication.ts";
import { decideAppeal } from "./promises/decide-appeal.ts";
import { decideCve } from "./promises/decide-cve.ts";
import { decideDispute } from "./promises/decide-dispute.ts";
import { embargoEnd } from "./promises/embargo-end.ts";
import { entityAccepts } from "./promises/entity-accepts.ts";
import { exceptionEnd } from "./promises/exception-end.ts";
import { gracePeriod } from "./promises/grace-period.ts";
import { keyExpiry } from "./promises/key-expiry.ts";
import { proposeEmbargo } from "./promises/propose-embargo.ts";
import { publishCveRecord } from "./promises/publish-cve-record.ts";
import { publishCveRecordAfterOthers } from "./promises/publish-cve-record-after-others.ts";
import { regulatorEarlyWarning } from "./promises/regulator-early-warning.ts";
import { regulatorFinalReport } from "./promises/regulator-final-report.ts";
import { regulatorIncidentReport } from "./promises/regulator-incident-report.ts";
import { regulatorIntermediateReport } from "./promises/regulator-intermediate-report.ts";
import { regulatorNotification } from "./promises/regulator-notification.ts";
import { relevancy } from "./promises/relevancy.ts";
import { remedyDate } from "./promises/remedy-date.ts";
import { securityTxtExpiry } from "./promises/security-txt-expiry.ts";
import { statusUpdate } from "./promises/status-update.ts";
import { thirdPartyAnalysis } from "./promises/third-party-analysis.ts";
import { waitingForReporter } from "./promises/waiting-for-reporter.ts";

const list = [
  acknowledgeReport,
  relevancy,
  statusUpdate,
  waitingForReporter,
  conclusion,
  entityAccepts,
  thirdPartyAnalysis,
  proposeEmbargo,
  embargoEnd,
  gracePeriod,
  answerConsent,
  remedyDate,
  decideCve,
  answerCveRequest,
  advisory,
  publishCveRecord,
  publishCveRecordAfterOthers,
  coordinatorPublication,
  exceptionEnd,
  regulatorEarlyWarning,
  regulatorNotification,
  regulatorIntermediateReport,
  regulatorFinalReport,
  regulatorIncidentReport,
  acknowledgeAppeal,
  collectEvidence,
  decideAppeal,
  acknowledgeDispute,
  decideDispute,
  keyExpiry,
  securityTxtExpiry,
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
