/**
 * The file outside the database that checkpoints are appended to, a JSON object a line, each on
 * the disk before the next is made. Keep it where who writes the database cannot.
 */
import { appendLines, readLines } from "../line-file.ts";
import type { CheckpointRecord } from "./merkle.ts";

export async function readCheckpointFile(path: string): Promise<CheckpointRecord[]> {
  return (await readLines(path)).map((line) => JSON.parse(line) as CheckpointRecord);
}

/** A checkpoint whose line was left unfinished is in the database and is written again. */
export function appendCheckpoints(
  path: string,
  records: readonly CheckpointRecord[],
): Promise<void> {
  return appendLines(
    path,
    records.map((record) => JSON.stringify(record)),
  );
}
