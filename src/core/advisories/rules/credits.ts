/** Names: who is thanked is named; who asked not to be named is found in no text (ALE-41). */
import type { Finding } from "../../finding.ts";
import type { Advisory } from "../advisory.ts";
import { required } from "./field.ts";

export function creditFindings(advisory: Advisory, withheld: readonly string[]): Finding[] {
  const names = withheld.map(folded).filter((name) => name !== "");
  return [
    ...emptyCredits(advisory),
    ...(names.length === 0 ? [] : withheldFindings(advisory, anyOf(names), "")),
  ];
}

function emptyCredits({ credits }: Advisory): Finding[] {
  return credits.flatMap(({ names, organization, text }, index) => {
    const said = [...names, organization, text].filter((each) => each !== null);
    const nobody: Finding[] =
      names.length === 0 && organization === null
        ? [{ rule: "credit.nobody", path: `/credits/${index}`, message: "It thanks nobody." }]
        : [];
    return [
      ...nobody,
      ...said.flatMap((each) =>
        required("credit.empty", `/credits/${index}`, each, "A name or text is empty."),
      ),
    ];
  });
}

/** Looks through every text of the advisory; the finding does not repeat the name. */
function withheldFindings(value: unknown, names: RegExp, path: string): Finding[] {
  if (typeof value === "string") {
    return names.test(folded(value))
      ? [
          {
            rule: "credit.withheld-name",
            path,
            message: "This names a person who asked not to be.",
          },
        ]
      : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    withheldFindings(each, names, `${path}/${key}`),
  );
}

/** Any of the names as whole words, so that “Al” is not found in “also”. */
function anyOf(names: readonly string[]): RegExp {
  const escaped = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})(?![\\p{L}\\p{N}])`, "u");
}

/** Compatible forms, case and spacing made equal: “Ａnn\u00a0Example” hides no “ann example”. */
function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}
