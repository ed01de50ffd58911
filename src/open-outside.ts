/** Joins the sites from which reports are read to their settings: reads the tokens, and makes the timer. */
import { readFile } from "node:fs/promises";
import { type Config, ConfigProblems } from "./config.ts";
import { type OutsideSource, sourceReader } from "./integrations/outside-reports/read-source.ts";
import { readOutside } from "./jobs/read-outside.ts";
import type { Timer } from "./jobs/schedule.ts";
import { outgoingFetch } from "./lib/outgoing-fetch.ts";
import type { OutsideSetting } from "./outside-config.ts";

/** None where no site is set. */
export async function outsideTimers({ outside }: Pick<Config, "outside">): Promise<Timer[]> {
  if (outside.length === 0) return [];
  const sources = await Promise.all(outside.map(sourceOf));
  const read = sourceReader(outgoingFetch);
  return [
    {
      name: "reports from other sites",
      everySeconds: 600,
      run: (on) => readOutside(on, sources, read),
    },
  ];
}

async function sourceOf({ tokenFile, ...setting }: OutsideSetting): Promise<OutsideSource> {
  return { ...setting, token: await tokenIn(setting.site, tokenFile) };
}

async function tokenIn(site: OutsideSetting["site"], file: string): Promise<string> {
  const name = `PARLEY_${site.toUpperCase()}_TOKEN_FILE`;
  const token = await readFile(file, "utf8").then(
    (text) => text.trim(),
    () => {
      throw new ConfigProblems([`${name} cannot be read.`]);
    },
  );
  // A line break in it would begin another header.
  if (/^[\x21-\x7e]{1,1000}$/.test(token)) return token;
  throw new ConfigProblems([`${name} should hold the token and nothing else.`]);
}
