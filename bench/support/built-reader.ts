/** Builds the reader of mails as the program's build does, with the one caller that measures it. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { projectRoot } from "../../src/lib/project-root.ts";

export interface BuiltReader {
  /** The program to run. */
  readonly program: string;
  remove(): void;
}

const caller = fileURLToPath(new URL("./read-one-mail.ts", import.meta.url));

/** In a folder of the project, from where the packages are found. */
export async function buildReader(): Promise<BuiltReader> {
  const root = projectRoot();
  mkdirSync(join(root, "tmp"), { recursive: true });
  const folder = mkdtempSync(join(root, "tmp", "reader-"));
  await build({
    absWorkingDir: root,
    outdir: folder,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    packages: "external",
    logLevel: "warning",
    entryPoints: [
      { in: caller, out: "read-one-mail" },
      { in: "src/formats/mail/mail-worker.ts", out: "workers/mail-worker" },
    ],
  });
  return {
    program: join(folder, "read-one-mail.js"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
