/** Versions as people say them. A vers range (`vers:semver/>=8.2.0|<8.4.3`) reads “8.2.0 and later, before 8.4.3”. */
import type { ProductVersions } from "./advisory.ts";

const words: Readonly<Record<string, (version: string) => string>> = {
  ">=": (version) => `${version} and later`,
  ">": (version) => `after ${version}`,
  "<": (version) => `before ${version}`,
  "<=": (version) => `up to ${version}`,
  "=": (version) => version,
  "!=": (version) => `not ${version}`,
};

export function versionWords(versions: ProductVersions | null): string {
  if (versions === null) return "All versions";
  if ("exact" in versions) return versions.exact;
  const constraints = /^vers:[^/]+\/(.+)$/.exec(versions.range)?.[1];
  if (constraints === undefined) return versions.range;
  if (constraints === "*") return "All versions";
  return constraints.split("|").map(inWords).join(", ");
}

function inWords(constraint: string): string {
  const [, comparator = "=", version = ""] = /^(>=|<=|!=|>|<|=)?(.*)$/.exec(constraint) ?? [];
  return words[comparator]?.(decoded(version)) ?? constraint;
}

/** What is no percent-encoding of letters stays as it is: a draft may hold anything. */
function decoded(version: string): string {
  try {
    return decodeURIComponent(version);
  } catch {
    return version;
  }
}
