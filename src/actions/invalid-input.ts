/** Input that does not fit its schema: every field with its sentence, so that a person mends all at once. */
import type { z } from "zod";
import { Refusal } from "../core/refusal.ts";
import { drawsNothing } from "../core/visible-line.ts";

export interface Fault {
  /** Dotted path of the field: "products.2.versions"; "input" for the whole. */
  readonly field: string;
  readonly message: string;
}

/** Refusal input.invalid; its details name the first fault, `faults` has all of them. */
export class InvalidInput extends Refusal {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const [first] = faults;
    super("input.invalid", {
      field: first?.field ?? "input",
      problem: first?.message ?? "does not fit",
    });
    this.faults = faults;
  }
}

/** More faults than this teach nobody anything and would make an answer larger than its request. */
const faultsMax = 50;

/**
 * Reads input by a schema. Refuses with input.invalid, naming every field that does not fit. A text that
 * nobody can see, of characters without width for example, is an empty one.
 */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const read = schema.safeParse(withoutUnseen(input), { error: plainly });
  const faults = read.success ? [] : read.error.issues.map(faultOf);
  const unstorable = nulPath(read.success ? read.data : undefined);
  // PostgreSQL cannot hold U+0000 in a text, and no word of any language has it.
  if (unstorable) faults.push({ field: unstorable, message: "holds a character that no text has" });
  if (!read.success || faults.length > 0) throw new InvalidInput(faults.slice(0, faultsMax));
  return read.data;
}

function faultOf(issue: z.core.$ZodIssue): Fault {
  return { field: issue.path.map(String).join(".") || "input", message: issue.message };
}

/** Words for people, where the schema has none of its own. */
function plainly(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined || isEmpty(issue)) return "is missing";
  if (issue.code === "invalid_value")
    return `must be one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "too_big" && issue.origin === "string") {
    return `is longer than ${issue.maximum} characters`;
  }
  if (issue.code === "invalid_format" && issue.format === "uuid") return "is not an id";
  if (issue.code === "invalid_format" && issue.format === "datetime") {
    return "is not an instant with its zone, such as 2026-03-06T10:00:00Z";
  }
  return undefined;
}

/** The shortest that is taken is one letter: there is nothing at all. */
function isEmpty(issue: z.core.$ZodRawIssue): boolean {
  return issue.code === "too_small" && issue.origin === "string" && issue.minimum === 1;
}

/** No schema of ours goes deeper; what does is refused by it, and never walked. */
const depthMax = 20;

/** Spaces are the schemas' own matter: they trim them where nothing is said by them. */
function withoutUnseen(value: unknown, depth = 0): unknown {
  if (depth > depthMax) return value;
  if (typeof value === "string") {
    return /[^\s\0]/u.test(value) && drawsNothing(value) && !value.includes("\0") ? "" : value;
  }
  if (Array.isArray(value)) return value.map((inner) => withoutUnseen(inner, depth + 1));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withoutUnseen(inner, depth + 1)]),
  );
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Where a string with U+0000 is, if anywhere. */
function nulPath(value: unknown, path = ""): string | undefined {
  if (typeof value === "string") return value.includes("\0") ? path || "input" : undefined;
  if (value === null || typeof value !== "object" || ArrayBuffer.isView(value)) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = nulPath(inner, path ? `${path}.${name}` : name);
    if (found) return found;
  }
  return undefined;
}
