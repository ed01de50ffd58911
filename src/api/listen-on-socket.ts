/** Lets a server listen on a Unix socket that only its own user may open. */
import { chmod, rm } from "node:fs/promises";
import type { FastifyInstance } from "fastify";

/**
 * A socket that a killed server left behind is removed first: the lock on the data directory says
 * that nobody else listens there. Closing the server removes it again.
 */
export async function listenOnSocket(app: FastifyInstance, path: string): Promise<void> {
  await rm(path, { force: true });
  await app.listen({ path, readableAll: false, writableAll: false });
  await chmod(path, 0o600);
}
