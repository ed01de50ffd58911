/** `parley import reports FILE`: an export of a bounty platform, and what its columns are. */
import { type Command, InvalidArgumentError } from "commander";
import { exportFields, exportSites } from "../../core/imports/export-columns.ts";
import { dateOrders } from "../../core/imports/written-instant.ts";
import type { FileImport } from "./import-file.ts";

interface Said {
  readonly field: string;
  readonly name: string;
}

export const importOfReports: FileImport = {
  kind: "reports",
  description: "take over reports from a bounty platform's export",
  more: `
Exports of Bugcrowd and HackerOne are known by their columns. Of any other, say which column is what, and
look first with --dry-run. Each report is taken once by its number there; a row with a fault is left out and
told. See docs/guides/reports-from-other-sites.md.
`,
  options: (command: Command) =>
    command
      .option("--site <site>", `where they lie: ${exportSites.join(", ")}`, oneOf(exportSites))
      .option("--site-name <name>", "what people call another site")
      .option(
        "--column <field=name>",
        `which column is what; fields: ${exportFields.join(", ")}`,
        columnSaid,
      )
      .option("--more <name>", "a column that is added to the description", another)
      .option("--answer-here", "their authors are answered by us, by e-mail")
      .option(
        "--dates <order>",
        `how days are written: ${dateOrders.join(", ")}`,
        oneOf(dateOrders),
      )
      .option("--zone <zone>", "zone of times that name none, such as Europe/Paris")
      .option("--leave-out <state>", "leave out what is in this state there", another),
  asks: ({ site, siteName, column, more, answerHere, dates, zone, leaveOut }) => ({
    ...(site ? { site } : {}),
    ...(siteName ? { siteName } : {}),
    ...(column ? { columns: column } : {}),
    ...(more ? { more } : {}),
    ...(answerHere ? { answered: "here" } : {}),
    ...(dates ? { dateOrder: dates } : {}),
    ...(zone ? { zone } : {}),
    ...(leaveOut ? { leaveOut } : {}),
  }),
};

function oneOf(words: readonly string[]) {
  return (text: string): string => {
    if (words.includes(text)) return text;
    throw new InvalidArgumentError(`It is one of ${words.join(", ")}.`);
  };
}

function columnSaid(text: string, before: readonly Said[] = []): readonly Said[] {
  const [, field = "", name = ""] = /^([a-z]+)=(.+)$/s.exec(text) ?? [];
  if (!exportFields.some((each) => each === field)) {
    throw new InvalidArgumentError(
      `Write FIELD=NAME; a field is one of ${exportFields.join(", ")}.`,
    );
  }
  return [...before, { field, name }];
}

function another(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
