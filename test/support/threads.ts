/**
 * The product's threads for mail, files and CSAF, started once for all test files of a process:
 * what each loads takes a second of processor time. Idle, they keep no process from ending.
 */
import { type CsafChecker, makeCsafChecker } from "../../src/formats/csaf/check-csaf.ts";
import { type MailReader, mailReader } from "../../src/formats/mail/mail-reader.ts";
import { type FileInspector, fileInspector } from "../../src/jobs/files/file-inspector.ts";
import { patience } from "./patience.ts";

export interface TestThreads {
  readonly reader: MailReader;
  readonly checker: CsafChecker;
  readonly inspector: FileInspector;
}

// A test file that loads its modules anew shares them all the same.
const shared = globalThis as { parleyTestThreads?: TestThreads };

/** Nobody closes them: they end with the process. */
export function testThreads(): TestThreads {
  shared.parleyTestThreads ??= {
    reader: mailReader(patience),
    checker: makeCsafChecker(patience),
    inspector: fileInspector(patience),
  };
  return shared.parleyTestThreads;
}
