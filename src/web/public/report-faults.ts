/** Turns a refused report into sentences beside its fields. Never loses a word of it. */
import { InvalidInput } from "../../actions/invalid-input.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { type ReportField, reportFields } from "../../core/policy/report-form.ts";
import { Refusal, sentence } from "../../core/refusal.ts";
import type { RefusalCode } from "../../core/refusal-codes.ts";
import { reportQuestions } from "../../core/reports/report-questions.ts";
import type { FieldError } from "../../ui/form-errors.tsx";
import type { Answers } from "./report-field.tsx";

const fieldOfCode: Readonly<Partial<Record<RefusalCode, string>>> = {
  "file.kind": "files",
  "report.no-answer-path": "email",
  "report.address": "email",
  "report.receipt-code-off": "email",
  "mail.key-unreadable": "public-key",
  "mail.key-is-private": "public-key",
  "report.key-address": "public-key",
  "report.effort": "effortAnswer",
  "report.effort-early": "effortAnswer",
  "report.effort-wrong": "effortAnswer",
};

/** Sentences with their fields; `limits` says what files may be. Throws again what no person can mend. */
export function faultsOf(error: unknown, limits: string): FieldError[] {
  if (error instanceof InvalidInput) {
    return error.faults.map(({ field, message }) => faultOf(field.split(".")[0] ?? "", message));
  }
  if (!(error instanceof Refusal)) throw error;
  if (error.code === "input.too-large" || error.code === "file.over-limits") {
    const message = `The files were too large, so nothing was sent. ${limits} Leave them out or make them smaller: your words are still here.`;
    return [{ field: "files", message }];
  }
  if (error.code === "form.stale") {
    const message =
      "Please look through it and send it once more: this page had been open for long, or came from another window. Your words are still here; files must be chosen again.";
    return [{ message }];
  }
  return [{ field: fieldOfCode[error.code], message: error.message }];
}

/** Asked beside the other faults, so that all are mended at once (VEN-22). */
export function addressFaults(policy: Policy, answers: Answers): FieldError[] {
  const email = answers.email?.trim();
  if (answers.answersBy === "portal" || email) return [];
  const { receiptCode } = policy.reportForm;
  const code = receiptCode ? "report.no-answer-path" : "report.receipt-code-off";
  return [{ field: "email", message: sentence(code) }];
}

/** No browser gives files back into a form: who is not told would send it without them. */
export function lostFiles(count: number, found: readonly FieldError[]): FieldError[] {
  if (count === 0 || found.some(({ field }) => field === "files")) return [];
  const which = count === 1 ? "your file" : `your ${count} files`;
  return [{ field: "files", message: `Please choose ${which} again: only your words are kept.` }];
}

/** The commitments are a condition only where the policy says so (TH-16). */
export function undertakingFaults(policy: Policy, accepted: boolean): FieldError[] {
  const { strength, must, mustNot } = policy.reporterUndertakings;
  if (strength !== "accepted" || accepted || must.length + mustNot.length === 0) return [];
  return [
    { field: "accepted", message: "Please accept the commitments above, or write to us by mail." },
  ];
}

function faultOf(field: string, message: string): FieldError {
  // A schema's own words are a sentence's tail, such as "is longer than 500 letters".
  if (!/^[a-z]/.test(message)) return { field, message };
  return { field, message: `${labelOf(field)} ${message}.` };
}

function labelOf(field: string): string {
  const known = reportFields.find((each) => each === field) as ReportField | undefined;
  return known ? `“${reportQuestions[known].label}”` : field;
}
