import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { openDatabaseServer } from "./open-database-server.ts";

const log = { debug() {}, info() {}, warn() {}, error() {} };

async function whoAmI(config: pg.PoolConfig): Promise<string> {
  const client = new pg.Client(config);
  await client.connect();
  const { rows } = await client.query("select current_user || ' in ' || current_database() as who");
  await client.end();
  return rows[0].who;
}

test("an operator's command joins the running server's database and leaves it running", async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), "parley-open-"));
  const running = await openDatabaseServer({ dataDirectory, log });
  try {
    const joined = await openDatabaseServer({ dataDirectory, log, join: true });

    expect(await whoAmI(joined.connectionFor("keeper"))).toBe("parley_keeper in parley");
    await joined.stop();
    expect(await whoAmI(running.connectionFor("app"))).toBe("parley_app in parley");
    await expect(openDatabaseServer({ dataDirectory, log })).rejects.toMatchObject({
      code: "server.already-running",
    });
  } finally {
    await running.stop();
    await rm(dataDirectory, { recursive: true });
  }
});

test("a DATABASE_URL that nobody answers is said in one sentence, without its password", async () => {
  const databaseUrl = "postgresql://parley:hunter2@127.0.0.1:9/parley";

  const opening = openDatabaseServer({ databaseUrl, dataDirectory: tmpdir(), log });

  await expect(opening).rejects.toMatchObject({
    code: "server.unreachable",
    message: expect.not.stringContaining("hunter2"),
  });
});
