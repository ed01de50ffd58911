/**
 * Ports for what a test starts. A product takes its port only when all else is ready, seconds after
 * it was told which: until then nobody else may be given it, neither by the system, for an outgoing
 * connection, nor by another process of the same run.
 */
import { createServer } from "node:net";

/** Below what systems give away themselves (from 32,768 on Linux, 49,152 elsewhere). */
const firstPort = 12_000;
const perProcess = 20;
const ofProcess = firstPort + (process.pid % 1_000) * perProcess;

let given = 0;

/** A port of this machine that nobody listens on now, given to no neighbour, and not again soon. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < perProcess; tries++) {
    const port = ofProcess + (given++ % perProcess);
    if (await isFree(port)) return port;
  }
  throw new Error(`something listens on each of the ${perProcess} ports from ${ofProcess}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
