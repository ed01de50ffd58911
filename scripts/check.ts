/**
 * `npm run check`: every check of the project in order, each step named; the same in CI. With
 * names as arguments, only those steps. Stops at nothing: one run shows all that is wrong.
 */
import { spawnSync } from "node:child_process";

const steps: Record<string, string> = {
  lint: "format and lint (biome)",
  types: "types (tsc)",
  promises: "forgotten promises (types)",
  imports: "import rule (dependency-cruiser)",
  "dead-code": "dead code (knip)",
  traced: "the page of requirements (trace)",
  test: "tests (vitest)",
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(steps);
const failed = wanted.filter((name) => !passes(name));
console.log(failed.length === 0 ? "\nall checks passed" : `\nfailed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function passes(name: string): boolean {
  console.log(`\n── ${steps[name] ?? name}`);
  return spawnSync("npm", ["run", "--silent", name], { stdio: "inherit" }).status === 0;
}
