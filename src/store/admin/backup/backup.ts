/**
 * `parley backup`: one file with everything of an installation but its keys, as of one instant of
 * the database, made beside a running server. It is encrypted under a key of its own that the
 * master key wraps; master keys go in only closed to somebody, and only where that is asked for.
 */
import { open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type pg from "pg";
import { Refusal } from "../../../core/refusal.ts";
import { readCheckpointFile } from "../../checkpoints/checkpoint-file.ts";
import { checkpointsAfter } from "../../checkpoints/reader.ts";
import type { MasterKey } from "../../sealing/master-key.ts";
import type { DatabaseServer } from "../../server/database-server.ts";
import { isErrno, readIfThere } from "../../server/files.ts";
import type { Tx } from "../../transaction.ts";
import { txOn, withClient } from "../admin-connection.ts";
import {
  type BackupEntry,
  type BackupHeader,
  type BackupTotals,
  type BackupWriter,
  backupForm,
  type ClosedKeys,
  writeBackup,
} from "./backup-file.ts";
import { copyOut } from "./copy.ts";
import { dataFilesIn, fileReader } from "./data-files.ts";
import { owedJobs } from "./owed-jobs.ts";
import { copyStatement, tablesOf } from "./tables.ts";

export interface BackupSources {
  readonly database: DatabaseServer;
  readonly masterKey: MasterKey;
  readonly dataDirectory: string;
  readonly checkpointFile: string;
  readonly erasureFile: string;
  readonly demonstration: boolean;
  /** The policy's file with its parents', as name and text. */
  readonly policies: readonly { readonly name: string; readonly text: string }[];
}

export interface BackupOptions {
  readonly path: string;
  readonly overwrite: boolean;
  readonly now: Date;
  readonly version: string;
  readonly keys: readonly ClosedKeys[];
  randomBytes(count: number): Uint8Array;
  /** Told what is being copied and how many bytes are. */
  progress(what: string, bytes: number): void;
}

export interface BackupSummary extends BackupTotals {
  readonly madeAt: string;
  readonly fileBytes: number;
  readonly masterKeyId: string;
  /** Sealed files that were erased while the backup was made. */
  readonly erasedMeanwhile: number;
}

/** Where the key of a backup is wrapped for. */
export const backupKeyPlace = (madeAt: string) => ({
  table: "backup",
  column: "key",
  objectId: madeAt,
});

/** Makes the backup. The file appears under its name only when it is whole and on the disk. */
export async function makeBackup(
  from: BackupSources,
  options: BackupOptions,
): Promise<BackupSummary> {
  const { path } = options;
  if (!options.overwrite && (await stat(path).catch(() => undefined))) {
    throw new Refusal("backup.exists", { file: path });
  }
  const partial = `${path}.partial`;
  try {
    const summary = await writeTo(partial, from, options);
    await rename(partial, path);
    const directory = await open(dirname(path), "r");
    await directory.sync().finally(() => directory.close());
    return summary;
  } catch (error) {
    await rm(partial, { force: true });
    throw inASentence(error, path);
  }
}

function inASentence(error: unknown, file: string): unknown {
  if (isErrno(error, "ENOSPC", "EDQUOT", "EFBIG")) return new Refusal("backup.disk-full", { file });
  if (isErrno(error, "EACCES", "EPERM", "EROFS", "ENOENT", "ENOTDIR", "EISDIR")) {
    return new Refusal("backup.unwritable", { file });
  }
  return error;
}

async function writeTo(
  partial: string,
  from: BackupSources,
  options: BackupOptions,
): Promise<BackupSummary> {
  const file = await open(partial, "w", 0o600);
  try {
    const madeAt = options.now.toISOString();
    const key = options.randomBytes(32);
    const header: BackupHeader = {
      form: backupForm,
      madeAt,
      parley: options.version,
      masterKeyId: from.masterKey.id,
      wrapped: from.masterKey
        .wrap(key, backupKeyPlace(madeAt), options.randomBytes(12))
        .toString("base64"),
      prefix: Buffer.from(options.randomBytes(7)).toString("base64"),
      keys: options.keys,
    };
    const writer = await writeBackup(file, header, key);
    const { erasedMeanwhile, ...totals } = await writeEntries(writer, from, options);
    await writer.finish();
    await file.sync();
    const { size: fileBytes } = await file.stat();
    return { madeAt, fileBytes, masterKeyId: from.masterKey.id, ...totals, erasedMeanwhile };
  } finally {
    await file.close();
  }
}

/** Everything, as one snapshot sees it: files last, since what a row names was written before it. */
async function writeEntries(writer: BackupWriter, from: BackupSources, options: BackupOptions) {
  const { database } = from;
  const migrations = await withClient(database.connectionFor("owner"), migrationsOf);
  return withClient(database.connectionFor("keeper"), async (client) => {
    await client.query("begin isolation level repeatable read read only");
    const tx = txOn(client, "backup");
    await entry(writer, {
      kind: "manifest",
      migrations,
      postgres: await serverVersion(tx),
      demonstration: from.demonstration,
    });
    const tables = await writeTables(writer, client, options);
    await entry(writer, { kind: "owed" }, await owedJobs(client, database));
    const checkpoints = await writeCheckpoints(writer, tx, from);
    await writeErasures(writer, from);
    for (const { name, text } of from.policies) await entry(writer, { kind: "policy", name }, text);
    const { files, erasedMeanwhile } = await writeFiles(writer, from, options);
    await client.query("rollback");
    const totals: BackupTotals = { tables, files, checkpoints, bytes: writer.bytes };
    await entry(writer, { kind: "end", ...totals });
    return { ...totals, erasedMeanwhile };
  });
}

async function migrationsOf(client: pg.Client): Promise<{ name: string; sha256: string }[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    "select name, sha256 from migrations order by name",
  );
  return rows;
}

