/** The settings of a policy as the JSON Schema of its file names them: what each may hold. */
import { policyJsonSchema } from "../src/formats/policy/schema.ts";

export interface Holding {
  readonly path: string;
  /** What may be written there, in words; empty for a group. */
  readonly holds: string;
  /** What stands there where nothing is written; undefined where something must be. */
  readonly otherwise: string | undefined;
}

type Schema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
};

/** Every setting in the order of the schema; all promises as one, under "promises.*". */
export function settingsOfSchema(): Holding[] {
  return within(policyJsonSchema() as Schema, "");
}

function within(group: Schema, path: string): Holding[] {
  return Object.entries(group.properties ?? {}).flatMap(([name, schema]) => {
    const at = path === "" ? name : `${path}.${name}`;
    const holding = { path: at, otherwise: otherwiseOf(schema, group.required?.includes(name)) };
    if (at === "promises") {
      const [any] = Object.values(schema.properties ?? {});
      const terms = within(any ?? {}, `${at}.*`);
      return [{ ...holding, holds: "" }, ...terms.map(ofAnyPromise)];
    }
    const entries = schema.items?.properties ? schema.items : undefined;
    if (entries) return [{ ...holding, holds: "list" }, ...within(entries, `${at}[]`)];
    if (schema.properties) return [{ ...holding, holds: "" }, ...within(schema, at)];
    return [{ ...holding, holds: inWords(schema) }];
  });
}

/** Each promise has anchors of its own. */
function ofAnyPromise(holding: Holding): Holding {
  if (holding.path !== "promises.*.from") return holding;
  return { ...holding, holds: "an anchor of the promise", otherwise: "its first anchor" };
}

function otherwiseOf(schema: Schema, required = false): string | undefined {
  if (required) return undefined;
  if (schema.default === undefined) return "left out";
  const text = JSON.stringify(schema.default);
  return text === '""' || text === "[]" || text === "{}" ? "empty" : `\`${text}\``;
}

/** What may be written, for people. */
function inWords(schema: Schema): string {
  if (schema.anyOf) return unionInWords(schema.anyOf);
  if (schema.enum) return schema.enum.map((each) => `\`${String(each)}\``).join(", ");
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  switch (schema.type) {
    case "array":
      return `list: ${inWords(schema.items ?? {})}`;
    case "boolean":
      return "true or false";
    case "integer":
    case "number":
      return `${schema.type === "integer" ? "whole number" : "number"}${rangeOf(schema)}`;
    case "string":
      return stringInWords(schema);
    case "object":
      return `by name: ${inWords(schema.additionalProperties as Schema)}`;
    default:
      throw new Error(`no words for ${JSON.stringify(schema)}`);
  }
}

function unionInWords(all: readonly Schema[]): string {
  if (all.some((each) => each.properties?.workingDays)) return "length";
  if (all.some((each) => each.properties?.months)) return "term";
  const empty = all.some((each) => each.const === "") ? ", or empty" : "";
  const rest = all.filter((each) => each.const !== "");
  const isText = [rest, rest[0]?.anyOf ?? []].some((each) =>
    each.some(({ additionalProperties }) => typeof additionalProperties === "object"),
  );
  return `${isText ? "text" : rest.map(inWords).join(", ")}${empty}`;
}

function rangeOf({ minimum, maximum }: Schema): string {
  if (minimum === undefined || maximum === undefined) return "";
  return maximum === Number.MAX_SAFE_INTEGER
    ? `, ${minimum} or more`
    : ` from ${minimum} to ${maximum}`;
}

/** Shapes of plain words, by what the schema says of them. */
const shapes: Readonly<Record<string, string>> = {
  "date-time": "instant with its zone",
  email: "e-mail address",
  uri: "address",
  "^([01]\\d|2[0-3]):[0-5]\\d$": "time of day",
  "^[A-Z]{1,4}-\\d{2}$": "requirement id",
  "^[a-z]{2,3}(-[A-Za-z0-9]+)*$": "language code",
  "^[a-z0-9-]+$": "short name",
  "^\\/[a-z0-9/-]*$": "path",
};

function stringInWords({ format, pattern }: Schema): string {
  return shapes[format ?? ""] ?? shapes[pattern ?? ""] ?? "words";
}
