/**
 * Why a job failed, as a stable code: all that the queue keeps of it. What an error says may hold
 * somebody's words, so it never reaches a table.
 */
import { Refusal } from "../core/refusal.ts";
import { MailNotSent } from "../mail/outbound/transport.ts";

/** Thrown by a task that was refused its effect for now: it is tried again. */
export class JobFailure extends Error {
  override readonly name = "JobFailure";
  readonly code: string;

  constructor(code: string, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** The code of whatever a task threw. */
export function failureCodeOf(error: unknown): string {
  if (error instanceof JobFailure || error instanceof Refusal || error instanceof MailNotSent) {
    return error.code;
  }
  return "internal";
}
