/** A form as data: what is asked, in order. Made from a schema, drawn by a component, read back from a body. */

export type FieldKind =
  | "hidden"
  | "text"
  | "long-text"
  | "email"
  | "url"
  | "number"
  | "id"
  | "instant"
  | "day"
  | "choice"
  | "choices"
  | "yes-no"
  | "rows"
  | "files";

export interface FormChoice {
  readonly value: string;
  readonly label: string;
}

export interface FormField {
  readonly name: string;
  readonly label: string;
  /** One sentence that helps to answer. */
  readonly help?: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  /** What holds when nothing is said, as the form would send it. */
  readonly fallback?: string;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  /** Of "choice" and "choices". */
  readonly choices?: readonly FormChoice[];
  /** Of "rows": the columns, whose inputs are named `<name>.<row>.<column>`. */
  readonly columns?: readonly FormField[];
}

export interface FormDescription {
  /** Names the form among others on a page. */
  readonly name: string;
  /** The words on its button. */
  readonly title: string;
  readonly summary: string;
  readonly fields: readonly FormField[];
}

/** A form's body as it was sent: a name that occurs more than once has an array. */
export type FormValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** All values under a name, in the order they were sent. */
export function valuesOf(values: FormValues, name: string): readonly string[] {
  // Own properties only: a body may be a plain object, and "constructor" is no field of it.
  if (!Object.hasOwn(values, name)) return [];
  const found = values[name];
  if (found === undefined) return [];
  return typeof found === "string" ? [found] : found;
}

/** The last value under a name, or undefined. */
export function lastValueOf(values: FormValues, name: string): string | undefined {
  return valuesOf(values, name).at(-1);
}

/** How many rows of a "rows" field a body holds: one more than the highest index, at most `max`. */
export function rowCount(values: FormValues, name: string, max: number): number {
  const prefix = `${name}.`;
  let count = 0;
  for (const key of Object.keys(values)) {
    if (!key.startsWith(prefix)) continue;
    const index = /^(\d{1,4})\./.exec(key.slice(prefix.length))?.[1];
    if (index !== undefined) count = Math.max(count, Number(index) + 1);
  }
  return Math.min(count, max);
}
