/**
 * Writes docs/reference/letters.md from the catalogue of letters: when each is sent, what it may hold
 * and its words in both languages. `--check` only says whether the page is stale.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type LetterName,
  letterNames,
  letterPartNames,
  letterParts,
  letterTemplates,
} from "../src/core/letters/letter-catalogue.ts";
import type { LetterPart, LetterTemplate } from "../src/core/letters/letter-template.ts";
import { everywhere, letterVariables } from "../src/core/letters/letter-variables.ts";
import { projectRoot } from "../src/lib/project-root.ts";

const file = join(projectRoot(), "docs", "reference", "letters.md");
const mark = "<!-- made by scripts/letters-page.ts from here on; edit src/core/letters -->\n";

/** The page as it stands, and as it should be. */
export function lettersPage(): { before: string; after: string } {
  const before = readFileSync(file, "utf8");
  const [head = ""] = before.split(mark);
  const parts = [overview(), variables(), words()].flat();
  return { before, after: `${head}${mark}\n${parts.join("\n")}\n` };
}

const gives: Record<LetterTemplate["says"], string> = {
  nothing: "nothing of the matter",
  public: "what anybody can read",
  talk: "talk about what they sent",
  decision: "a decision of ours",
  secret: "what is not public",
};

function overview(): string[] {
  return [
    "## Letters",
    "",
    "| name | letter | to | when | by | tells | has to hold | may hold |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...letterNames.map(overviewRow),
    "",
    "Parts that letters share:",
    "",
    "| name | part | has to hold | may hold |",
    "| --- | --- | --- | --- |",
    ...letterPartNames.map((name) => {
      const { title, needs, may }: LetterPart = letterParts[name];
      return `| \`${name}\` | ${title} | ${codes(needs)} | ${codes(may)} |`;
    }),
    "",
  ];
}

function overviewRow(name: LetterName): string {
  const { title, to, sent, by, says, needs, may }: LetterTemplate = letterTemplates[name];
  const who = by === "itself" ? "Parley" : "a colleague";
  return `| \`${name}\` | ${title} | ${to} | ${sent} | ${who} | ${gives[says]} | ${codes(needs)} | ${codes(may)} |`;
}

function variables(): string[] {
  return [
    "## Variables",
    "",
    `Every letter may hold ${codes(everywhere)}.`,
    "",
    "| variable | kind | what it is | tells of the matter |",
    "| --- | --- | --- | --- |",
    ...Object.entries(letterVariables).map(([name, { type, says, matter, options }]) => {
      const of = options ? `: ${options.map((each) => `\`${each}\``).join(", ")}` : "";
      return `| \`${name}\` | ${type} | ${says}${of} | ${matter ? "yes" : "no"} |`;
    }),
    "",
  ];
}

function words(): string[] {
  const letters = letterNames.flatMap((name) => {
    const { subject, text }: LetterTemplate = letterTemplates[name];
    return [
      `### ${name}`,
      "",
      ...block(`Subject: ${subject.en}\n\n${text.en.join("\n\n")}`),
      ...block(`Subject: ${subject.fr}\n\n${text.fr.join("\n\n")}`),
    ];
  });
  const parts = letterPartNames.flatMap((name) => [
    `### ${name}`,
    "",
    ...block(letterParts[name].text.en.join("\n\n")),
    ...block(letterParts[name].text.fr.join("\n\n")),
  ]);
  return ["## Parley's own words", "", ...letters, ...parts].slice(0, -1);
}

function block(text: string): string[] {
  return ["```text", text, "```", ""];
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

if (import.meta.main) {
  const { before, after } = lettersPage();
  if (process.argv.includes("--check")) process.exitCode = after === before ? 0 : 1;
  else writeFileSync(file, after);
}
