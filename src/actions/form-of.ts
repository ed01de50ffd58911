/**
 * The form of an action, derived from its input schema and nothing else: a field that is added to
 * the schema is on the page, in the API and in its document.
 */
import { z } from "zod";
import type { FieldKind, FormChoice, FormDescription, FormField } from "../lib/form-description.ts";
import type { Action } from "./action.ts";

/** The parts of JSON Schema that forms are made from. */
interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  /** Words for the values of a choice, by value (`.meta({ words: … })`). */
  readonly words?: Readonly<Record<string, string>>;
}

/** Texts longer than this are written in several lines. */
const oneLineMax = 500;

/** Describes the action's form. `caseId` and other fields that its path names travel hidden. */
export function formOf(action: Pick<Action, "deed" | "title" | "summary" | "path" | "input">) {
  const schema = z.toJSONSchema(action.input, { io: "input", unrepresentable: "any" }) as Schema;
  const inPath = new Set(
    [...(action.path ?? "").matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name),
  );
  const fields = fieldsOf(schema).map((field) =>
    inPath.has(field.name) ? { ...field, kind: "hidden" as const } : field,
  );
  const { deed, title, summary } = action;
  return { name: deed, title, summary, fields } satisfies FormDescription;
}

function fieldsOf(schema: Schema): FormField[] {
  return Object.entries(schema.properties ?? {}).map(([name, field]) =>
    fieldOf(name, field, schema.required?.includes(name) ?? false),
  );
}

function fieldOf(name: string, given: Schema, required: boolean): FormField {
  const schema = withoutNull(given);
  const kind = kindOf(schema);
  const fallback = fallbackOf(schema.default);
  const choices = choicesOf(kind === "choices" ? schema.items : schema, schema.words);
  return {
    name,
    label: schema.title ?? inWords(name),
    kind,
    required,
    ...(schema.description ? { help: schema.description } : {}),
    ...(fallback === undefined ? {} : { fallback }),
    ...(schema.maxLength === undefined ? {} : { maxLength: schema.maxLength }),
    ...(kind === "number" ? boundsOf(schema) : {}),
    ...(choices ? { choices } : {}),
    ...(kind === "rows" && schema.items ? { columns: fieldsOf(schema.items) } : {}),
  };
}

/** `nullable()` is "or null" in the schema; a form says it by leaving the field empty. */
function withoutNull(schema: Schema): Schema {
  const others = schema.anyOf?.filter((each) => each.type !== "null") ?? [];
  return others.length === 1 ? { ...others[0], ...schema } : schema;
}

function kindOf(schema: Schema): FieldKind {
  if (schema.enum) return "choice";
  if (schema.type === "array") return kindOfArray(schema.items ?? {});
  if (schema.type === "boolean") return "yes-no";
  if (schema.type === "integer" || schema.type === "number") return "number";
  const byFormat = formats[schema.format ?? ""];
  if (byFormat) return byFormat;
  return (schema.maxLength ?? 0) > oneLineMax ? "long-text" : "text";
}

const formats: Readonly<Record<string, FieldKind>> = {
  uuid: "id",
  "date-time": "instant",
  date: "day",
  email: "email",
  uri: "url",
};

function kindOfArray(items: Schema): FieldKind {
  if (items.type !== "object") return "choices";
  // A file travels as base 64 in JSON, and as itself in a multipart form.
  return items.properties && "base64" in items.properties ? "files" : "rows";
}

function boundsOf(schema: Schema): { min?: number; max?: number } {
  return {
    ...(schema.minimum === undefined ? {} : { min: schema.minimum }),
    ...(schema.maximum === undefined ? {} : { max: schema.maximum }),
  };
}

function fallbackOf(value: unknown): string | undefined {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string" && value !== "") return value;
  return typeof value === "number" ? String(value) : undefined;
}

function choicesOf(
  schema: Schema | undefined,
  words: Schema["words"],
): readonly FormChoice[] | undefined {
  return schema?.enum?.map((each) => {
    const value = String(each);
    return { value, label: words?.[value] ?? schema.words?.[value] ?? inWords(value) };
  });
}

/** "not-relevant", "component_not_present" and "howToObtain" as people write them. */
function inWords(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after}`)
    .replace(/[-_]+/g, " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
