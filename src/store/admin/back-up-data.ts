/** Backs up and restores by the settings of this machine: where data, keys and checkpoints are. */
import { randomBytes } from "node:crypto";
import { Refusal } from "../../core/refusal.ts";
import { keySourceOf, keysAtHand } from "../keys/key-source.ts";
import { writeMasterKeyFile } from "../keys/master-key-file.ts";
import { masterKeysIn, masterKeyText } from "../keys/master-key-text.ts";
import { erasureLogBeside } from "../retention/erasure-log.ts";
import { type MasterKeys, masterKeyId } from "../sealing/master-key.ts";
import { acceptOlderDatabase } from "./accept-older.ts";
import { type BackupOptions, type BackupSummary, makeBackup } from "./backup/backup.ts";
import type { BackupEntry, BackupHeader, ClosedKeys } from "./backup/backup-file.ts";
import { closeByPassphrase, openByPassphrase } from "./backup/closed-keys.ts";
import { type EndedAccess, endAccess } from "./backup/end-access.ts";
import { backupKeyOf, type OpenBackup, openBackup } from "./backup/read-backup.ts";
import { type RestoreOptions, type RestoreSummary, restoreBackup } from "./backup/restore.ts";
import { recordHouseEvent } from "./house-event.ts";
import { type DataSettings, masterKeyOfDatabase, withDatabase } from "./open-database.ts";
import { type LeakProbe, type LeakSummary, probeLeak } from "./probe-leak.ts";

export interface BackupSettings extends DataSettings {
  readonly checkpointFile: string;
  readonly demonstration: boolean;
}

/** How master keys are to travel with a backup, if they are to. */
export interface KeyClosing {
  readonly passphrase?: string | undefined;
  /** Closes a text to an OpenPGP key. */
  readonly toKey?:
    | ((text: string) => Promise<{ fingerprint: string; message: string }>)
    | undefined;
}

/** Makes a backup of what runs or is stopped here, and records that it was made. */
export async function backUpData(
  settings: BackupSettings,
  closing: KeyClosing,
  options: Omit<BackupOptions, "keys"> & {
    readonly policies: readonly { readonly name: string; readonly text: string }[];
  },
): Promise<BackupSummary> {
  const keys = await keysAtHand(settings);
  const closed = await closedKeys(keys, closing, options.randomBytes);
  return withDatabase(settings, async (database) => {
    const masterKey = await masterKeyOfDatabase(keys, database.connectionFor("keeper"));
    const { dataDirectory, checkpointFile, demonstration } = settings;
    const erasureFile = erasureLogBeside(checkpointFile);
    const made = await makeBackup(
      {
        database,
        masterKey,
        dataDirectory,
        checkpointFile,
        erasureFile,
        demonstration,
        ...options,
      },
      { ...options, keys: closed },
    );
    await recordHouseEvent(database.connectionFor("worker"), masterKey, options.now, {
      type: "backup.made",
      body: { withKeys: closed.length > 0, tables: made.tables, files: made.files },
    });
    return made;
  });
}

async function closedKeys(
  keys: MasterKeys,
  { passphrase, toKey }: KeyClosing,
  randomBytes: (count: number) => Uint8Array,
): Promise<ClosedKeys[]> {
  const closed: ClosedKeys[] = [];
  if (toKey) closed.push({ kind: "openpgp", ...(await toKey(masterKeyText(keys))) });
  if (passphrase) closed.push(await closeByPassphrase(keys, passphrase, randomBytes));
  return closed;
}

/** What opens the keys that a backup brings. */
export interface KeyOpening {
  readonly passphrase?: string | undefined;
  /** Opens a message; undefined where the key does not fit. */
  readonly withKey?: ((message: string) => Promise<string | undefined>) | undefined;
}

/** Restores a file here. Nobody else may use the data meanwhile. */
export async function restoreData(
  settings: BackupSettings,
  file: string,
  opening: KeyOpening,
  options: Omit<RestoreOptions, "backupKey" | "keys" | "prepare">,
): Promise<RestoreSummary> {
  const backup = await openBackup(file);
  try {
    const brought = await broughtKeys(backup.header, opening);
    const keys = brought ?? (await keySourceOf(settings).load());
    const backupKey = backupKeyOf(backup, keys);
    if (!keys) throw new Refusal("backup.other-key", { id: backup.header.masterKeyId });
    const prepare = () => putKeysInPlace(settings, brought);
    const all = { ...options, keys, backupKey, prepare };
    return await withDatabase(
      settings,
      (database) => restoreInto(settings, database, backup, all),
      {
        join: false,
      },
    );
  } finally {
    await backup.close();
  }
}

