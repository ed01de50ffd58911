/** Input for any deed, made from its schema: it gets past the schema, so that what is tried is who, not what. */
import { z } from "zod";
import type { Action } from "../../src/actions/action.ts";

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  /** What the schema says would fit, where its rules are more than JSON Schema can say. */
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/**
 * `io` is "output" for the deed itself, "input" for what a request sends: no more than it must.
 * `newId` makes ids of nothing.
 */
export function inputFor(
  action: Action,
  io: "input" | "output",
  given: Readonly<Record<string, unknown>>,
  newId: () => string,
): Record<string, unknown> {
  const schema = schemaOf(action, io);
  const named = Object.entries(given).filter(([name]) => name in action.input.shape);
  return { ...(valueFor(schema, newId) as object), ...Object.fromEntries(named) };
}

const schemas = { input: new Map<Action, Schema>(), output: new Map<Action, Schema>() };

/** Made once a deed: the sweep asks for each some hundred times. */
function schemaOf(action: Action, io: "input" | "output"): Schema {
  const made =
    schemas[io].get(action) ??
    (z.toJSONSchema(action.input, { io, unrepresentable: "any" }) as Schema);
  schemas[io].set(action, made);
  return made;
}

function valueFor(schema: Schema, newId: () => string): unknown {
  if (schema.enum) return schema.enum[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.examples) return schema.examples[0];
  const first = schema.anyOf?.find((each) => each.type !== "null");
  if (first) return valueFor(first, newId);
  if (schema.type === "object") {
    const { required } = schema;
    const fields = Object.entries(schema.properties ?? {}).filter(
      ([name, { pattern, type, enum: values, anyOf }]) =>
        (!pattern && Boolean(type ?? values ?? anyOf)) || (required ?? []).includes(name),
    );
    return Object.fromEntries(fields.map(([name, field]) => [name, valueFor(field, newId)]));
  }
  if (schema.type === "array") return schema.minItems ? [valueFor(schema.items ?? {}, newId)] : [];
  if (schema.type === "boolean") return false;
  if (schema.type === "integer" || schema.type === "number") return 1;
  return schema.type === "string" ? textFor(schema, newId) : {};
}

function textFor({ format, minLength = 0, maxLength = 500 }: Schema, newId: () => string): string {
  if (format === "uuid") return newId();
  if (format === "date-time") return "2027-01-01T00:00:00Z";
  if (format === "date") return "2027-01-01";
  if (format === "email") return "somebody@research.example";
  if (format === "uri") return "https://research.example/";
  if (format === "base64") return "AAAA";
  const words = "a text that is long enough to be taken as words";
  return words.padEnd(minLength, " and more").slice(0, maxLength);
}
