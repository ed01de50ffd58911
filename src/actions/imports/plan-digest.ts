/** What tells one plan of a catalogue's import from another: the whole of it, also where only a part is told. */
import { createHash } from "node:crypto";
import type { CataloguePlan } from "../../core/catalogue/plan-import.ts";
import type { Changes } from "../../core/catalogue/planned-changes.ts";
import { canonicalJson, type JsonValue } from "../../lib/canonical-json.ts";

/** Ids made for one plan: made anew, the same plan has others in the same order. */
export class MadeIds {
  private readonly made = new Map<string, string>();
  private readonly newId: () => string;

  constructor(newId: () => string) {
    this.newId = newId;
  }

  readonly next = (): string => {
    const id = this.newId();
    this.made.set(id, `new ${this.made.size + 1}`);
    return id;
  };

  /** The value with the place of each of these ids instead of it. */
  without(value: object): JsonValue {
    const entries = Object.entries(value as Readonly<Record<string, JsonValue>>);
    return Object.fromEntries(
      entries.map(([name, each]) => [
        name,
        typeof each === "string" ? (this.made.get(each) ?? each) : each,
      ]),
    );
  }
}

/**
 * SHA-256 in hex over canonical JSON of all that the plan adds and changes, with what stood there before;
 * `ids` made the ids of the plan.
 */
export function planDigest(plan: CataloguePlan, ids: MadeIds): string {
  const hash = createHash("sha256");
  const note = (...parts: readonly JsonValue[]) => hash.update(`${canonicalJson(parts)}\n`);
  const { entities, products, versions, components, owners } = plan;
  const all: Readonly<Record<string, Changes<object>>> = {
    ...{ entities, products, versions, components },
  };
  for (const [kind, { added, changed, replaced }] of Object.entries(all)) {
    for (const each of added) note(kind, ids.without(each));
    for (const [at, each] of changed.entries()) {
      note(kind, ids.without(each), ids.without(replaced[at] ?? {}));
    }
  }
  for (const each of owners) note("owners", ids.without(each));
  return hash.digest("hex");
}
