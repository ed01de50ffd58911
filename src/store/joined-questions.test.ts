import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aColleague, type TestContext, testContext } from "../../test/support/context.ts";
import { countingStatements } from "../../test/support/statements.ts";
import type { SqlValue, Tx } from "./transaction.ts";

let house: TestContext;
let statements: ReturnType<typeof countingStatements>;
beforeAll(async () => {
  house = await testContext();
  statements = countingStatements(house.pools);
});
afterAll(() => house.close());

const analyst = aColleague("analyst");
const inOne = <T>(work: (tx: Tx) => Promise<T>) => house.context.transaction(analyst, work);

type Asked = readonly [text: string, values: readonly SqlValue[]];

/** What a page asks in one tick, after each statement was asked before. */
async function together(asked: readonly Asked[]) {
  for (const [text, values] of asked) await inOne((tx) => tx.query(text, values));
  return statements.during(() =>
    inOne((tx) => Promise.all(asked.map(([text, values]) => tx.query(text, values)))),
  );
}

const kinds = `select $1::uuid as id, $2::text as "someText", $3::bytea as bytes, $4::timestamptz(3) as at,
  $5::boolean as "isSo", $6::bigint as big, $7::text[] as list, $8::text::jsonb as json, n
  from generate_series(1, $9::int) as n`;

const aText = fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", ""));
const values = fc.tuple(
  fc.option(fc.uuid()),
  fc.option(aText),
  fc.option(fc.uint8Array({ maxLength: 300 })),
  fc.option(
    fc.oneof(
      fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
      fc.constantFrom("infinity", "-infinity"),
    ),
  ),
  fc.option(fc.boolean()),
  fc.option(fc.maxSafeInteger()),
  fc.option(fc.array(fc.option(aText), { maxLength: 4 })),
  fc.option(fc.json()),
  fc.nat({ max: 3 }),
) as fc.Arbitrary<readonly SqlValue[]>;

test("rows that were asked for together are those that each statement gives alone", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(values, { minLength: 2, maxLength: 4 }), async (each) => {
      const asked = each.map((some) => [kinds, some] as const);
      const alone = [];
      for (const [text, some] of asked) alone.push(await inOne((tx) => tx.query(text, some)));
      expect(
        await inOne((tx) => Promise.all(asked.map(([text, some]) => tx.query(text, some)))),
      ).toEqual(alone);
    }),
    { numRuns: 60 },
  );
});

test("what is read in one tick is one statement, between the begin and the commit", async () => {
  const { result, count } = await together([
    ["select 1 as one", []],
    ["select $1::text as word where $2", ["a", true]],
    ["select $1::text as word -- its end", ["b"]],
  ]);
  expect(result).toEqual([[{ one: 1 }], [{ word: "a" }], [{ word: "b" }]]);
  expect(count).toBe(3);
});

test("what locks, or has numbers that JSON rounds, is asked for itself", async () => {
  const { result, count } = await together([
    ["select 7.50::numeric as exact", []],
    ["select 0.1::float8 as near", []],
    ["select case_id from cases limit 1 for key share", []],
  ]);
  expect(result).toEqual([[{ exact: "7.50" }], [{ near: 0.1 }], []]);
  expect(count).toBe(5);
});

test("one question that fails is heard by all of its tick, and the next transaction works", async () => {
  const zero = "select 1 / $1::int as part";
  await inOne((tx) => tx.query(zero, [1]));
  await inOne((tx) => tx.query("select 2 as two"));
  const asked = inOne((tx) => Promise.all([tx.query(zero, [0]), tx.query("select 2 as two")]));
  await expect(asked).rejects.toThrow("division by zero");
  expect(await inOne((tx) => tx.query(zero, [1]))).toEqual([{ part: 1 }]);
});

test("a transaction that is refused while questions wait asks them of nobody", async () => {
  await inOne((tx) => tx.query("select current_setting('parley.kind') as kind"));
  const refused = statements.during(() =>
    inOne((tx) => {
      void tx.query("select current_setting('parley.kind') as kind").catch(() => {});
      throw new Error("refused");
    }).catch((error: Error) => error.message),
  );
  expect(await refused).toEqual({ result: "refused", count: 2 });
});
