/**
 * Asks the registry for known vulnerabilities of what Parley is made of. Where the registry does not
 * answer this question it says so and ends well: CI must not depend on it. Never changes anything.
 */
import { spawnSync } from "node:child_process";

interface Report {
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> };
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
}

const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
  encoding: "utf8",
  timeout: 120_000,
});
const report = reportIn(stdout);
const counts = report?.metadata?.vulnerabilities;
if (!counts) {
  console.log("No audit: the package registry does not answer here.");
} else {
  const grave = (counts.high ?? 0) + (counts.critical ?? 0);
  console.log(`Known vulnerabilities: ${JSON.stringify(counts)}`);
  for (const [name, { severity }] of Object.entries(report.vulnerabilities ?? {})) {
    console.log(`  ${severity}: ${name}`);
  }
  if (grave > 0) process.exitCode = 1;
}

function reportIn(text: string | null): Report | undefined {
  try {
    return JSON.parse(text ?? "") as Report;
  } catch {
    return undefined;
  }
}
