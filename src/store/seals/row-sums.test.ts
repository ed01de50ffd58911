import { createHash, createSecretKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { projectRoot } from "../../lib/project-root.ts";
import { addRow, addSums, decodeSums, encodeSums, type RowSums } from "./row-sums.ts";
import { unsealedTables } from "./sealed-tables.ts";

const key = createSecretKey(Buffer.alloc(32, 7));
const digestOf = (text: string) => createHash("sha256").update(text).digest();

const rows = fc.array(fc.tuple(fc.constantFrom("cases", "clocks", "x"), fc.string()), {
  maxLength: 40,
});

function sumsOf(added: readonly [string, string][]): RowSums {
  const sums: RowSums = new Map();
  for (const [table, row] of added) addRow(sums, key, table, digestOf(row), 1);
  return sums;
}

test("sums over the same rows are the same in whatever order they came, and in parts", () => {
  fc.assert(
    fc.property(rows, fc.nat(40), (some, cut) => {
      const turned = [...some].reverse();
      expect(sumsOf(turned)).toEqual(sumsOf(some));
      const parts = sumsOf(some.slice(0, cut));
      addSums(parts, sumsOf(some.slice(cut)));
      expect(parts).toEqual(sumsOf(some));
    }),
  );
});

test("a row that came and went leaves nothing, and any other row leaves another sum", () => {
  fc.assert(
    fc.property(rows, fc.string(), fc.string(), (some, one, other) => {
      const sums = sumsOf(some);
      addRow(sums, key, "cases", digestOf(one), 1);
      addRow(sums, key, "cases", digestOf(other), -1);
      if (one === other) expect(sums).toEqual(sumsOf(some));
      else expect(sums).not.toEqual(sumsOf(some));
    }),
  );
});

test("what is written is read again", () => {
  fc.assert(
    fc.property(rows, (some) => {
      const sums = sumsOf(some);
      addRow(sums, key, "gone", digestOf("it"), -1);
      const read = decodeSums(encodeSums(sums));
      expect([...read].sort()).toEqual([...sums].sort());
    }),
  );
});

test("the guide names every table that no seal covers, and gives a reason", () => {
  const guide = readFileSync(join(projectRoot(), "docs/guides/audit.md"), "utf8");
  const [, part = ""] = guide.split("## Tables that no seal covers");
  const named = [...part.matchAll(/^\| `(\w+)` \| (.{20,}) \|$/gm)].map(([, name]) => name);
  expect(named).toEqual(Object.keys(unsealedTables));
});
