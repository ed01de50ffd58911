/** Turns what went wrong while the server was starting into one sentence for people. */
import { Refusal } from "../../core/refusal.ts";
import { isErrno } from "./files.ts";

/** What a failed file operation means for the person who starts Parley; other errors as they are. */
export function meaningOf(error: unknown, directory: string): unknown {
  if (isErrno(error, "ENOSPC", "EDQUOT")) return new Refusal("server.disk-full", { directory });
  if (isErrno(error, "EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST")) {
    return new Refusal("server.data-unwritable", { directory });
  }
  return error;
}

/** The refusal for the server's last words; `directory` is where it was to keep its files. */
export function reasonFor(output: string, directory: string): Refusal {
  if (/No space left on device|Disk quota exceeded|Check free disk space/i.test(output)) {
    return new Refusal("server.disk-full", { directory });
  }
  if (/Permission denied|Read-only file system|wrong ownership/i.test(output)) {
    return new Refusal("server.data-unwritable", { directory });
  }
  if (/could not look up effective user/i.test(output)) {
    return new Refusal("server.no-account", { user: String(process.getuid?.()) });
  }
  return new Refusal("server.not-started", { reason: mainLine(output) });
}

function mainLine(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const telling = lines.findLast((line) => /FATAL|PANIC|error|could not/i.test(line));
  return (telling ?? lines.at(-1) ?? "it ended without a word").trim();
}
