/**
 * Reads JSON (RFC 8259) so that every value knows its line and column. Stricter than JSON.parse in
 * one thing: a name that stands twice in an object is refused, for nobody could say which one counts.
 */
import type { ImportFault } from "../../core/imports/import-row.ts";
import type { JsonNode } from "../../core/imports/json-node.ts";

const depthMax = 32;

class Broken extends Error {
  readonly at: number;

  constructor(at: number, problem: string) {
    super(problem);
    this.at = at;
  }
}

export function readJson(text: string): { root: JsonNode } | { problem: ImportFault } {
  const plain = text.startsWith("\ufeff") ? text.slice(1) : text;
  const reader = new Reader(plain);
  try {
    return { root: reader.whole() };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { problem: { ...reader.placeOf(error.at), problem: error.message } };
  }
}

const plainValue = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const blank = /[ \t\r\n]*/y;

const wrongText =
  "A text holds a line break, a tab or the like, or a backslash that leads nothing.";

/** §7: control characters stand in no text, and a backslash leads few letters. */
function parsed(token: string, at: number): string {
  try {
    return JSON.parse(token) as string;
  } catch {
    throw new Broken(at, wrongText);
  }
}

class Reader {
  private at = 0;
  private readonly text: string;
  /** Where lines begin. */
  private readonly lines: readonly number[];

  constructor(text: string) {
    this.text = text;
    this.lines = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)];
  }

  placeOf(at: number) {
    let [low, high] = [0, this.lines.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.lines[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (this.lines[low] ?? 0) + 1 };
  }

  whole(): JsonNode {
    this.skip();
    const root = this.node(0);
    this.skip();
    if (this.at < this.text.length) this.fail("Something stands behind the end.");
    return root;
  }

  private node(depth: number): JsonNode {
    if (depth > depthMax) this.fail("It is nested too deep.");
    const place = this.placeOf(this.at);
    if (this.text[this.at] === "[") return { ...place, kind: "list", items: this.list(depth) };
    if (this.text[this.at] === "{") {
      return { ...place, kind: "object", members: this.object(depth) };
    }
    const text = this.quoted();
    if (text !== undefined) return { ...place, kind: "value", value: text };
    const found = this.match(plainValue);
    if (found === undefined) this.fail("A value is missing or not written as JSON.");
    const value = JSON.parse(found) as number | boolean | null;
    const written = typeof value === "number" ? { written: found } : {};
    return { ...place, kind: "value", value, ...written };
  }

  /** Letter by letter: a pattern that repeats so often ends the stack on a text of some megabytes. */
  private quoted(): string | undefined {
    const start = this.at;
    if (this.text[start] !== '"') return undefined;
    let end = start + 1;
    while (end < this.text.length && this.text[end] !== '"') {
      end += this.text[end] === "\\" ? 2 : 1;
    }
    if (end >= this.text.length) this.fail("A quotation mark is not closed.");
    this.at = end + 1;
    return parsed(this.text.slice(start, this.at), start);
  }

  private list(depth: number): JsonNode[] {
    const items: JsonNode[] = [];
    this.between("]", () => {
      items.push(this.node(depth + 1));
    });
    return items;
  }

  private object(depth: number): Map<string, JsonNode> {
    const members = new Map<string, JsonNode>();
    this.between("}", () => {
      const at = this.at;
      const key = this.quoted();
      if (key === undefined) this.fail("A name in quotation marks is missing.");
      if (members.has(key)) throw new Broken(at, "This name stands twice in the same object.");
      this.skip();
      if (this.text[this.at] !== ":") this.fail("A colon is missing.");
      this.at += 1;
      this.skip();
      members.set(key, this.node(depth + 1));
    });
    return members;
  }

  /** What stands between brackets, separated by commas. */
  private between(end: "]" | "}", one: () => void): void {
    this.at += 1;
    this.skip();
    if (this.text[this.at] === end) {
      this.at += 1;
      return;
    }
    for (;;) {
      one();
      this.skip();
      const next = this.text[this.at];
      if (next !== "," && next !== end) this.fail(`A comma or “${end}” is missing.`);
      this.at += 1;
      if (next === end) return;
      this.skip();
    }
  }

  private skip(): void {
    this.match(blank);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private fail(problem: string): never {
    throw new Broken(this.at, problem);
  }
}
