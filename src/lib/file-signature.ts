/** Tells whether files changed since somebody looked, without reading them. */
import { stat } from "node:fs/promises";

/** Changes with any of the files: when they were written, how long they are, whether they are there. */
export async function signatureOf(files: readonly string[]): Promise<string> {
  const stats = await Promise.all(files.map(statOf));
  return stats.map((found) => (found ? `${found.ino}/${found.mtimeMs}/${found.size}` : "-")).join();
}

/** Whether none was written within that time of `now`: what is written right now may be there by half. */
export async function haveSettled(
  files: readonly string[],
  now: Date,
  withinMs: number,
): Promise<boolean> {
  const stats = await Promise.all(files.map(statOf));
  return stats.every((found) => !found || Math.abs(found.mtimeMs - now.getTime()) >= withinMs);
}

function statOf(file: string) {
  return stat(file).catch(() => undefined);
}
