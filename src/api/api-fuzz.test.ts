/** Sends what nobody means to every operation: no answer may be a fault of ours or show our inside. */
import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { aCase, aPerson, type TestCase } from "../../test/support/cases.ts";
import { type TestContext, testContext } from "../../test/support/context.ts";
import { keepKeysAndPolicy } from "../../test/support/kept-policy.ts";
import { testWeb } from "../../test/support/web.ts";
import type { Actor } from "../core/people/actor.ts";
import { searchOperators } from "../core/search/query.ts";
import { apiRoutes } from "./api-routes.ts";
import { deedOperations, namesIn } from "./operations.ts";
import type { Read } from "./read.ts";
import { reads } from "./reads.ts";

let house: TestContext;
let app: FastifyInstance;
let found: TestCase;
let readers: readonly Actor[];
let browser: Actor = { kind: "anyone" };
let logged: () => string;

beforeAll(async () => {
  house = await testContext();
  const web = await testWeb(house.context, [
    (server, { context }) => apiRoutes(server, { context, actorOf: async () => browser }),
  ]);
  ({ app, logged } = web);
  await keepKeysAndPolicy(house);
  found = await aCase(house);
  const lead = await aPerson(house, "lead", "psp", "approver", "publisher");
  readers = [lead, found.reporter, { kind: "anyone" }, await aPerson(house, "administrator")];
});
afterAll(async () => {
  await app.close();
  await house.close();
});

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const nasty = fc.oneof(
  fc.constantFrom("", " ", "\0", "a\0b", "\u202e", "\ud800", "'; drop table cases; --", "%00"),
  fc.constantFrom("infinity", "-infinity", "NaN", "1e400", "{}", "[]", "null", "../..", "true"),
  fc.constantFrom("275760-09-13T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 600 }),
);
const anything = fc.oneof(
  nasty,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, 0, -1, 1e308, 2 ** 53, [], {}, { __proto__: 1, constructor: { name: "" } }),
);

/** A value that mostly fits its schema: what gets past the first gate meets the rules and the database. */
function fitting(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.type === "array") {
    return fc.array(fitting(schema.items ?? {}, ids), { maxLength: 3 });
  }
  if (schema.type === "object") return objectOf(schema, ids);
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "integer" || schema.type === "number") return fc.integer();
  if (schema.format === "uuid") return fc.oneof(fc.constantFrom(...ids), fc.uuid());
  if (schema.format === "date-time") {
    return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  }
  return fc.oneof(
    nasty,
    fc.lorem({ maxCount: 40 }),
    fc.constant("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
  );
}

function objectOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<object> {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, field]) =>
      [
        name,
        fc.oneof(
          { weight: 12, arbitrary: fitting(field, ids) },
          { weight: 1, arbitrary: anything },
        ),
      ] as const,
  );
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}

function filled(path: string, names: readonly string[], values: readonly string[]): string {
  return names.reduce(
    (text, name, at) =>
      text.replace(`{${name}}`, encodeURIComponent((values[at] ?? "").toWellFormed())),
    path,
  );
}

/** Each request from a network of its own: the limits are not what is tried here. */
let network = 0;
async function ask(url: string, payload?: string) {
  network += 1;
  const remoteAddress = `10.${(network >> 16) & 255}.${(network >> 8) & 255}.${network & 255}`;
  const asked = { url, remoteAddress };
  if (payload === undefined) return app.inject(asked);
  const headers = { "content-type": "application/json" };
  return app.inject({ ...asked, method: "POST", headers, payload });
}

function mustBeCivil(answer: { statusCode: number; body: string }, what: string): void {
  // Said on failure alone: after thousands of requests the log is long, and joined anew each time.
  if (answer.statusCode >= 500)
    expect.fail(`${what}\n${answer.statusCode} ${answer.body}\n${logged().slice(-2_000)}`);
  expect(answer.body).not.toMatch(/\n\s+at |node_modules|\.ts:\d|select |insert into/);
  const answered = JSON.parse(answer.body);
  if (answer.statusCode >= 400) {
    expect(answered).toMatchObject({
      code: expect.stringMatching(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/),
      message: expect.stringMatching(/./),
      requestId: expect.stringMatching(/./),
    });
  }
}

test.each(deedOperations.map((operation) => [operation.action.deed, operation] as const))(
  "%s answers anything that is sent to it with a result or a refusal",
  async (_, { action, parameters }) => {
    const ids = [found.caseId, found.reporter.id];
    const schema = z.toJSONSchema(action.input, { io: "input", unrepresentable: "any" }) as Schema;
    const body = fc.oneof({ weight: 6, arbitrary: objectOf(schema, ids) }, anything);
    const inPath = fc.array(
      fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...ids) }, fc.uuid(), nasty),
      { minLength: parameters.length, maxLength: parameters.length },
    );
    await fc.assert(
      fc.asyncProperty(body, inPath, fc.nat(3), async (sent, values, reader) => {
        browser = readers[reader] ?? { kind: "anyone" };
        const url = `/api/v1${filled(action.path, parameters, values)}`;
        mustBeCivil(await ask(url, JSON.stringify(sent) ?? ""), `${url} ${JSON.stringify(sent)}`);
      }),
      { numRuns: 60 },
    );
  },
);

/** Operators of the search with what nobody means behind them. */
const searchWords = fc
  .array(fc.tuple(fc.constantFrom(...searchOperators), nasty), { minLength: 1, maxLength: 3 })
  .map((pairs) => pairs.map(([operator, value]) => `${operator}:"${value}"`).join(" "));

/** The names that a question takes: what they may hold is tried, beside names that nobody knows. */
function keysOf({ query }: Read): string[] {
  return Object.keys(query.shape);
}

test.each(reads.map((read) => [read.id, read] as const))(
  "%s answers any question with a result or a refusal",
  async (_, read) => {
    const names = namesIn(read.path);
    const inPath = fc.array(fc.oneof(fc.constantFrom(found.reference, found.caseId), nasty), {
      minLength: names.length,
      maxLength: names.length,
    });
    const key = fc.oneof(fc.constantFrom("after", "limit", "lane", ...keysOf(read)), nasty);
    const value = fc.oneof({ weight: 3, arbitrary: nasty }, searchWords);
    await fc.assert(
      fc.asyncProperty(inPath, fc.dictionary(key, value), fc.nat(3), async (values, query, at) => {
        browser = readers[at] ?? { kind: "anyone" };
        const asked = Object.entries(query)
          .map((pair) => pair.map((each) => encodeURIComponent(each.toWellFormed())).join("="))
          .join("&");
        const url = `/api/v1${filled(
          read.path,
          names,
          values.map((each) => each.toWellFormed()),
        )}`;
        mustBeCivil(await ask(`${url}?${asked}`), `${url}?${asked}`);
      }),
      { numRuns: 60 },
    );
  },
);

test("text that is no JSON, and JSON that is deep, is refused and nothing breaks", async () => {
  browser = { kind: "anyone" };
  const texts = ["", "{", "nul", '"\\ud800"', `${"[".repeat(20_000)}`, '{"__proto__":{"a":1}}'];
  const deep = `{"product":${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}}`;
  for (const text of [...texts, deep]) {
    const answer = await ask("/api/v1/reports", text);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    mustBeCivil(answer, text.slice(0, 40));
  }
});
