/** Opens a backup file, finds its key, and reads it to its end before anybody relies on it. */
import { type FileHandle, open } from "node:fs/promises";
import { Refusal } from "../../../core/refusal.ts";
import { type MasterKeys, masterKeyFrom } from "../../sealing/master-key.ts";
import { isErrno } from "../../server/files.ts";
import { backupKeyPlace } from "./backup.ts";
import {
  type BackupEntry,
  type BackupHeader,
  type BackupTotals,
  type Frame,
  readBackupHeader,
  readFrames,
} from "./backup-file.ts";

export interface OpenBackup {
  readonly header: BackupHeader;
  /** Bytes of the file. */
  readonly size: number;
  /** Every frame, from the beginning, each time it is asked for. */
  frames(key: Uint8Array): AsyncGenerator<Frame>;
  close(): Promise<void>;
}

/** Refuses what is no backup, cannot be read, or has another form. */
export async function openBackup(path: string): Promise<OpenBackup> {
  const file: FileHandle = await open(path, "r").catch((error: unknown) => {
    if (!isErrno(error, "ENOENT", "EACCES", "EPERM", "ENOTDIR")) throw error;
    throw new Refusal("backup.unreadable", { file: path });
  });
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new Refusal("backup.not-one");
    const head = await readBackupHeader(file);
    return {
      header: head.header,
      size: found.size,
      frames: (key) => readFrames(file, head, key),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The backup's own key. Refuses with backup.other-key where these keys do not open it. */
export function backupKeyOf({ header }: OpenBackup, keys: MasterKeys | undefined): Buffer {
  const { masterKeyId: id, wrapped, madeAt } = header;
  try {
    if (!keys) throw new Error("no key is at hand");
    const masterKey = masterKeyFrom(keys.current, keys.former);
    return masterKey.unwrap(id, Buffer.from(wrapped, "base64"), backupKeyPlace(madeAt));
  } catch (cause) {
    throw new Refusal("backup.other-key", { id }, { cause });
  }
}

/** What a backup says of itself, read to its last byte. */
export interface BackupContents {
  readonly manifest: Extract<BackupEntry, { kind: "manifest" }>;
  readonly totals: BackupTotals;
  /** Lines of the checkpoint file and of the log of erasures, as they were. */
  readonly checkpoints: string;
  readonly erasures: string;
}

/** Decrypts and counts everything; refuses with backup.damaged where anything is missing. */
export async function readContents(
  frames: AsyncGenerator<Frame>,
  progress: (bytes: number) => void,
): Promise<BackupContents> {
  const seen = { tables: 0, files: 0, bytes: 0 };
  const kept = new Map<string, Buffer[]>();
  const single = new Map<string, BackupEntry>();
  let parts: Buffer[] | undefined;
  const begin = (entry: BackupEntry) => {
    single.set(entry.kind, entry);
    if (entry.kind === "table") seen.tables += 1;
    if (entry.kind === "file") seen.files += 1;
    parts = keptKinds.has(entry.kind) ? [] : undefined;
    if (parts) kept.set(entry.kind, parts);
  };
  for await (const frame of frames) {
    if (frame.type === "entry") begin(frame.entry);
    if (frame.type !== "data") continue;
    seen.bytes += frame.bytes.length;
    progress(seen.bytes);
    parts?.push(Buffer.from(frame.bytes));
  }
  const manifest = single.get("manifest");
  const totals = single.get("end");
  const whole = manifest?.kind === "manifest" && totals?.kind === "end" && sameCounts(totals, seen);
  if (!whole) throw new Refusal("backup.damaged", { place: "its end" });
  const text = (kind: string) => Buffer.concat(kept.get(kind) ?? []).toString("utf8");
  return { manifest, totals, checkpoints: text("checkpoints"), erasures: text("erasures") };
}

/** What is small and needed before anything is put back. */
const keptKinds = new Set(["checkpoints", "erasures"]);

function sameCounts(totals: BackupTotals, seen: { tables: number; files: number; bytes: number }) {
  return (
    totals.tables === seen.tables && totals.files === seen.files && totals.bytes === seen.bytes
  );
}
