/** A migrated database of its own for one measurement, as the product keeps it, without a product around it. */
import { randomBytes } from "node:crypto";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeMasterKeyFile } from "../../src/store/keys/master-key-file.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openDatabaseServer } from "../../src/store/server/open-database-server.ts";
import { joinRunning, type RunningContext } from "../../test/support/running-context.ts";

export async function withDatabase<T>(measure: (at: RunningContext) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "parley-bench-"));
  // The database server runs as a user of its own, who must be able to pass.
  await chmod(directory, 0o711);
  const dataDirectory = join(directory, "data");
  await mkdir(dataDirectory);
  await writeMasterKeyFile(`${dataDirectory}.key`, { current: randomBytes(32), former: [] });
  const log = { debug() {}, info() {}, warn: console.warn, error: console.error };
  const server = await openDatabaseServer({ dataDirectory, log });
  try {
    await migrate(server.connectionFor("owner"), new Date());
    const running = await joinRunning(dataDirectory, "http://127.0.0.1");
    return await measure(running).finally(() => running.close());
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
