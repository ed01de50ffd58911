/** What every task is given, and what a task is. */
import type { MailAuthenticator } from "../core/mail/authentication.ts";
import type { MailChannel } from "../core/probes/channel-probe.ts";
import type { CsafChecker } from "../formats/csaf/check-csaf.ts";
import type { MailReader } from "../formats/mail/mail-reader.ts";
import type { FileScanner } from "../integrations/clamav/clamav-scanner.ts";
import type { KeyFetch } from "../integrations/key-address/fetch-key.ts";
import type { Trackers } from "../integrations/trackers/tracker-client.ts";
import type { AlertPost } from "../integrations/webhooks/send-signed.ts";
import type { KeyLookUp } from "../integrations/wkd/look-up-key.ts";
import type { MailTransport } from "../mail/outbound/transport.ts";
import type { Context } from "../store/context.ts";
import type { TaskName } from "../store/outbox/tasks.ts";
import type { FileInspector } from "./files/file-inspector.ts";

export interface TaskContext {
  readonly context: Context;
  /** Reads, writes and signs mail in a thread of its own. */
  readonly mailReader: MailReader;
  readonly transport: MailTransport;
  /** Asks which domain vouches for a mail. */
  readonly authenticate: MailAuthenticator;
  /** Asks an address's domain for its key; left out where nobody is asked. */
  readonly lookUpKey?: KeyLookUp | undefined;
  /** Fetches a key from an address that a party gave; left out where nobody is asked. */
  readonly fetchKey?: KeyFetch | undefined;
  /** Posts an alarm to a webhook; left out where nobody outside is asked. */
  readonly postAlert?: AlertPost | undefined;
  /** Opens tickets in other teams' trackers; left out where no file names any. */
  readonly trackers?: Trackers | undefined;
  /** The channel whose probe a mailbox may see; left out where each sees its own alone. */
  readonly probedAs?: ((mailbox: string | null) => MailChannel) | undefined;
  /** Looks at files in a thread of its own. */
  readonly inspector: FileInspector;
  /** The virus scanner, or what stands for none. */
  readonly scanner: FileScanner;
  /** The gate that every publication passes. */
  readonly checker: Pick<CsafChecker, "check">;
  readonly log: TaskLog;
}

/** A structured log; facts hold ids, codes and numbers, never content. */
export interface TaskLog {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** One effect that is owed. Ids only: a job never carries content. */
export interface Job {
  readonly task: TaskName;
  readonly caseId: string | null;
  readonly subjectId: string | null;
}

/**
 * Carries out one job. It may run again at any time, after it ended too, and then changes nothing
 * more: whatever has to be unique is derived from the job's ids.
 */
export type Task = (on: TaskContext, job: Job) => Promise<void>;

/** The subject of a job; a job without one was written wrong. */
export function subjectOf(job: Job): string {
  if (job.subjectId === null) throw new Error(`a ${job.task} job without a subject`);
  return job.subjectId;
}

export function caseOf(job: Job): string {
  if (job.caseId === null) throw new Error(`a ${job.task} job without a case`);
  return job.caseId;
}
