/** Reads the one table of who gets what, and finds each route's and deed's line in it. Decides nothing. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { projectRoot } from "../../src/lib/project-root.ts";

export const tableFile = "test/fixtures/access-table.yaml";

const answers = ["yes", "sign-in", "no", "absent", "proof", "open"] as const;
export type Answer = (typeof answers)[number];

const who = z.record(z.string(), z.enum(answers));

const table = z.strictObject({
  people: z.record(z.string(), z.string().min(10)),
  sets: z.record(z.string(), z.array(z.string())),
  routes: z.array(
    z.strictObject({ group: z.string().min(5), who, routes: z.array(z.string()).min(1) }),
  ),
  deeds: z.array(
    z.strictObject({ group: z.string().min(5), who, deeds: z.array(z.string()).min(1) }),
  ),
});

export type Line = ReadonlyMap<string, Answer>;

export interface AccessTable {
  readonly people: readonly string[];
  /** By "GET /path". */
  readonly routes: ReadonlyMap<string, Line>;
  /** By the deed's name. */
  readonly deeds: ReadonlyMap<string, Line>;
}

/** Throws where the table contradicts itself: a name that stands twice, or nobody knows. */
export function readAccessTable(): AccessTable {
  const read = table.parse(parse(readFileSync(join(projectRoot(), tableFile), "utf8")));
  const people = Object.keys(read.people);
  const lineOf = (given: Record<string, Answer>): Line => {
    const line = new Map<string, Answer>();
    for (const [name, answer] of Object.entries(given)) {
      for (const person of read.sets[name] ?? [name]) {
        if (!people.includes(person)) throw new Error(`${tableFile}: nobody is “${person}”`);
        line.set(person, answer);
      }
    }
    const missing = people.filter((person) => !line.has(person));
    if (missing.length > 0) throw new Error(`${tableFile}: a line leaves out ${missing}`);
    return line;
  };
  return {
    people,
    routes: linesOf(read.routes.map((group) => [group.routes, lineOf(group.who)])),
    deeds: linesOf(read.deeds.map((group) => [group.deeds, lineOf(group.who)])),
  };
}

function linesOf(groups: readonly (readonly [readonly string[], Line])[]): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const [names, line] of groups) {
    for (const name of names) {
      if (lines.has(name)) throw new Error(`${tableFile}: “${name}” stands in it twice`);
      lines.set(name, line);
    }
  }
  return lines;
}

/** What a person must hear; throws a sentence that says where to add what is missing. */
export function expectedOf(lines: ReadonlyMap<string, Line>, name: string, person: string): Answer {
  const answer = lines.get(name)?.get(person);
  if (!answer) throw new Error(missingLine(name));
  return answer;
}

export function missingLine(name: string): string {
  return `“${name}” has no line in ${tableFile}: add it there, under the group that says who may have it.`;
}
