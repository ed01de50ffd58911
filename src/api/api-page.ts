/** The table of operations in docs/reference/api.md, from the same lists that the routes come from. */
import { ruleOf } from "../core/people/deeds.ts";
import { apiRoot, deedOperations } from "./operations.ts";
import { reads } from "./reads.ts";

/** Markdown, one row for each operation, by path. */
export function operationsTable(): string {
  const rows = [
    ...reads.map((read) => ({
      path: read.path,
      row: ["GET", read.path, read.summary, read.open ? "anybody" : "whoever may see it"],
    })),
    ...deedOperations.map(({ action }) => ({
      path: action.path,
      row: ["POST", action.path, action.summary, whoMay(action.deed)],
    })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const lines = rows.map(({ row: [method = "", path = "", summary = "", who = ""] }) => {
    return `| \`${method} ${apiRoot}${path}\` | ${summary.replaceAll("|", "\\|")} | ${who} |`;
  });
  return ["| operation | what it does | who may |", "| --- | --- | --- |", ...lines, ""].join("\n");
}

function whoMay(deed: Parameters<typeof ruleOf>[0]): string {
  const { on, by } = ruleOf(deed);
  if (by.includes("anyone")) return "anybody";
  const who = by.filter((role) => role !== "system").join(", ");
  return on === "case" ? `members: ${who}` : who;
}
