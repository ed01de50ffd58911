/** What a file says of one thing beside what was there, and which of it would be added or changed. */

export interface Changes<T> {
  readonly added: readonly T[];
  readonly changed: readonly T[];
  /** How many the file names that are already as it says. */
  readonly same: number;
}

/** A thing of the file, with the row that named it first. */
export interface Named<T, Row> {
  readonly before: T | undefined;
  value: T;
  row: Row;
}

export function keyOf(...names: readonly string[]): string {
  return JSON.stringify(names);
}

/** Without what was not said. */
export function said<T extends object>(
  values: { [Key in keyof T]: T[Key] | undefined },
): Partial<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}

export function changesOf<T extends object, Row>(named: Iterable<Named<T, Row>>): Changes<T> {
  const all = [...named];
  const differs = ({ before, value }: Named<T, Row>) =>
    before !== undefined &&
    Object.entries(value).some(([name, each]) => !isSame(before[name as keyof T], each));
  return {
    added: all.filter(({ before }) => before === undefined).map(({ value }) => value),
    changed: all.filter(differs).map(({ value }) => value),
    same: all.filter((each) => each.before !== undefined && !differs(each)).length,
  };
}

/** Texts, words and lists of them. */
export function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
