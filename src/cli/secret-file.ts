/** Secrets for a command, from a file or standard input: never from its arguments, which others see. */
import { readFile } from "node:fs/promises";
import { CommandEnd } from "./surroundings.ts";

const bytesMax = 64 * 1024;

/** The first line of the file, or of standard input for `-`. Ends the command where there is none. */
export async function secretIn(file: string): Promise<string> {
  const [first] = await secretsIn(file);
  if (!first) throw new CommandEnd(2, `${named(file)} holds no passphrase.`);
  return first;
}

/** Every line that is not empty. */
export async function secretsIn(file: string): Promise<string[]> {
  const text = await textOf(file).catch((error: NodeJS.ErrnoException) => {
    throw new CommandEnd(2, `${named(file)} cannot be read (${error.code ?? "unknown"}).`);
  });
  return text
    .slice(0, bytesMax)
    .split(/\r?\n/)
    .filter((line) => line !== "");
}

const named = (file: string) => (file === "-" ? "Standard input" : file);

async function textOf(file: string): Promise<string> {
  if (file !== "-") return readFile(file, "utf8");
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
