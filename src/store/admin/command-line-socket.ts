/**
 * Where a running Parley listens for its own machine's command line. Who may open the socket is
 * the operating system user that runs Parley: file mode 0600 in a folder of mode 0700.
 */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { findSocketDirectory } from "../server/socket-directory.ts";

/** The socket's path: in `run/` of the data directory, or beside the database's where that is too long. */
export async function commandLineSocket(dataDirectory: string): Promise<string> {
  return join(await findSocketDirectory(resolve(dataDirectory)), "parley.sock");
}

/** The same, with its folder made where an external database has not made it. */
export async function makeCommandLineSocket(dataDirectory: string): Promise<string> {
  const path = await commandLineSocket(dataDirectory);
  await mkdir(join(path, ".."), { recursive: true, mode: 0o700 });
  return path;
}
