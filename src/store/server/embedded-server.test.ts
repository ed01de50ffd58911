import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { projectRoot } from "../../lib/project-root.ts";
import { clusterIn, superuser } from "./cluster-directory.ts";
import { type EmbeddedServer, startEmbeddedServer } from "./embedded-server.ts";
import { findLauncher, launch } from "./launch.ts";
import { findBinaries } from "./postgres-binaries.ts";
import { serverAccount } from "./server-account.ts";
import { serverSettings } from "./server-settings.ts";

const describeDatabase = `
  select datcollate, pg_encoding_to_char(encoding) from pg_database where datname = 'postgres'`;

const silent = { debug() {}, info() {}, warn() {}, error() {} };

let directory: string;
let running: EmbeddedServer[];

beforeEach(async () => {
  // mkdtemp makes a folder that only its owner may enter, as a home or a `mktemp -d` is.
  directory = await mkdtemp(join(tmpdir(), "parley-server-"));
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  await rm(directory, { recursive: true, force: true });
});

async function start(dataDirectory = directory): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ dataDirectory, log: silent });
  running.push(server);
  return server;
}

async function stop(server: EmbeddedServer): Promise<void> {
  running = running.filter((one) => one !== server);
  await server.stop();
}

async function ask(server: EmbeddedServer, sql: string): Promise<unknown[]> {
  const client = new pg.Client(server.connection(superuser, "postgres"));
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows.flat();
  } finally {
    await client.end();
  }
}

/** A server in a process of its own, which the test may kill. */
async function startElsewhere(): Promise<{ process: ChildProcess; postmaster: number }> {
  const script = join(projectRoot(), "test/support/run-embedded-server.ts");
  const child = spawn(process.execPath, [script, directory], { stdio: ["ignore", "pipe", "pipe"] });
  const [line] = await once(child.stdout as NodeJS.ReadableStream, "data");
  return { process: child, postmaster: JSON.parse(String(line)).postmaster };
}

describe("a built-in server", () => {
  test("keeps its rows over a stop and a start", async () => {
    const first = await start();
    await ask(first, "create table kept (words text)");
    await ask(first, "insert into kept values ('still here')");
    await stop(first);

    const second = await start();

    expect(await ask(second, "select words from kept")).toEqual(["still here"]);
    expect(second.endedOrphan).toBe(false);
  });

  test("is durable, private, unprivileged, and knows nothing of Parley's environment", async () => {
    process.env.PARLEY_TEST_CANARY = "seen";
    const server = await start();
    delete process.env.PARLEY_TEST_CANARY;

    const settings = "data_checksums fsync synchronous_commit full_page_writes listen_addresses";
    const values = settings.split(" ").map((name) => `current_setting('${name}')`);
    expect(await ask(server, `select ${values}`)).toEqual(["on", "on", "on", "on", ""]);
    expect(await ask(server, describeDatabase)).toEqual(["C.UTF-8", "UTF8"]);
    const { host } = server.connection(superuser, "postgres");
    expect((await stat(host)).mode & 0o077).toBe(0);
    expect((await stat(join(host, ".s.PGSQL.5432"))).mode & 0o077).toBe(0);
    expect((await stat(clusterIn(directory))).uid).not.toBe(0);
    expect(await readFile(`/proc/${server.pid()}/status`, "utf8")).toMatch(/^Uid:\s+[1-9]/m);
    const environment = await readFile(`/proc/${server.pid()}/environ`, "utf8");
    expect(environment).not.toContain("PARLEY_TEST_CANARY");
  });

  test("has no capability of root's where its user can reach the files without", async () => {
    await chmod(directory, 0o755);
    const server = await start();

    const status = await readFile(`/proc/${server.pid()}/status`, "utf8");
    expect(status).toMatch(/^CapEff:\s+0+$/m);
  });

  test("starts in a directory whose path is too long for a socket", async () => {
    const long = join(directory, "a long name, with a comma ".repeat(5), "data");
    const server = await start(long);

    const { host } = server.connection(superuser, "postgres");
    expect(Buffer.byteLength(join(host, ".s.PGSQL.5432"))).toBeLessThan(108);
    expect((await stat(host)).mode & 0o077).toBe(0);

    await stop(server);
    await expect(stat(host)).rejects.toThrow("ENOENT");
  });

  test("starts in a directory with spaces, commas and quotes in its name", async () => {
    const server = await start(join(directory, `a, "b" c`));

    expect(await ask(server, "select 1")).toEqual([1]);
  });

  test("writes no statement and no value of a failed one into its log", async () => {
    const lines: string[] = [];
    const log = { ...silent, debug: (line: string) => void lines.push(line) };
    const server = await startEmbeddedServer({ dataDirectory: directory, log });
    running.push(server);
    await ask(server, "create table secrets (words text primary key)");
    await ask(server, "insert into secrets values ('canary')");

    await expect(ask(server, "insert into secrets values ('canary')")).rejects.toThrow("duplicate");
    await stop(server);

    expect(lines.join("\n")).toContain("ready to accept connections");
    expect(lines.join("\n")).not.toContain("canary");
  });
});

