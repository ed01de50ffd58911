/** What tasks are given, on a test's own database: the real mail thread, and a post office that keeps all mail. */

import { ensureOwnKeys } from "../../src/actions/keys/ensure-own-keys.ts";
import {
  checkOf,
  type MailAuthentication,
  type MailAuthenticator,
  notChecked,
} from "../../src/core/mail/authentication.ts";
import { type FileScanner, noScanner } from "../../src/integrations/clamav/clamav-scanner.ts";
import type { TaskContext } from "../../src/jobs/task-context.ts";
import type { MailTransport, OutgoingMessage } from "../../src/mail/outbound/transport.ts";
import { type OwnPrivateKey, privateKeysOf } from "../../src/store/keys/reader.ts";
import { type TestContext, theWorker } from "./context.ts";
import { testThreads } from "./threads.ts";

/** The domain of every sender vouches for its mail. */
export const vouchedFor: MailAuthentication = {
  ...notChecked,
  dmarc: { ...checkOf("pass"), ofSender: true },
};

export interface TestTasks {
  readonly on: TaskContext;
  /** Every mail that left, oldest first. */
  readonly sent: OutgoingMessage[];
  /** Our mail key, opened. */
  readonly ownKey: OwnPrivateKey;
  /** Lets the next mail meet this instead of leaving. */
  failNext(error: Error): void;
  /** Lets go of what is this file's own; the threads serve the next one. */
  close(): Promise<void>;
}

export async function testTasks(
  house: TestContext,
  scanner: FileScanner = noScanner,
  authenticate: MailAuthenticator = async () => vouchedFor,
): Promise<TestTasks> {
  const { context } = house;
  const { reader, checker, inspector } = testThreads();
  await ensureOwnKeys(context, reader);
  const [ownKey] = await context.transaction(theWorker, (tx) => privateKeysOf(context, tx, "mail"));
  if (!ownKey) throw new Error("no mail key was made");
  const sent: OutgoingMessage[] = [];
  const failures: Error[] = [];
  const transport: MailTransport = {
    async send(message) {
      const failure = failures.shift();
      if (failure) throw failure;
      sent.push(message);
      return { accepted: message.to, rejected: [], response: "250 2.0.0 Ok" };
    },
  };
  return {
    on: {
      context,
      mailReader: reader,
      checker,
      transport,
      authenticate,
      inspector,
      scanner,
      log: silent,
    },
    sent,
    ownKey,
    failNext: (error) => failures.push(error),
    async close() {
      failures.length = 0;
    },
  };
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };
