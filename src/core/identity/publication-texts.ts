/** The texts of a publication with the words by which an author finds each of them again. */
import type { AdvisoryContent } from "../advisories/advisory.ts";
import type { Outgoing } from "./scan-names.ts";

const words: Readonly<Record<string, string>> = {
  defensiveSteps: "steps to defend",
  howToObtain: "how to obtain",
  credits: "thanks",
  names: "name",
  faq: "question",
  cve: "CVE id",
};

/** Every text, however deep: "Summary", "Thanks 1, name 1", "Vulnerability 2, description". */
export function textsOfPublication(content: AdvisoryContent): Outgoing[] {
  return textsIn(content, []);
}

function textsIn(value: unknown, path: readonly string[]): Outgoing[] {
  if (typeof value === "string") return [{ place: placeOf(path), text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => textsIn(each, [...path, key]));
}

function placeOf(path: readonly string[]): string {
  const parts: string[] = [];
  for (const segment of path) {
    const last = parts.length - 1;
    if (/^\d+$/.test(segment))
      parts[last] = `${singular(parts[last] ?? "")} ${Number(segment) + 1}`;
    else parts.push(words[segment] ?? segment.replace(/([A-Z])/g, " $1").toLowerCase());
  }
  const place = parts.join(", ");
  return place.charAt(0).toUpperCase() + place.slice(1);
}

function singular(word: string): string {
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word === "thanks" ? word : word.replace(/s$/, "");
}
