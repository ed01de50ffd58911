/**
 * Runs an embedded server on the directory in its first argument until it is told to stop: the
 * separate process that tests kill. Prints one JSON line when the server is up or refused.
 */
import { Refusal } from "../../src/core/refusal.ts";
import { startEmbeddedServer } from "../../src/store/server/embedded-server.ts";

const silent = { debug() {}, info() {}, warn() {}, error: console.error };

try {
  const dataDirectory = process.argv[2] ?? "";
  const server = await startEmbeddedServer({ dataDirectory, log: silent });
  console.log(JSON.stringify({ postmaster: server.pid() }));
  process.on("SIGTERM", () => void server.stop());
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.log(JSON.stringify({ refused: error.code }));
  console.error(error.message);
  process.exitCode = 1;
}
