/** SSVC's answers beside every row of the published tables, and what an unanswered question leaves open. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide, questionsOf, tableOf, unknownAnswers } from "./decide.ts";
import { type SsvcTable, ssvcTables } from "./tables.ts";

const folder = "../shared/data/ssvc";

type Published = {
  readonly namespace: string;
  readonly key: string;
  readonly version: string;
  readonly outcome: string;
  readonly decision_points: Readonly<
    Record<
      string,
      { readonly name: string; readonly values: readonly { key: string; name: string }[] }
    >
  >;
  readonly mapping: readonly Readonly<Record<string, string>>[];
};

function named(id: string): SsvcTable {
  const found = tableOf(id);
  if (!found) throw new Error(`no table ${id}`);
  return found;
}

const hasData = existsSync(folder);
if (!hasData) console.info(`SSVC's published tables are not in ${folder}: not compared.`);

describe.skipIf(!hasData)("beside the published tables", () => {
  const published = !hasData
    ? []
    : readdirSync(folder)
        .filter((name) => name.endsWith(".json"))
        .map((name) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as Published);

  test("every published table is here, in the same version", () => {
    expect(
      published.map(({ namespace, key, version }) => `${namespace}:${key} ${version}`).sort(),
    ).toEqual(ssvcTables.map(({ key, version }) => `${key} ${version}`).sort());
  });

  test("the answers equal every row of every table", () => {
    let compared = 0;
    for (const { namespace, key, outcome, mapping } of published) {
      const table = ssvcTables.find((each) => each.key === `${namespace}:${key}`) as SsvcTable;
      expect(table.outcome.id).toBe(outcome);
      for (const row of mapping) {
        const { [outcome]: expected, ...answers } = row;
        expect({ answers, outcome: decide(table, answers).outcome?.key }).toEqual({
          answers,
          outcome: expected,
        });
        compared += 1;
      }
      expect(table.results).toHaveLength(mapping.length);
    }
    expect(compared).toBe(403);
  });

  test("questions and values have the standard's names", () => {
    for (const { namespace, key, decision_points } of published) {
      const table = ssvcTables.find((each) => each.key === `${namespace}:${key}`) as SsvcTable;
      const points = [...table.points, table.outcome];
      const ours = points.map(({ id, name, values }) => [id, { name, values: [...values] }]);
      const theirs = Object.entries(decision_points).map(([id, { name, values }]) => [
        id,
        { name, values: values.map((value) => ({ key: value.key, name: value.name })) },
      ]);
      expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs));
    }
  });
});

describe("advice", () => {
  const supplier = named("supplier");

  test("a question that is not answered leaves what is possible, and no outcome", () => {
    const advice = decide(supplier, { "ssvc:E:1.1.0": "N", "ssvc:U:1.0.1": "L" });
    expect(advice.outcome).toBeUndefined();
    expect(advice.possible.map(({ name }) => name)).toEqual(["Defer", "Scheduled", "Out-of-Cycle"]);
  });

  test("an outcome stands as soon as the open questions cannot change it", () => {
    const advice = decide(supplier, { "ssvc:E:1.1.0": "A", "ssvc:U:1.0.1": "S" });
    expect(advice.outcome?.name).toBe("Immediate");
  });

  test("utility and public safety follow from simpler answers", () => {
    const advice = decide(supplier, {
      "ssvc:E:1.1.0": "N",
      "ssvc:A:2.0.0": "Y",
      "ssvc:VD:1.0.0": "C",
      "ssvc:TI:1.0.0": "T",
      "ssvc:SI:2.0.1": "M",
    });
    expect(advice.derived).toEqual({ "ssvc:U:1.0.1": "S", "ssvc:PSI:2.0.1": "S" });
    expect(advice.outcome?.name).toBe("Out-of-Cycle");
  });

  test("a direct answer goes before one that would follow", () => {
    const advice = decide(supplier, {
      "ssvc:U:1.0.1": "L",
      "ssvc:A:2.0.0": "Y",
      "ssvc:VD:1.0.0": "C",
    });
    expect(advice.derived).toEqual({});
  });

  test("answers of other tables and values that do not exist are named", () => {
    expect(
      unknownAnswers(supplier, { "ssvc:E:1.1.0": "X", "cisa:PE:1.0.0": "Y", "ssvc:U:1.0.1": "" }),
    ).toEqual(["ssvc:E:1.1.0=X", "cisa:PE:1.0.0=Y"]);
  });

  test("more answers never widen what is possible", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<SsvcTable>(...ssvcTables),
        fc.infiniteStream(fc.nat()),
        (table, numbers) => {
          const answers: Record<string, string> = {};
          let before = decide(table, answers).possible.length;
          for (const { id, values } of questionsOf(table).filter((q) => table.points.includes(q))) {
            const chosen = values[(numbers.next().value as number) % values.length];
            answers[id] = chosen?.key ?? "";
            const now = decide(table, answers).possible.length;
            expect(now).toBeLessThanOrEqual(before);
            expect(now).toBeGreaterThan(0);
            before = now;
          }
          expect(decide(table, answers).outcome).toBeDefined();
        },
      ),
    );
  });
});