async function serverVersion(tx: Tx): Promise<string> {
  const row = await tx.first<{ version: string }>(
    `select current_setting('server_version') as "version"`,
  );
  return row?.version ?? "unknown";
}

async function entry(writer: BackupWriter, what: BackupEntry, text?: string): Promise<void> {
  await writer.begin(what);
  if (text) await writer.data(Buffer.from(text));
  await writer.close();
}

async function writeTables(
  writer: BackupWriter,
  client: pg.Client,
  options: BackupOptions,
): Promise<number> {
  const tables = await tablesOf(txOn(client, "backup"));
  for (const [index, table] of tables.entries()) {
    await writer.begin({ kind: "table", table: table.name, columns: table.columns });
    for await (const chunk of copyOut(client, copyStatement(table, "to"))) {
      await writer.data(chunk);
      options.progress(`table ${index + 1} of ${tables.length}`, writer.bytes);
    }
    await writer.close();
  }
  return tables.length;
}

/** The lines of the checkpoint file that this snapshot has: later ones would make it look rolled back. */
async function writeCheckpoints(
  writer: BackupWriter,
  tx: Tx,
  { checkpointFile }: BackupSources,
): Promise<number> {
  const known = new Set<string>();
  for (let last = 0; ; ) {
    const page = await checkpointsAfter(tx, last);
    for (const { checkpointId, root } of page) known.add(`${checkpointId} ${root.toString("hex")}`);
    last = page.at(-1)?.checkpointId ?? last;
    if (page.length < 1_000) break;
  }
  const records = await readCheckpointFile(checkpointFile);
  const after = records.findIndex(
    ({ checkpointId, root }) => !known.has(`${checkpointId} ${root}`),
  );
  const lines = after < 0 ? records : records.slice(0, after);
  await entry(
    writer,
    { kind: "checkpoints" },
    lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
  );
  return lines.length;
}

async function writeErasures(writer: BackupWriter, { erasureFile }: BackupSources): Promise<void> {
  const text = (await readIfThere(erasureFile)) ?? "";
  await entry(writer, { kind: "erasures" }, text.slice(0, text.lastIndexOf("\n") + 1));
}

async function writeFiles(writer: BackupWriter, from: BackupSources, options: BackupOptions) {
  let files = 0;
  let erasedMeanwhile = 0;
  const read = fileReader();
  const apart = [from.checkpointFile, from.erasureFile, options.path, `${options.path}.partial`];
  for await (const path of dataFilesIn(from.dataDirectory, apart)) {
    await writer.begin({ kind: "file", path });
    const bytes = read(`${from.dataDirectory}/${path}`);
    let next = await bytes.next();
    for (; !next.done; next = await bytes.next()) {
      await writer.data(next.value);
      options.progress(`file ${files + 1}`, writer.bytes);
    }
    await writer.close();
    files += 1;
    if (!next.value) erasedMeanwhile += 1;
  }
  return { files, erasedMeanwhile };
}
