/**
 * Reads a form's body as the input of an action: what its description names and nothing else.
 * Never judges: what does not fit is passed on as it was typed, for the schema to refuse.
 */
import { Temporal } from "temporal-polyfill";
import {
  type FormDescription,
  type FormField,
  type FormValues,
  lastValueOf,
  rowCount,
  valuesOf,
} from "../lib/form-description.ts";

/** A hundred rows are more than any page shows; the schema's own limit comes after. */
const rowsMax = 500;

/**
 * The input that the body says. Left-out fields are omitted, so that the schema's defaults hold;
 * empty ones too, unless they are required. Files are not in here: who reads them adds them.
 */
export function inputOfForm(
  form: Pick<FormDescription, "fields">,
  values: FormValues,
): Record<string, unknown> {
  return inputOf(form.fields, values, "");
}

function inputOf(
  fields: readonly FormField[],
  values: FormValues,
  prefix: string,
): Record<string, unknown> {
  const entries = fields.flatMap((field) => {
    const value = readField(field, values, `${prefix}${field.name}`);
    return value === undefined ? [] : [[field.name, value] as const];
  });
  return Object.fromEntries(entries);
}

function readField(field: FormField, values: FormValues, name: string): unknown {
  switch (field.kind) {
    case "files":
      return undefined;
    case "rows":
      return rowsOf(field, values, name);
    case "choices":
      return choicesOf(field, values, name);
    case "yes-no":
      return yesOrNo(valuesOf(values, name));
    default:
      return single(field, values, name);
  }
}

function single(field: FormField, values: FormValues, name: string): unknown {
  const typed = lastValueOf(values, name);
  if (typed === undefined) return undefined;
  const text = field.kind === "long-text" ? typed.replaceAll("\r\n", "\n") : typed.trim();
  if (text.trim() === "") return emptyOf(field);
  if (field.kind === "number") return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : text;
  if (field.kind === "instant") return instantOf(text, lastValueOf(values, `${name}Zone`) ?? "UTC");
  return text;
}

/** A required text that is empty meets the schema's own sentence ("Write a message."). */
function emptyOf(field: FormField): "" | undefined {
  const isText = field.kind === "text" || field.kind === "long-text";
  return field.required && isText ? "" : undefined;
}

/** A box sends its word when ticked; before it the form sends "no", so that unticked is not left out. */
function yesOrNo(sent: readonly string[]): boolean | undefined {
  if (sent.length === 0) return undefined;
  return sent.some((value) => value !== "no" && value !== "");
}

function choicesOf(field: FormField, values: FormValues, name: string): unknown {
  const ticked = valuesOf(values, name).filter((value) => value !== "");
  return ticked.length > 0 || field.required ? ticked : undefined;
}

/** A row in which nothing was filled in is the spare one at the end of the form. */
function rowsOf(field: FormField, values: FormValues, name: string): unknown {
  const columns = field.columns ?? [];
  const rows: unknown[] = [];
  for (let index = 0; index < rowCount(values, name, rowsMax); index += 1) {
    const prefix = `${name}.${index}.`;
    if (columns.some((column) => isFilled(column, values, `${prefix}${column.name}`))) {
      rows.push(inputOf(columns, values, prefix));
    }
  }
  return rows.length > 0 || field.required ? rows : undefined;
}

function isFilled(column: FormField, values: FormValues, name: string): boolean {
  const sent = valuesOf(values, name).filter((value) => value.trim() !== "");
  // A choice that was never touched says its first or usual value.
  if (column.kind === "choice" || column.kind === "yes-no") return false;
  return sent.length > 0;
}

/** "2026-05-04T09:30" in a zone as an instant; a day is its first minute there. */
function instantOf(text: string, zone: string): string {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/.test(text)) return text;
  try {
    const local = Temporal.PlainDateTime.from(text, { overflow: "reject" });
    return new Date(local.toZonedDateTime(zone).epochMilliseconds).toISOString();
  } catch {
    return text;
  }
}
