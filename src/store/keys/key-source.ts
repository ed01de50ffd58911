/**
 * Where the master keys come from: a file, the environment or a command. One small interface, so
 * that a further kind of key store is one more case here. Never writes but where a file is new.
 */
import { Refusal } from "../../core/refusal.ts";
import type { MasterKeys } from "../sealing/master-key.ts";
import { masterKeysFromCommand } from "./key-command.ts";
import { readMasterKeyFile, writeMasterKeyFile } from "./master-key-file.ts";

/** The settings that say where the keys are; at most one of the first two is set. */
export interface KeySettings {
  readonly masterKeys: MasterKeys | undefined;
  readonly masterKeyCommand: string | undefined;
  readonly masterKeyFile: string;
}

export interface KeySource {
  readonly kind: "environment" | "command" | "file";
  /** The file's path, or the name of the setting. */
  readonly where: string;
  /** Asks anew each time; undefined where there is no key yet, which only a file can say. */
  load(): Promise<MasterKeys | undefined>;
}

export function keySourceOf(settings: KeySettings): KeySource {
  const { masterKeys, masterKeyCommand, masterKeyFile } = settings;
  if (masterKeyCommand !== undefined) {
    const load = () => masterKeysFromCommand(masterKeyCommand);
    return { kind: "command", where: "PARLEY_MASTER_KEY_COMMAND", load };
  }
  if (masterKeys) {
    return { kind: "environment", where: "PARLEY_MASTER_KEY", load: async () => masterKeys };
  }
  return { kind: "file", where: masterKeyFile, load: () => readMasterKeyFile(masterKeyFile) };
}

/** The keys of this data; refuses with key.master-missing where they are not at hand. Never makes one. */
export async function keysAtHand(settings: KeySettings): Promise<MasterKeys> {
  const source = keySourceOf(settings);
  const keys = await source.load();
  if (!keys) throw new Refusal("key.master-missing", { file: source.where });
  return keys;
}

/**
 * The keys of this start. `hasData` says whether anything was ever sealed: then a missing file is
 * refused with key.master-missing, since a new key could open nothing.
 */
export async function keysOfStart(
  settings: KeySettings,
  hasData: boolean,
  randomBytes: (count: number) => Uint8Array,
): Promise<MasterKeys> {
  const found = await keySourceOf(settings).load();
  if (found) return found;
  const file = settings.masterKeyFile;
  if (hasData) throw new Refusal("key.master-missing", { file });
  const made: MasterKeys = { current: randomBytes(32), former: [] };
  await writeMasterKeyFile(file, made);
  return made;
}
