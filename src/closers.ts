/** What has been opened, and how to close it: in reverse order, one at a time, each whatever the others did. */
import type { Log } from "./lib/log.ts";

export interface Closers {
  add(name: string, close: () => unknown): void;
  /** Closes everything; a part that fails to close is logged. Calling again waits for the first call. */
  closeAll(log: Log): Promise<void>;
}

export function newClosers(): Closers {
  const open: { name: string; close: () => unknown }[] = [];
  let closing: Promise<void> | undefined;
  return {
    add: (name, close) => void open.push({ name, close }),
    closeAll(log) {
      if (!closing) closing = closeInReverse(open, log);
      return closing;
    },
  };
}

async function closeInReverse(open: { name: string; close: () => unknown }[], log: Log) {
  for (let last = open.pop(); last; last = open.pop()) {
    const { name: part, close } = last;
    try {
      await close();
      log.debug({ part }, "closed");
    } catch (err) {
      log.error({ part, err }, "this part did not close well");
    }
  }
}
