/**
 * A file outside the database that only grows, an entry a line. A last line that a power cut left
 * unfinished is no line: it is not read, and is cut off before the next one. Changes no other line.
 */
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { readIfThere } from "./server/files.ts";

/** Every whole line; none where there is no file. */
export async function readLines(path: string): Promise<string[]> {
  const { whole } = await contentOf(path);
  return whole.split("\n").filter((line) => line !== "");
}

/** The lines are on the disk when this returns. One writer at a time is the caller's to see to. */
export async function appendLines(path: string, lines: readonly string[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const { text, whole } = await contentOf(path);
  const file = await open(path, "a", 0o600);
  try {
    if (whole !== text) await file.truncate(Buffer.byteLength(whole));
    await file.writeFile(lines.map((line) => `${line}\n`).join(""));
    await file.sync();
  } finally {
    await file.close();
  }
}

async function contentOf(path: string): Promise<{ text: string; whole: string }> {
  const text = (await readIfThere(path)) ?? "";
  return { text, whole: text.slice(0, text.lastIndexOf("\n") + 1) };
}
