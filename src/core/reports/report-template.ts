/**
 * The report as a text to fill in without the web: written from the policy's fields, and read
 * back from a mail. Lines that begin with `## ` and a field's name divide it; all else is answer.
 */
import type { Policy } from "../policy/policy.ts";
import {
  fieldsAsked,
  type ReportField,
  reportFields,
  requiredReportFields,
} from "../policy/report-form.ts";
import type { ReportFields } from "./arrival.ts";
import { whereToTurn } from "./live-answer.ts";
import { answerAsChoice, reportQuestions } from "./report-questions.ts";

type Asks = Pick<Policy, "reportForm" | "liveIncident">;

/** The fields that a text can answer, in the policy's order; files travel as attachments. */
function templateFields(policy: Asks): ReportField[] {
  const asked = [...fieldsAsked(policy), ...requiredReportFields];
  return [...new Set(asked)].filter((field) => field !== "files");
}

/** Whoever answers that an attack is going on has read where to turn (ALE-26). */
function redirectLines(policy: Asks): string[] {
  const isAsked = policy.reportForm.fields.includes("live-incident");
  return isAsked
    ? ["Is an attack or outage going on right now?", ...whereToTurn(policy, "en")]
    : [];
}

/** Beside the form stands the same, where files are chosen (TH-21, TH-22). */
function dataLines(policy: Asks): string[] {
  if (!templateFields(policy).includes("personal-data")) return [];
  return [
    "You are responsible for whether you may pass on personal or regulated data. When in doubt,",
    "do not send it: say below that you hold it back, and we agree first on how it travels.",
  ];
}

/** The text to fill in. `opening` stands above it: to whom, and how to encrypt. */
export function templateText(policy: Asks, opening: readonly string[]): string {
  const rules = [
    "Write below each line that begins with ##, and leave those lines as they are: our software",
    "finds your answers by them. Only what is marked as required is needed. Attach files to the mail.",
    ...dataLines(policy),
  ];
  const redirect = redirectLines(policy);
  const parts = templateFields(policy).map((field) => `## ${field}: ${question(field)}\n\n`);
  return [
    ...opening,
    "",
    ...redirect,
    ...(redirect.length > 0 ? [""] : []),
    ...rules,
    "",
    ...parts,
  ].join("\n");
}

/** The same fields as JSON to fill in; what stands under "about" is told, not asked. */
export function templateJson(policy: Asks): string {
  const fields = Object.fromEntries(templateFields(policy).map((field) => [field, ""]));
  const about = [
    "Write your answers between the quotation marks, and send this file to us by mail.",
    ...dataLines(policy),
    ...redirectLines(policy),
    "What is asked:",
    ...templateFields(policy).map((field) => `${field}: ${question(field)}`),
  ];
  return `${JSON.stringify({ about, ...fields }, null, 2)}\n`;
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
    const words = next ? line.slice(`## ${next}:`.length) : line;
    if (field) answers[field] = `${answers[field] ?? ""}${words}\n`;
  }
  const filled = Object.entries(answers) as [ReportField, string][];
  return given(filled.map(([name, written]) => [name, belowQuestion(name, written)] as const));
}

/**
 * What stands below a question. Mail programs break long lines, so that its end may stand on the lines
 * below; of a question in other words, as in an older template, its first line is left out.
 */
function belowQuestion(field: ReportField, written: string): string {
  const words = question(field)
    .split(" ")
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, "\\$&"));
  const asked = new RegExp(`^\\s*${words.join("\\s+")}`).exec(written);
  return asked ? written.slice(asked[0].length) : written.slice(written.indexOf("\n") + 1);
}

/**
 * The answers of a filled-in JSON file, alone or among the words of a mail; undefined where it is none.
 * Only what holds all the required fields is ours: a package.json has a name and a description too.
 */
export function readJsonTemplate(text: string): ReportFields | undefined {
  const plain = text.replace(/^(?:> ?)+/gm, "");
  const [from, to] = [plain.indexOf("{"), plain.lastIndexOf("}")];
  if (from < 0 || to < from) return undefined;
  const written = plain.slice(from, to + 1);
  const parsed = parsedOrUndefined(written) ?? parsedOrUndefined(withLinesEscaped(written));
  if (typeof parsed !== "object" || parsed === null) return undefined;
  if (!requiredReportFields.every((field) => field in parsed)) return undefined;
  const answers = Object.entries(parsed).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  return given(answers.filter(([name]) => reportFields.some((field) => field === name)));
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** People write an answer over several lines, and mail programs wrap long ones: JSON knows neither. */
function withLinesEscaped(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"/gs, (each) => each.replace(/\r?\n/g, "\\n"));
}

/** What was answered at all, choices by their value. */
function given(answers: readonly (readonly [string, string])[]): ReportFields | undefined {
  const filled = answers
    .map(([name, answer]) => [name, answerAsChoice(name as ReportField, answer.trim())] as const)
    .filter(([, answer]) => answer !== "");
  return filled.length > 0 ? (Object.fromEntries(filled) as ReportFields) : undefined;
}

function fieldOfLine(line: string): ReportField | undefined {
  const name = /^## ([a-z-]+):/.exec(line)?.[1];
  return reportFields.find((field) => field === name);
}

/** In one line, its words between single spaces. */
function question(field: ReportField): string {
  const { label, help, choices = [] } = reportQuestions[field];
  const required = (requiredReportFields as readonly string[]).includes(field) ? " (required)" : "";
  const title = `${label}${required}`;
  const among = choices.map(({ value, label: words }) =>
    words.toLowerCase() === value ? value : `${value} (${words})`,
  );
  const more = [help, among.length > 0 && `Write one of: ${among.join("; ")}.`].filter(Boolean);
  if (more.length === 0) return title;
  return `${title}${/[.?!]$/.test(title) ? "" : "."} ${more.join(" ")}`;
}
