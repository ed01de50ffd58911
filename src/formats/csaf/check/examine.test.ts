import fc from "fast-check";
import { expect, test } from "vitest";
import { anAdvisory } from "../../../../test/support/advisories.ts";
import { corpus } from "../../../../test/support/corpus.ts";
import { csafOf, csafText } from "../build-csaf.ts";
import { examine } from "./examine.ts";

interface Listed {
  name: string;
  valid: boolean;
}

const folder = "csaf_2.0/test/validator/data/";
const oasis = corpus("csaf/oasis-csaf-2.0-tests.tar.gz");
const cisa = corpus("csaf/cisa-ot-2017-2021.tar.gz");

/** Where our verdict differs from the one that OASIS lists, and why ours is kept. */
const expectedDifferences: Record<string, string> = {
  "optional/oasis_csaf_tc-csaf_2_0-2021-6-2-08-02.json": "has MD5 twice, which breaks 6.1.25",
  "optional/oasis_csaf_tc-csaf_2_0-2021-6-2-09-02.json": "has SHA-1 twice, which breaks 6.1.25",
};

/** They request URLs out of the document or start a program: never run. */
const neverRun = ["6.3.6", "6.3.7", "6.3.8"];

const cases = (
  JSON.parse(oasis?.get(`${folder}testcases.json`) ?? '{"tests":[]}') as {
    tests: { id: string; failures?: Listed[]; valid?: Listed[] }[];
  }
).tests.flatMap(({ id, failures = [], valid = [] }) => [
  ...failures.map((listed) => ({ id, ...listed, found: true })),
  ...valid.map((listed) => ({ id, ...listed, found: false })),
]);

test.skipIf(!oasis)(
  "the verdict on all 239 OASIS test documents is OASIS' own, but for two named ones",
  async () => {
    const differing: string[] = [];
    const notFound: string[] = [];
    for (const { id, name, valid, found } of cases) {
      const verdict = await examine(oasis?.get(folder + name) ?? expect.fail(name));
      if (verdict.valid !== valid) differing.push(name);
      const rules = [...verdict.errors, ...verdict.warnings].map(({ rule }) => rule);
      const hit = rules.includes(id === "6.1.8" ? "schema" : id);
      if (hit !== found && !neverRun.includes(id)) notFound.push(`${id} ${name}`);
    }
    expect(cases).toHaveLength(239);
    expect(differing.sort()).toEqual(Object.keys(expectedDifferences).sort());
    expect(notFound).toEqual([]);
  },
);

test.skipIf(!cisa)(
  "real advisories are valid, but for three whose weakness has another name",
  async () => {
    const invalid: string[] = [];
    let count = 0;
    for (const [name, text] of cisa ?? []) {
      const { errors } = await examine(text);
      count++;
      if (errors.length > 0) invalid.push(`${name} ${errors.map(({ rule }) => rule).join()}`);
    }
    expect(count).toBeGreaterThan(1000);
    expect(invalid.sort()).toEqual([
      "2019/icsa-19-099-04.json 6.1.11",
      "2021/icsa-21-068-10.json 6.1.11",
      "2021/icsa-21-259-01.json 6.1.11",
    ]);
  },
);

test.each([
  ["nothing", "", "json"],
  ["half a document", '{"document":', "json"],
  ["null", "null", "schema"],
  ["a number", "17", "schema"],
  ["100,000 nested lists", "[".repeat(1e5) + "]".repeat(1e5), "schema"],
  ["an empty object", "{}", "schema"],
])("%s is a finding, not a crash", async (_, text, rule) => {
  const { valid, errors } = await examine(text);
  expect(valid).toBe(false);
  expect(errors[0]?.rule).toBe(rule);
});

test("branches too deep to walk are a finding, not a crash", async () => {
  const depth = 20_000;
  const branch = '{"category":"vendor","name":"x","branches":[';
  const document = JSON.parse(ownDocument());
  const text = JSON.stringify({ ...document, product_tree: { branches: "@" } });
  const deep = `[${branch.repeat(depth)}${"]}".repeat(depth)}]`;
  const { valid, errors } = await examine(text.replace('"@"', deep));
  expect(valid).toBe(false);
  expect(errors.length).toBeGreaterThan(0);
});

test("a document of 5,000 products is examined without comparing each with each", async () => {
  const products = Array.from({ length: 5000 }, (_, index) => ({
    name: `Product ${index}`,
    product_id: `P-${index}`,
  }));
  const document = JSON.parse(ownDocument());
  document.product_tree = { full_product_names: products };
  const ids = products.map(({ product_id }) => product_id);
  document.vulnerabilities = [
    {
      title: "x",
      notes: [{ category: "description", text: "x" }],
      product_status: { known_affected: ids },
    },
  ];
  expect((await examine(JSON.stringify(document))).errors).toEqual([]);
  document.vulnerabilities[0].product_status.known_affected.push("P-0");
  const { errors } = await examine(JSON.stringify(document));
  expect(errors.map(({ rule }) => rule)).toEqual(["schema"]);
});

test("a document with any member replaced by nonsense gets a verdict", async () => {
  const paths = memberPaths(JSON.parse(ownDocument()));
  const nonsense = fc.constantFrom(null, "", 0, [], {}, [null], "\u0000", -1, true);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), nonsense, async (path, value) => {
      const document = JSON.parse(ownDocument());
      const last = path.at(-1) ?? expect.fail();
      const parent = path.slice(0, -1).reduce((at, key) => at[key], document);
      parent[last] = value;
      const { valid, errors } = await examine(JSON.stringify(document));
      expect(valid).toBe(errors.length === 0);
    }),
    { numRuns: 300 },
  );
});

function ownDocument(): string {
  const selfUrl = "https://psirt.example/.well-known/csaf/white/2026/example-sa-2026-0001.json";
  return csafText(csafOf(anAdvisory(), { selfUrl }));
}

function memberPaths(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [
    [...path, key],
    ...memberPaths(each, [...path, key]),
  ]);
}
