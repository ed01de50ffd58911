/** `bin/parley` as its users run it, on a data directory of its own; never inherits a setting of ours. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../src/lib/project-root.ts";

export interface CommandRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command to its end. `input` is its standard input. */
export async function parleyCommand(
  dataDirectory: string,
  args: readonly string[],
  options: { readonly settings?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Promise<CommandRun> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(PARLEY_|DATABASE_)/.test(name),
  );
  const child = spawn(process.execPath, [join(projectRoot(), "bin", "parley"), ...args], {
    env: {
      ...Object.fromEntries(inherited),
      PARLEY_DATA: dataDirectory,
      PARLEY_DEMO: "off",
      ...options.settings,
    },
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (part) => out.push(part));
  child.stderr.on("data", (part) => err.push(part));
  child.stdin.end(options.input ?? "");
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return {
    code,
    out: Buffer.concat(out).toString("utf8"),
    err: Buffer.concat(err).toString("utf8"),
  };
}
