/**
 * Asks a command for the master keys, as `gpg --decrypt` or `vault kv get` answer them: once, at the
 * start. Its output goes nowhere else, and what it prints on standard error is not kept.
 */
import { spawn } from "node:child_process";
import { Refusal } from "../../core/refusal.ts";
import type { MasterKeys } from "../sealing/master-key.ts";
import { masterKeysIn } from "./master-key-text.ts";

/** Whoever must type a passphrase or touch a token has this long. */
const commandMsMax = 120_000;
const answerBytesMax = 16 * 1024;

/** The keys that the command prints; refuses with key.command-failed. */
export async function masterKeysFromCommand(
  command: string,
  msMax = commandMsMax,
): Promise<MasterKeys> {
  const answer = await run(command, msMax);
  const keys = masterKeysIn(answer);
  if (!keys) throw failed("it printed no master key (64 hexadecimal digits a line)");
  return keys;
}

const failed = (reason: string) => new Refusal("key.command-failed", { reason });

function run(command: string, msMax: number): Promise<string> {
  return new Promise((resolve, reject) => {
    // Its standard error is the operator's terminal or journal: there the command says what it lacks.
    const child = spawn(command, {
      shell: true,
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    const end = (reason: string) => {
      clearTimeout(timer);
      killGroup(child.pid);
      reject(failed(reason));
    };
    const timer = setTimeout(() => end(`it took longer than ${msMax / 1000} seconds`), msMax);
    const chunks: Buffer[] = [];
    let bytes = 0;
    child.stdout?.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > answerBytesMax) end("it printed more than a few keys");
      else chunks.push(chunk);
    });
    child.on("error", (error: NodeJS.ErrnoException) => end(`it did not start (${error.code})`));
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(Buffer.concat(chunks).toString("utf8"));
      else reject(failed(`it ended with ${signal ?? `status ${code}`}`));
    });
  });
}

/** The shell and what it started. */
function killGroup(pid: number | undefined): void {
  try {
    if (pid) process.kill(-pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}
