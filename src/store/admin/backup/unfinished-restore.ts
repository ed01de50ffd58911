/**
 * The mark of a restore that has put rows back and has not yet ended what they let in. While it lies
 * in the data directory nothing starts: a kill at that moment revives no session.
 */
import { access, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "../../../core/refusal.ts";

const markIn = (dataDirectory: string) => join(dataDirectory, "restore.unfinished");

export async function markUnfinished(dataDirectory: string): Promise<void> {
  const file = await open(markIn(dataDirectory), "w", 0o600);
  await file.sync().finally(() => file.close());
  const directory = await open(dataDirectory, "r");
  await directory.sync().finally(() => directory.close());
}

export async function markFinished(dataDirectory: string): Promise<void> {
  await rm(markIn(dataDirectory), { force: true });
}

export async function isUnfinished(dataDirectory: string): Promise<boolean> {
  return access(markIn(dataDirectory)).then(
    () => true,
    () => false,
  );
}

/** Refuses with restore.unfinished where a restore was cut off. */
export async function refuseUnfinishedRestore(dataDirectory: string): Promise<void> {
  if (await isUnfinished(dataDirectory)) throw new Refusal("restore.unfinished");
}
