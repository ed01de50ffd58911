/**
 * What carries a requirement besides tests: settings of the policies that name it, rules whose
 * source cites it, and pages. Reads text and values only; the command in trace.ts does the files.
 */
import type { PromiseClock } from "../src/core/clocks/promise-clock.ts";
import type { Policy } from "../src/core/policy/policy.ts";

/** By requirement id: what carries it, sorted and each once. */
export type Carriers = ReadonlyMap<string, readonly string[]>;

/** Dotted paths of settings that name a requirement, each with the policies in which they do. */
export function settingsCarrying(policies: readonly Policy[]): Carriers {
  const found = new Map<string, Map<string, string[]>>();
  for (const policy of policies) {
    for (const [path, id] of namedIn(policy, "")) {
      const paths = found.get(id) ?? new Map<string, string[]>();
      found.set(id, paths.set(path, [...(paths.get(path) ?? []), policy.name]));
    }
  }
  return new Map(
    [...found].map(([id, paths]) => [
      id,
      [...paths]
        .map(([path, names]) => `${path} (${[...new Set(names)].toSorted().join(", ")})`)
        .toSorted(),
    ]),
  );
}

/** Every `requirements` list below a value, as the path of the group that holds it. */
function namedIn(value: unknown, path: string): [path: string, id: string][] {
  if (Array.isArray(value)) return value.flatMap((each) => namedIn(each, `${path}[]`));
  if (typeof value !== "object" || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    if (key !== "requirements") return namedIn(each, path === "" ? key : `${path}.${key}`);
    return (each as string[]).map((id): [string, string] => [path || "the policy", id]);
  });
}

/** The promises that serve a requirement, whatever a policy says of them. */
export function promisesCarrying(promises: readonly PromiseClock[]): Carriers {
  const pairs = promises.flatMap(({ id, requirements }) =>
    requirements.map((row): [string, string] => [row, `promise ${id}`]),
  );
  return grouped(pairs);
}

/** Files that cite a requirement: "TH-33", "CC-01…03". */
export function citationsIn(files: readonly { file: string; text: string }[]): Carriers {
  return grouped(files.flatMap(({ file, text }) => idsIn(text).map((id) => [id, file] as const)));
}

function idsIn(text: string): string[] {
  const cited = text.matchAll(/\b([A-Z]{2,3})-(\d{2})\b(?:(?:…|\.\.\.)(?:\1-)?(\d{2})\b)?/g);
  return [...cited].flatMap(([, family, first = "", last = first]) => {
    const count = Math.max(1, Number(last) - Number(first) + 1);
    return Array.from({ length: count }, (_, step) => {
      return `${family}-${String(Number(first) + step).padStart(2, "0")}`;
    });
  });
}

function grouped(pairs: readonly (readonly [id: string, carrier: string])[]): Carriers {
  const found = new Map<string, Set<string>>();
  for (const [id, carrier] of pairs) found.set(id, (found.get(id) ?? new Set()).add(carrier));
  return new Map([...found].map(([id, carriers]) => [id, [...carriers].toSorted()]));
}

/** A test that looks at a page: of the site, the portal and the console, or in a browser. */
export function isPageTest(file: string): boolean {
  return /^(src\/web|test\/journeys)\//.test(file);
}
