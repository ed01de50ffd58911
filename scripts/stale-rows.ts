/**
 * Where the page of requirements is stale, as far as sources tell: what a row asks, its settings
 * and rules, and which files have tests with its id. Which of those passed only a report knows.
 */

/** A sentence for each row of `page` that is not as `made`, the page of what the sources claim. */
export function staleRows(page: string, made: string): string[] {
  const now = rowsIn(page);
  const due = rowsIn(made);
  const gone = [...now.keys()].filter((id) => !due.has(id)).map((id) => `${id} is no requirement`);
  const changed = [...due].flatMap(([id, row]) => {
    const found = now.get(id);
    if (!found) return [`${id} is not on the page`];
    const parts = Object.keys(row).filter((part) => !isAsMade(part, found[part], row[part]));
    return parts.map((part) => `${id}: its ${part} are not as the page says`);
  });
  return [...gone, ...changed];
}

/**
 * Titles that a loop puts together are known to a report alone, so the page may name more test
 * files than the sources claim, and never fewer.
 */
function isAsMade(part: string, found = "", made = ""): boolean {
  if (part !== "tests") return found === made;
  const listed = found.split(" ");
  return made.split(" ").every((file) => file === "" || listed.includes(file));
}

type Row = Readonly<Record<string, string>>;

function rowsIn(page: string): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const line of page.split("\n").filter((each) => /^\| [A-Z]{2,4}-\d{2} \|/.test(each))) {
    // A bar inside a cell is written \|.
    const [id = "", kind, asked, settings = "", rules = "", ...carrying] = line
      .slice(2, -2)
      .split(/(?<!\\) \| /);
    const text = `${kind}: ${asked?.replace(" **Not covered.**", "")}`;
    rows.set(id, { words: text, settings, rules, tests: filesIn(carrying) });
  }
  return rows;
}

function filesIn(cells: readonly string[]): string {
  const named = cells.flatMap((each) => [...each.matchAll(/(?:^|<br>)`([^`]+)`: /g)]);
  return [...new Set(named.map(([, file]) => file))].toSorted().join(" ");
}
