/**
 * The file outside the database that checkpoints are appended to, a JSON object a line, each on
 * the disk before the next is made. Keep it where who writes the database cannot.
 */
import { mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { isErrno } from "../server/files.ts";
import type { CheckpointRecord } from "./merkle.ts";

/** Every whole line; a last line that a power cut left unfinished is no line. */
export async function readCheckpointFile(path: string): Promise<CheckpointRecord[]> {
  const text = await textOf(path);
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  return whole
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as CheckpointRecord);
}

export async function appendCheckpoints(
  path: string,
  records: readonly CheckpointRecord[],
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const text = await textOf(path);
  const file = await open(path, "a", 0o600);
  try {
    // An unfinished line is cut off: its checkpoint is in the database and is written again.
    if (text !== "" && !text.endsWith("\n")) {
      await file.truncate(Buffer.byteLength(text.slice(0, text.lastIndexOf("\n") + 1)));
    }
    await file.writeFile(records.map((record) => `${JSON.stringify(record)}\n`).join(""));
    await file.sync();
  } finally {
    await file.close();
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isErrno(error, "ENOENT")) return "";
    throw error;
  }
}
