/** A Parley of its own for one measurement: the real product, on throw-away data, fsync on. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../test/support/free-port.ts";
import { startParley } from "../../test/support/parley-process.ts";
import { joinRunning, type RunningContext } from "../../test/support/running-context.ts";

export type Measuring = RunningContext & { readonly baseUrl: string; readonly logFile: string };

/** Starts it, measures, and removes all that it left. */
export async function withParley<T>(
  settings: Readonly<Record<string, string>>,
  measure: (at: Measuring) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "parley-bench-"));
  // The database server runs as a user of its own, who must be able to pass.
  await chmod(directory, 0o711);
  const dataDirectory = join(directory, "data");
  const logFile = join(directory, "parley.log");
  const parley = startParley({
    dataDirectory,
    port: await freePort(),
    settings: { PARLEY_DEMO: "off", PARLEY_PROBE_HOURS: "off", ...settings },
    logFile,
  });
  try {
    await parley.ready(120_000);
    const running = await joinRunning(dataDirectory, parley.baseUrl);
    try {
      return await measure({ ...running, baseUrl: parley.baseUrl, logFile });
    } finally {
      await running.close();
    }
  } finally {
    await parley.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
