/**
 * The report as a text to fill in without the web: written from the policy's fields, and read
 * back from a mail. Lines that begin with `## ` and a field's name divide it; all else is answer.
 */
import { type ReportField, reportFields, requiredReportFields } from "../policy/report-form.ts";
import type { ReportFields } from "./arrival.ts";
import { reportQuestions } from "./report-questions.ts";

/** The fields that a text can answer, in the policy's order; files travel as attachments. */
function templateFields(shown: readonly ReportField[]): ReportField[] {
  return [...new Set([...shown, ...requiredReportFields])].filter((field) => field !== "files");
}

/** The text to fill in. `opening` stands above it: to whom, and how to encrypt. */
export function templateText(shown: readonly ReportField[], opening: readonly string[]): string {
  const rules = [
    "Write below each line that begins with ##, and leave those lines as they are: our software",
    "finds your answers by them. Only what is marked as required is needed. Attach files to the mail.",
  ];
  const parts = templateFields(shown).map((field) => `## ${field}: ${question(field)}\n\n`);
  return `${[...opening, "", ...rules, "", ...parts].join("\n")}`;
}

/** The same fields as JSON to fill in. */
export function templateJson(shown: readonly ReportField[]): string {
  const fields = Object.fromEntries(templateFields(shown).map((field) => [field, ""]));
  return `${JSON.stringify(fields, null, 2)}\n`;
}

/**
 * The answers of a filled-in text; undefined where it is none. Quoted lines (`> `) count as
 * written, since many mail programs quote what people answer below.
 */
export function readTemplate(text: string): ReportFields | undefined {
  const answers: Partial<Record<ReportField, string>> = {};
  let field: ReportField | undefined;
  for (const line of text.split(/\r?\n/).map((each) => each.replace(/^(?:> ?)+/, ""))) {
    const next = fieldOfLine(line);
    if (next) field = next;
    else if (field) answers[field] = `${answers[field] ?? ""}${line}\n`;
  }
  const filled = Object.entries(answers).map(([name, answer]) => [name, answer.trim()]);
  const given = filled.filter(([, answer]) => answer !== "");
  return given.length > 0 ? (Object.fromEntries(given) as ReportFields) : undefined;
}

function fieldOfLine(line: string): ReportField | undefined {
  const name = /^## ([a-z-]+):/.exec(line)?.[1];
  return reportFields.find((field) => field === name);
}

function question(field: ReportField): string {
  const { label, help, choices } = reportQuestions[field];
  const required = (requiredReportFields as readonly string[]).includes(field) ? " (required)" : "";
  const among = choices ? ` One of: ${choices.map((choice) => choice.value).join(", ")}.` : "";
  return `${label}${required}${help ? ` ${help}` : ""}${among}`;
}