function restoreInto(
  { dataDirectory, checkpointFile }: BackupSettings,
  database: Parameters<typeof restoreBackup>[1]["database"],
  backup: OpenBackup,
  options: RestoreOptions,
): Promise<RestoreSummary> {
  const erasureFile = erasureLogBeside(checkpointFile);
  return restoreBackup(backup, { database, dataDirectory, checkpointFile, erasureFile }, options);
}

async function broughtKeys(
  header: BackupHeader,
  { passphrase, withKey }: KeyOpening,
): Promise<MasterKeys | undefined> {
  for (const closed of header.keys) {
    if (closed.kind === "passphrase" && passphrase) return openByPassphrase(closed, passphrase);
    const text = closed.kind === "openpgp" && withKey ? await withKey(closed.message) : undefined;
    const keys = text && masterKeysIn(text);
    if (keys) return keys;
  }
  if (passphrase || withKey) throw new Refusal("backup.no-keys", { kinds: kindsIn(header) });
  return undefined;
}

function kindsIn({ keys }: BackupHeader): string {
  if (keys.length === 0) return "none";
  return keys
    .map((each) => (each.kind === "openpgp" ? `for the key ${each.fingerprint}` : "by passphrase"))
    .join(" and ");
}

/** Keys that a backup brought go where this machine looks for them; never over others. */
async function putKeysInPlace(settings: BackupSettings, brought?: MasterKeys): Promise<void> {
  if (!brought) return;
  const source = keySourceOf(settings);
  const here = await source.load();
  if (!here && source.kind === "file") {
    await writeMasterKeyFile(source.where, brought);
    return;
  }
  const known = here ? [here.current, ...here.former].map(masterKeyId) : [];
  if (!known.includes(masterKeyId(brought.current))) {
    throw new Refusal("restore.key-there", { file: source.where });
  }
}

/** Records that an operator knows that the database is older than its checkpoint file, and ends what it lets in. */
export async function acceptOlderData(
  settings: BackupSettings,
  { now, keepTokens }: { readonly now: Date; readonly keepTokens: boolean },
): Promise<{ accepted: number | null; stored: number | null; ended: EndedAccess | null }> {
  const keys = await keysAtHand(settings);
  return withDatabase(
    settings,
    async (database) => {
      const masterKey = await masterKeyOfDatabase(keys, database.connectionFor("keeper"));
      const access = { masterKey, now, keepTokens, madeAt: null };
      let ended: EndedAccess | null = null;
      const behind = await acceptOlderDatabase(database.connectionFor, {
        ...{ masterKey, file: settings.checkpointFile, now },
        async before() {
          ended = await endAccess(database.connectionFor("worker"), {
            ...access,
            randomBytes: (count) => new Uint8Array(randomBytes(count)),
          });
        },
      });
      return { accepted: behind?.signed ?? null, stored: behind?.stored ?? null, ended };
    },
    { join: false },
  );
}

/** Looks for words in all that lies here, and in a backup made for it and removed again. */
export async function probeDataForLeak(
  settings: BackupSettings,
  options: Pick<LeakProbe, "words" | "logs" | "report" | "progress"> & {
    readonly now: Date;
    randomBytes(count: number): Uint8Array;
  },
): Promise<LeakSummary> {
  const keys = await keysAtHand(settings);
  return withDatabase(settings, async (database) => {
    const masterKey = await masterKeyOfDatabase(keys, database.connectionFor("keeper"));
    const { dataDirectory, checkpointFile, demonstration } = settings;
    const erasureFile = erasureLogBeside(checkpointFile);
    const from = { database, masterKey, dataDirectory, checkpointFile, erasureFile, demonstration };
    const backup = async (path: string) => {
      const { now, randomBytes } = options;
      const how = { path, now, randomBytes, version: "", keys: [], overwrite: false };
      await makeBackup({ ...from, policies: [] }, { ...how, progress() {} });
      return insideOf(await openBackup(path), keys);
    };
    return probeLeak({ ...options, database, dataDirectory, backup });
  });
}

/** A backup's entries in clear. */
async function* insideOf(backup: OpenBackup, keys: MasterKeys) {
  let name = "";
  try {
    for await (const frame of backup.frames(backupKeyOf(backup, keys))) {
      if (frame.type === "entry") name = nameOf(frame.entry);
      if (frame.type === "data") yield { name, bytes: Buffer.from(frame.bytes) };
    }
  } finally {
    await backup.close();
  }
}

function nameOf(entry: BackupEntry): string {
  if (entry.kind === "table") return `table ${entry.table}`;
  return entry.kind === "file" ? `file ${entry.path}` : entry.kind;
}
