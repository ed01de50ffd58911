/** The owners that a file names: colleagues with an open account, by their sign-in names. */
import type { ImportRow } from "../imports/import-row.ts";
import type { CellReader } from "../imports/read-cells.ts";
import { normalSignInName } from "../people/sign-in-name.ts";
import type { CatalogueColumn } from "./catalogue-file.ts";
import { isSame, type Named } from "./planned-changes.ts";

export interface CatalogueOwner {
  readonly personId: string;
  readonly signInName: string;
  /** An administrator reads no case, and so owns no product. */
  readonly account: "open" | "closed" | "administrator";
}

/** Sign-in names in the order of ownersInOrder. */
export interface Owned {
  readonly productId: string;
  readonly primes: readonly string[];
  readonly engineers: readonly string[];
}

/** Who stands in the place of whoever had that part of the product. */
export interface OwnersChange {
  readonly productId: string;
  readonly part: "prime" | "engineer";
  readonly personIds: readonly string[];
}

/** As many as the form of the owners takes for a part. */
const ownersMax = 20;
/** UTF-16 code units: twenty sign-in names of a hundred each, and room between them. */
const ownersTextMax = 4_000;
const columnOf = { prime: "primes", engineer: "engineers" } as const;
const problems = {
  unknown: "nobody signs in by that name.",
  closed: "that account is closed.",
  administrator: "an administrator owns no product.",
} as const;

export class OwnersPlan {
  private readonly people: ReadonlyMap<string, CatalogueOwner>;
  /** Of how many parts between semicolons the known name with the most of them is. */
  private readonly partsMax: number;
  private readonly read: CellReader<CatalogueColumn>;

  constructor(people: readonly CatalogueOwner[], read: CellReader<CatalogueColumn>) {
    this.people = new Map(people.map((each) => [normalSignInName(each.signInName), each]));
    this.partsMax = [...this.people.keys()].reduce(
      (most, name) => Math.max(most, name.split(";").length),
      1,
    );
    this.read = read;
  }

  /** Sign-in names as the accounts have them; undefined where the cell is empty or has a fault. */
  names(row: ImportRow<CatalogueColumn>, column: "primes" | "engineers"): string[] | undefined {
    const cell = row.cells[column];
    if (!cell) return undefined;
    const text = this.read.text(row, column, ownersTextMax);
    if (text === undefined) return undefined;
    const names = this.namesIn(text);
    if (names.length === 0) return undefined;
    if (names.length > ownersMax) {
      return this.read.refuse(cell, column, `These are more than ${ownersMax} people.`);
    }
    for (const [at, name] of names.entries()) {
      const account = this.people.get(name)?.account ?? "unknown";
      if (account === "open") continue;
      return this.read.refuse(cell, column, `Name ${at + 1} of this: ${problems[account]}`);
    }
    return ownersInOrder(names.map((name) => this.people.get(name)?.signInName ?? name));
  }

  /**
   * As names are compared; one more than a part may have where there are more. One may hold a semicolon
   * itself: the longest that somebody has is taken.
   */
  private namesIn(text: string): string[] {
    const parts = text.split(";");
    const names = new Set<string>();
    for (let at = 0; at < parts.length && names.size <= ownersMax; ) {
      let end = Math.min(at + this.partsMax, parts.length);
      while (end > at + 1 && !this.people.has(joined(parts, at, end))) end -= 1;
      const name = joined(parts, at, end);
      if (name !== "") names.add(name);
      at = end;
    }
    return [...names];
  }

  /** Only the parts that differ: an owner whose account was closed since is no other change. */
  changes<T extends Owned, Row>(products: Iterable<Named<T, Row>>): OwnersChange[] {
    return [...products].flatMap(({ before, value }) =>
      (["prime", "engineer"] as const).flatMap((part) => {
        const names = value[columnOf[part]];
        if (isSame(before?.[columnOf[part]] ?? [], names)) return [];
        const personIds = names.flatMap(
          (name) => this.people.get(normalSignInName(name))?.personId ?? [],
        );
        return [{ productId: value.productId, part, personIds }];
      }),
    );
  }
}

function joined(parts: readonly string[], from: number, until: number): string {
  return normalSignInName(parts.slice(from, until).join(";"));
}

export function ownersInOrder(names: readonly string[]): string[] {
  return names.toSorted((a, b) => (normalSignInName(a) < normalSignInName(b) ? -1 : 1));
}

/** What a cell of owners says, whatever their order and letter case; one that is too long, as it stands. */
export function ownersMeant(text: string): string {
  if (text.length > ownersTextMax) return text;
  const names = text.split(";").map(normalSignInName);
  return names
    .filter((name) => name !== "")
    .sort()
    .join(";");
}
