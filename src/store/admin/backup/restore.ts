/**
 * `parley restore`: puts a backup in the place of nothing, or, where that is asked for, of what is
 * there. The file is read to its end before anything is touched, the rows come in one transaction,
 * and what was restored is verified before anybody hears that it is done.
 */
import { randomBytes } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import type pg from "pg";
import { Refusal } from "../../../core/refusal.ts";
import { readCheckpointFile } from "../../checkpoints/checkpoint-file.ts";
import type { CheckpointRecord } from "../../checkpoints/merkle.ts";
import { migrate, migrationFiles } from "../../migrate.ts";
import type { MasterKeys } from "../../sealing/master-key.ts";
import type { DatabaseServer } from "../../server/database-server.ts";
import { isErrno, readIfThere } from "../../server/files.ts";
import { acceptOlderDatabase } from "../accept-older.ts";
import { withClient } from "../admin-connection.ts";
import { masterKeyOfDatabase } from "../open-database.ts";
import type { VerifyFinding } from "../verification.ts";
import { type VerifySummary, verify } from "../verify.ts";
import type { PublishedLayout } from "../verify-published.ts";
import type { BackupTotals, Frame } from "./backup-file.ts";
import { countUnopened } from "./count-unopened.ts";
import { type EndedAccess, endAccess } from "./end-access.ts";
import {
  beginLoading,
  dropEverything,
  holdsData,
  type Loading,
  othersConnected,
} from "./load-database.ts";
import { type BackupContents, type OpenBackup, readContents } from "./read-backup.ts";
import { isUnfinished, markFinished, markUnfinished } from "./unfinished-restore.ts";
import { beginUnpacking } from "./unpack-files.ts";

export interface RestoreTarget {
  readonly database: DatabaseServer;
  readonly dataDirectory: string;
  readonly checkpointFile: string;
  readonly erasureFile: string;
}

export interface RestoreOptions {
  readonly backupKey: Uint8Array;
  readonly keys: MasterKeys;
  /** Replaces what is there. */
  readonly force: boolean;
  /** Takes a backup that is older than the checkpoint file, and records it. */
  readonly accept: boolean;
  /** Leaves API tokens as the backup has them, those that were revoked since among them. */
  readonly keepTokens: boolean;
  readonly now: Date;
  readonly layout: PublishedLayout;
  /** Called when the backup is known to be whole and wanted, before anything is changed. */
  prepare(): Promise<void>;
  progress(what: string, bytes: number, of: number): void;
  report(finding: VerifyFinding): void;
}

export interface RestoreSummary extends BackupTotals {
  readonly madeAt: string;
  /** Migrations that were applied after the rows were in: the backup was made by an older version. */
  readonly migrated: readonly string[];
  /** Up to which checkpoint the file went, where an older backup was accepted. */
  readonly accepted: number | null;
  /** Erasures that the log outside the backup tells of and the backup does not have. */
  readonly erasuresToRepeat: number;
  /** What of the backup lets nobody in any more. */
  readonly ended: EndedAccess;
  /** Wrapped keys that do not open. */
  readonly unopened: number;
  /** Null where migrations came after: then it is for the first start and `parley verify`. */
  readonly verified: VerifySummary | null;
}

/** Restores. What goes wrong before the rows are in leaves everything as it was. */
export async function restoreBackup(
  backup: OpenBackup,
  to: RestoreTarget,
  options: RestoreOptions,
): Promise<RestoreSummary> {
  const { database } = to;
  const contents = await readContents(backup.frames(options.backupKey), (bytes) =>
    options.progress("checked", bytes, backup.size),
  );
  await refuseNewer(contents);
  const written = await checkpointsAt(to.checkpointFile);
  refuseOtherCheckpoints(contents, written, to.checkpointFile, options.accept);
  await withClient(database.connectionFor("keeper"), (client) => refuseInUse(client, to, options));
  await options.prepare();
  try {
    await putBack(backup, to, options, contents);
  } catch (error) {
    throw inASentence(error, to.dataDirectory);
  }
  const migrated = await migrate(database.connectionFor("owner"), options.now);
  await writeIfNone(to.checkpointFile, contents.checkpoints);
  const erasuresToRepeat = await keepErasures(to.erasureFile, contents.erasures);
  const { madeAt } = backup.header;
  const masterKey = await masterKeyOfDatabase(options.keys, database.connectionFor("keeper"));
  const { now, keepTokens } = options;
  const random = (count: number) => new Uint8Array(randomBytes(count));
  const ended = await endAccess(database.connectionFor("worker"), {
    ...{ masterKey, now, madeAt, keepTokens, randomBytes: random },
  });
  const accepted = await acceptOlderDatabase(database.connectionFor, {
    masterKey,
    file: to.checkpointFile,
    now: options.now,
  });
  const connection = database.connectionFor("keeper");
  const unopened = await countUnopened(connection, masterKey);
  const { checkpointFile } = to;
  const verified =
    migrated.length > 0
      ? null
      : await verify(
          { connection, masterKey, checkpointFile, layout: options.layout },
          options.report,
        );
  await markFinished(to.dataDirectory);
  return {
    ...contents.totals,
    ...{ madeAt, migrated, accepted: accepted?.signed ?? null },
    ...{ erasuresToRepeat, ended, unopened, verified },
  };
}

