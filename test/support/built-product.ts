/** Builds dist/ once a run, so that products which start side by side need not each do it. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../src/lib/project-root.ts";

export function setup(): void {
  execFileSync(process.execPath, [join(projectRoot(), "scripts", "build.ts")], { stdio: "ignore" });
}