describe("a second owner of the data directory", () => {
  test("is refused in one sentence, and nothing happens to the first", async () => {
    const first = await start();
    await ask(first, "create table kept (words text)");

    await expect(
      startEmbeddedServer({ dataDirectory: directory, log: silent }),
    ).rejects.toMatchObject({
      code: "server.already-running",
      message: `Parley is already running on ${directory} (process ${process.pid}). Use that one, or stop it first.`,
    });

    expect(await ask(first, "select count(*)::int from kept")).toEqual([0]);
  });

  test("is refused when it is another process, which ends with 1", async () => {
    await start();
    const script = join(projectRoot(), "test/support/run-embedded-server.ts");

    const second = spawn(process.execPath, [script, directory], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said: string[] = [];
    second.stdout?.on("data", (chunk) => said.push(String(chunk)));
    const [code] = await once(second, "exit");

    expect(code).toBe(1);
    expect(said.join("")).toContain("server.already-running");
  });
});

describe("after Parley was killed outright", () => {
  test("the next start needs no hand and finds every row", async () => {
    const killed = await startElsewhere();
    const socket = { host: join(directory, "run"), user: superuser, database: "postgres" };
    const client = new pg.Client(socket);
    client.on("error", () => {});
    await client.connect();
    await client.query("create table kept (words text)");
    await client.query("insert into kept values ('still here')");
    killed.process.kill("SIGKILL");
    await once(killed.process, "exit");

    const server = await start();

    expect(server.pid()).not.toBe(killed.postmaster);
    expect(await ask(server, "select words from kept")).toEqual(["still here"]);
  });

  test("a server that lives on without it is found, ended, and its rows are kept", async () => {
    const first = await start();
    const { host } = first.connection(superuser, "postgres");
    await ask(first, "create table kept (words text)");
    await stop(first);
    const orphan = await startOrphan(host);
    const client = new pg.Client({ host, user: superuser, database: "postgres" });
    client.on("error", () => {});
    await connectWhenReady(client);
    await client.query("insert into kept values ('still here')");

    const second = await start();

    expect(second.endedOrphan).toBe(true);
    expect(orphan.exitCode ?? orphan.signalCode).not.toBeNull();
    expect(await ask(second, "select words from kept")).toEqual(["still here"]);
  });

  test("a pid file that names a stranger's process neither stops the start nor hurts the stranger", async () => {
    await stop(await start());
    const stranger = spawn("sleep", ["600"], { stdio: "ignore" });
    const stale = [stranger.pid, clusterIn(directory), 1, 5432, directory, "", "0 0", "ready"];
    await writeFile(join(clusterIn(directory), "postmaster.pid"), `${stale.join("\n")}\n`);

    const server = await start();

    expect(await ask(server, "select 1")).toEqual([1]);
    expect(stranger.exitCode).toBeNull();
    stranger.kill("SIGKILL");
  });

  test("a socket's lock file that names a stranger's process does not stop the start", async () => {
    await stop(await start());
    // Of the server's own user: a stranger of another user is none that it could take for a server.
    const stranger = spawn("sleep", ["600"], { stdio: "ignore", ...(await serverAccount()) });
    const stale = [stranger.pid, clusterIn(directory), 1, 5432, directory];
    const lock = join(directory, "run", ".s.PGSQL.5432.lock");
    await writeFile(lock, `${stale.join("\n")}\n`);

    const server = await start();

    expect(await ask(server, "select 1")).toEqual([1]);
    expect(stranger.exitCode).toBeNull();
    stranger.kill("SIGKILL");
  });

  test("an initialisation that was cut off is begun anew", async () => {
    await mkdir(join(directory, "postgres.new", "base"), { recursive: true });

    const server = await start();

    expect(await ask(server, "select 1")).toEqual([1]);
  });
});

describe("while Parley runs", () => {
  test("a server that was killed comes up again by itself with its rows", async () => {
    const server = await start();
    await ask(server, "create table kept (words text)");
    await ask(server, "insert into kept values ('still here')");
    const before = server.pid();

    process.kill(before, "SIGKILL");

    await expect.poll(() => server.pid(), { timeout: 300_000, interval: 20 }).not.toBe(before);
    expect(await ask(server, "select words from kept")).toEqual(["still here"]);
  });
});

describe("a data directory that cannot be used", () => {
  test("is named when it is not a directory", async () => {
    const file = join(directory, "file");
    await writeFile(file, "");

    await expect(start(file)).rejects.toMatchObject({ code: "server.data-unwritable" });
  });

  test("is left alone when another version of PostgreSQL wrote it", async () => {
    await stop(await start());
    const version = join(clusterIn(directory), "PG_VERSION");
    await chmod(version, 0o600);
    await writeFile(version, "16\n");

    await expect(start()).rejects.toMatchObject({
      code: "server.other-version",
      details: { found: "16" },
    });
  });
});

/** A server that nobody owns: started without Parley on the same files and socket. */
async function startOrphan(host: string): Promise<ChildProcess> {
  const binaries = await findBinaries(join(directory, "postgres-libraries"));
  const launcher = await findLauncher(binaries, await serverAccount(), [host]);
  const settings = serverSettings(host);
  const orphan = launch(launcher, binaries.postgres, ["-D", clusterIn(directory), ...settings]);
  orphan.stdout?.resume();
  orphan.stderr?.resume();
  return orphan;
}

async function connectWhenReady(client: pg.Client): Promise<void> {
  const file = join(clusterIn(directory), "postmaster.pid");
  await expect
    .poll(() => readFile(file, "utf8").catch(() => ""), { interval: 10 })
    .toMatch(/ready/);
  await client.connect();
}
