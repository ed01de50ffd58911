/**
 * Reads the reports that lie at other sites and takes each once, however often it is seen. One site that
 * is away keeps no other from being read. Sends nothing there.
 */
import { readTo, takeOutside } from "../actions/reports/take-outside.ts";
import type { OutsideSource, ReadSource } from "../integrations/outside-reports/read-source.ts";
import type { TaskContext } from "./task-context.ts";

/** Returns how many reports were taken. Throws after the last site where one could not be read. */
export async function readOutside(
  { context, log }: Pick<TaskContext, "context" | "log">,
  sources: readonly OutsideSource[],
  read: ReadSource,
): Promise<number> {
  let taken = 0;
  const failed: string[] = [];
  for (const source of sources) {
    try {
      const since = await readTo(context, source.name);
      const reports = await read(source, since);
      taken += await takeOutside(context, source.name, productOf(source), reports);
    } catch (error) {
      // A code or the name of an error alone: what a site answered may be a report.
      const why = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : "";
      log.error({ source: source.name, why }, "a site could not be read for reports");
      failed.push(source.name);
    }
  }
  if (failed.length > 0) throw new Error(`not read: ${failed.join(", ")}`);
  return taken;
}

/** What stands for the product where a report names none. */
function productOf(source: OutsideSource): string {
  return source.site === "github" ? source.repository : source.program;
}
