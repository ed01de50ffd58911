/** Joins the style sheet that every page links to. Reads files of its own folder, nothing else. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The files of `css/` in the order in which they apply. */
export const stylesheetFiles = [
  "tokens.css",
  "base.css",
  "shells.css",
  "sheet.css",
  "console.css",
  "console-parts.css",
  "palette.css",
  "queue.css",
  "buttons.css",
  "fields.css",
  "pickers.css",
  "layout.css",
  "tables.css",
  "notices.css",
  "severity.css",
  "story.css",
  "charts.css",
  "public.css",
  "policy.css",
  "print.css",
] as const;

/** The whole style sheet as text; `folder` is where the css files lie (`src/web/assets/css`). */
export function joinStylesheet(folder: string): string {
  return stylesheetFiles.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
}
