/**
 * The demonstration as its first start leaves it, lived through once a run: whoever needs one gets
 * a copy of its files. Nothing is left of it after the run.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    preparedProducts: string;
  }
}

let folder: string | undefined;

export async function setup(project: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "parley-prepared-"));
  // The database server runs as a user of its own, who must be able to pass.
  await chmod(folder, 0o711);
  project.provide("preparedProducts", folder);
}

export async function teardown(): Promise<void> {
  if (folder) await rm(folder, { recursive: true, force: true });
}

/**
 * Fills the empty folder `into` with the files of a demonstration that was started once. The first
 * who asks in the run makes it by `start`, which ends with the product stopped; others wait for it.
 */
export async function copyOfDemonstration(
  prepared: string,
  into: string,
  start: (folder: string) => Promise<void>,
): Promise<void> {
  const original = join(prepared, "demonstration");
  const isReady = `${original}.ready`;
  while (!existsSync(isReady)) {
    if (await isFirst(original)) {
      // Whoever comes next tries again, and fails with a reason of their own.
      await start(original).catch(async (error) => {
        await rm(original, { recursive: true, force: true });
        throw error;
      });
      await writeFile(isReady, "");
    } else await pause(100);
  }
  await promisify(execFile)("cp", ["-a", `${original}/.`, into]);
}

async function isFirst(original: string): Promise<boolean> {
  try {
    await mkdir(original);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
