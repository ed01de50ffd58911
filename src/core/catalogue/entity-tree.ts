/**
 * The tree of the organisation's entities: the organisation, below it what the policy names, and below
 * those what the house added. Whatever the rows say, every entity stands in it once.
 */
import { Refusal } from "../refusal.ts";

export const entityKinds = ["subsidiary", "joint-venture", "business-group", "unit"] as const;
export type EntityKind = (typeof entityKinds)[number];

/** An entity that the house added. */
export interface EntityRow {
  readonly entityId: string;
  readonly name: string;
  /** Name of the entity above it. */
  readonly parent: string;
  readonly kind: EntityKind;
}

/** The part of the policy that the tree begins with. */
export interface EntityRoots {
  readonly name: string;
  readonly entities: readonly { readonly name: string; readonly kind: EntityKind }[];
}

export interface EntityNode {
  readonly name: string;
  readonly kind: EntityKind | "organisation";
  /** Null for what the policy names. */
  readonly entityId: string | null;
  readonly below: readonly EntityNode[];
}

/** An entity whose parent the policy names no longer hangs below the organisation. */
export function entityTree(organisation: EntityRoots, rows: readonly EntityRow[]): EntityNode {
  const named = new Set([organisation.name, ...organisation.entities.map(({ name }) => name)]);
  const own = rows.filter(({ name }) => !named.has(name));
  const known = new Set([...named, ...own.map(({ name }) => name)]);
  const byParent = Map.groupBy(own, ({ name, parent }) =>
    known.has(parent) && reaches(parent, named, own, name) ? parent : organisation.name,
  );
  const below = (name: string): EntityNode[] =>
    (byParent.get(name) ?? [])
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((row) => ({ ...row, below: below(row.name) }));
  const roots = organisation.entities
    .filter(({ name }) => name !== organisation.name)
    .map(({ name, kind }) => ({ name, kind, entityId: null, below: below(name) }));
  return {
    name: organisation.name,
    kind: "organisation",
    entityId: null,
    below: [...roots, ...below(organisation.name)],
  };
}

/** Whether the way up from `name` comes to what the policy names, without passing `without`. */
function reaches(
  name: string,
  named: ReadonlySet<string>,
  rows: readonly EntityRow[],
  without: string,
): boolean {
  const parents = new Map(rows.map((row) => [row.name, row.parent]));
  const seen = new Set([without]);
  for (let at: string | undefined = name; at !== undefined; at = parents.get(at)) {
    if (named.has(at)) return true;
    if (seen.has(at)) return false;
    seen.add(at);
  }
  return false;
}

/**
 * Refuses to put an entity there: with entity.name-taken, entity.parent-unknown, or entity.below-itself.
 * `entityId` is that of an entity which moves; null for a new one.
 */
export function mustFit(
  place: { readonly entityId: string | null; readonly name: string; readonly parent: string },
  organisation: EntityRoots,
  rows: readonly EntityRow[],
): void {
  const others = rows.filter(({ entityId }) => entityId !== place.entityId);
  const named = [organisation.name, ...organisation.entities.map(({ name }) => name)];
  const taken = [...named, ...others.map(({ name }) => name)];
  if (taken.includes(place.name)) throw new Refusal("entity.name-taken", { name: place.name });
  const before = rows.find(({ entityId }) => entityId === place.entityId)?.name;
  if (place.parent === before || place.parent === place.name) {
    throw new Refusal("entity.below-itself", { name: place.name });
  }
  if (!taken.includes(place.parent)) throw new Refusal("entity.parent-unknown");
  // What hangs below it by its former name goes with it.
  const isAbove = before !== undefined && !reaches(place.parent, new Set(named), others, before);
  if (isAbove) throw new Refusal("entity.below-itself", { name: place.name });
}

/** Every entity with how deep it stands, parents first: for lists and choices. */
export function inLines(node: EntityNode, depth = 0): { node: EntityNode; depth: number }[] {
  return [{ node, depth }, ...node.below.flatMap((each) => inLines(each, depth + 1))];
}