async function refuseNewer({ manifest }: BackupContents): Promise<void> {
  const ours = new Map((await migrationFiles()).map(({ name, sha256 }) => [name, sha256]));
  const strange = manifest.migrations.find(({ name, sha256 }) => ours.get(name) !== sha256);
  if (strange) throw new Refusal("backup.other-version", { migration: strange.name });
}

async function checkpointsAt(file: string): Promise<readonly CheckpointRecord[]> {
  return readCheckpointFile(file).catch((error: unknown) => {
    if (error instanceof SyntaxError) throw new Refusal("restore.other-checkpoints", { file });
    throw error;
  });
}

/** The file outside the database may go on where the backup ends, and then only knowingly. */
function refuseOtherCheckpoints(
  { checkpoints }: BackupContents,
  written: readonly CheckpointRecord[],
  file: string,
  accept: boolean,
): void {
  if (written.length === 0) return;
  const kept = checkpoints.split("\n").filter((line) => line !== "");
  const same = written.slice(0, kept.length).map((record) => record.signature);
  const fits = kept.every((line, index) => JSON.parse(line).signature === same[index]);
  if (!fits) throw new Refusal("restore.other-checkpoints", { file });
  const last = written.at(-1);
  if (accept || !last || written.length === kept.length) return;
  throw new Refusal("restore.older", { file, signed: last.checkpointId, at: last.at });
}

async function refuseInUse(
  client: pg.Client,
  { database, dataDirectory }: RestoreTarget,
  { force }: RestoreOptions,
): Promise<void> {
  const others = database.kind === "external" ? await othersConnected(client) : 0;
  if (others > 0) throw new Refusal("restore.in-use", { others });
  // What a restore left that was cut off is nothing to keep.
  if (force || (await isUnfinished(dataDirectory)) || !(await holdsData(client))) return;
  const where = database.kind === "external" ? "the database of DATABASE_URL" : dataDirectory;
  throw new Refusal("restore.not-empty", { where });
}

async function putBack(
  backup: OpenBackup,
  to: RestoreTarget,
  options: RestoreOptions,
  { manifest }: BackupContents,
): Promise<void> {
  const owner = to.database.connectionFor("owner");
  await withClient(owner, dropEverything);
  await migrate(owner, options.now, new Set(manifest.migrations.map(({ name }) => name)));
  const files = await beginUnpacking(to.dataDirectory);
  try {
    await withClient(owner, async (client) => {
      const rows = await beginLoading(client, options.now);
      let bytes = 0;
      for await (const frame of backup.frames(options.backupKey)) {
        await give(frame, rows);
        await give(frame, files);
        if (frame.type === "data") bytes += frame.bytes.length;
        options.progress("restored", bytes, backup.size);
      }
      await markUnfinished(to.dataDirectory);
      await files.place();
      await rows.commit();
    });
  } finally {
    await files.discard();
  }
}

type Taker = Pick<Loading, "begin" | "data" | "close">;

async function give(frame: Frame, taker: Taker): Promise<void> {
  if (frame.type === "entry") await taker.begin(frame.entry);
  else if (frame.type === "data") await taker.data(frame.bytes);
  else await taker.close();
}

function inASentence(error: unknown, directory: string): unknown {
  const code = (error as { code?: string }).code ?? "";
  const full = isErrno(error, "ENOSPC", "EDQUOT") || code.startsWith("53100");
  return full ? new Refusal("server.disk-full", { directory }) : error;
}

async function writeIfNone(path: string, text: string): Promise<void> {
  if (text === "" || ((await readIfThere(path)) ?? "") !== "") return;
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * What was erased stays erased: a log that lies here and goes on where the backup's ends is kept, and
 * the next start erases again what it tells of. Answers how much that is.
 */
async function keepErasures(path: string, kept: string): Promise<number> {
  const here = (await readIfThere(path)) ?? "";
  await writeIfNone(path, kept);
  const count = (text: string) => text.split("\n").filter((line) => line !== "").length;
  return Math.max(0, count(here) - count(kept));
}
