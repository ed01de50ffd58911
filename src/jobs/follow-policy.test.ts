/** The policy of a running server: the file that it follows, and what it does about a bad one. */
import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { Registry } from "prom-client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../test/support/context.ts";
import { policyText } from "../../test/support/policy-files.ts";
import { testWeb } from "../../test/support/web.ts";
import { inForceAt } from "../core/policy/in-force.ts";
import { problemInWords } from "../core/policy/policy-problem.ts";
import { makeLog } from "../lib/log.ts";
import { openPolicyBook, type PolicyBook } from "../policy-book.ts";
import { measurePolicy } from "../policy-metrics.ts";
import { keepPolicySteady } from "../steady-policy.ts";
import type { Context } from "../store/context.ts";

let folder: string;
let file: string;
let house: TestContext;
let book: PolicyBook;
let context: Context;
let logged: string;

const text = policyText("template.yaml");
const version = (number: number, from: string, says = "Money.") =>
  text
    .replace(/^version: .*$/m, `version: ${number}`)
    .replace(/^inForceFrom: .*$/m, `inForceFrom: "${from}"`)
    .replace(/^rewards:.*$/m, `rewards: ${says}`);
const first = version(1, "2026-01-01T00:00:00Z");
const second = version(2, "2026-02-01T00:00:00Z", "None.");
const broken = second.replace(/holidays: .*/, "holidays: XX");

const keepLine = (line: string) => {
  logged += line;
};
const log = makeLog({ destination: { write: keepLine } });

async function open(on: TestContext = house): Promise<void> {
  book = await openPolicyBook(file, on.context, log);
  context = {
    ...on.context,
    get policies() {
      return book.versions();
    },
    get policyProblem() {
      return book.problem();
    },
  };
  await book.reload(context);
}

const versionNow = () => inForceAt(context.policies, context.now()).version;

function events(): Promise<{ type: string; body: string }[]> {
  return house.context.transaction(theWorker, (tx) =>
    tx.query(`select type, body from events where type like 'policy.%' order by seq limit 10`),
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-follow-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  house = await testContext();
  file = join(folder, "policy.yaml");
  logged = "";
  await writeFile(file, first);
  await open();
});
afterEach(() => house.close());

describe("a running server", () => {
  test("takes a good new version from its file, which holds from its beginning on", async () => {
    await writeFile(file, version(2, "2026-04-01T00:00:00Z"));
    expect(await book.refresh(context)).toBe(1);
    expect(context.policies.map((policy) => policy.version)).toEqual([1, 2]);
    expect(versionNow()).toBe(1);
    house.setClock("2026-04-01T00:00:00Z");
    expect(versionNow()).toBe(2);
    expect(await book.refresh(context)).toBe(0);
  });

  test.each([
    ["a mistake", broken, /:\d+: channels\.officeHours\.holidays: is no country/],
    ["no YAML", "a: [", /:1: .*YAML/],
    ["changed words under an old number", first.replace("Money", "Gold"), /other words than/],
    [
      "another organisation's name",
      first.replace(/^name: .*$/m, "name: thales"),
      /belongs to the policy/,
    ],
    ["a later number with an earlier beginning", version(2, "2025-01-01T00:00:00Z"), /before an/],
    ["a missing parent", `inherits: nobody\n${second}`, /:1: inherits: there is no policy nobody/],
  ])("keeps to its last good version where the file has %s, and says so", async (_, bad, says) => {
    await writeFile(file, bad);
    await book.refresh(context);
    expect(versionNow()).toBe(1);
    expect(context.policies).toHaveLength(1);
    const problem = context.policyProblem;
    expect(problem?.file).toBe(file);
    expect(problem && problemInWords(problem)).toMatch(says);
    expect(logged).toMatch(/"level":"error".*version 1 stays in force/);
    expect(logged).toMatch(says);
  });

  test("forgets the problem once the file is good again", async () => {
    await writeFile(file, broken);
    await book.refresh(context);
    await writeFile(file, second);
    await book.refresh(context);
    expect(context.policyProblem).toBeUndefined();
    expect(versionNow()).toBe(2);
    expect(logged).toContain("followed again");
  });

  test("keeps to its last good version where the file is gone", async () => {
    await rm(file);
    await book.refresh(context);
    expect(context.policyProblem).toMatchObject({
      line: 0,
      says: "The file cannot be read (ENOENT).",
    });
    expect(versionNow()).toBe(1);
  });

  test("tells the audit chain of each version, and of each mistake once", async () => {
    await writeFile(file, broken);
    await book.reload(context);
    await book.reload(context);
    await writeFile(file, second);
    await book.reload(context);
    const line = broken.slice(0, broken.indexOf("holidays: XX")).split("\n").length;
    const found = (await events()).map(({ type, body }) => [type, JSON.parse(body)]);
    expect(found).toEqual([
      ["policy.loaded", expect.objectContaining({ version: 1 })],
      [
        "policy.refused",
        { rule: "policy.setting", line, stays: expect.objectContaining({ version: 1 }) },
      ],
      ["policy.loaded", expect.objectContaining({ version: 2 })],
    ]);
  });

  test("reads a file that is being written only once it has settled", async () => {
    await writeFile(file, broken);
    const now = context.now();
    await utimes(file, now, now);
    await book.refresh(context);
    expect(context.policyProblem).toBeUndefined();
    house.passSeconds(60);
    await book.refresh(context);
    expect(context.policyProblem).toBeDefined();
  });

  test("follows its parent's file too", async () => {
    const child = `inherits: base\nname: template\nversion: 2\ninForceFrom: "2026-02-01T00:00:00Z"\n`;
    const base = (rewards: string) =>
      first.replace(/^name: .*$/m, "name: base").replace("Money.", rewards);
    await writeFile(join(folder, "base.yaml"), base("Gold."));
    await writeFile(file, child);
    await book.reload(context);
    expect(inForceAt(context.policies, context.now()).rewards).toBe("Gold.");
    await book.refresh(context);
    await writeFile(join(folder, "base.yaml"), base("Silver."));
    await book.refresh(context);
    expect(context.policyProblem?.says).toContain("has other words than when it came into force");
    // Files that did not change are not read again: what is wrong is said once.
    await book.refresh(context);
    expect(logged.match(/"level":"error"/g)).toHaveLength(1);
  });

  test("learns of the version that another node added", async () => {
    const other = await openPolicyBook(file, house.context, log);
    await other.add(house.context, second);
    expect(await book.refresh(context)).toBe(1);
    expect(versionNow()).toBe(2);
  });

  test("shows one request one list of versions, whatever comes meanwhile", async () => {
    const page = (app: FastifyInstance) =>
      void app.get("/versions", async () => {
        const before = versionNow();
        await book.add(context, second);
        return [before, versionNow()];
      });
    const { app } = await testWeb(context, [(on) => keepPolicySteady(on, book), page]);
    const seen = (await app.inject("/versions")).json();
    await app.close();
    expect(seen).toEqual([1, 1]);
    expect(versionNow()).toBe(2);
  });

  test("tells Prometheus which version holds, and whether the file is followed", async () => {
    const registry = new Registry();
    measurePolicy(registry, context);
    expect(await registry.metrics()).toMatch(/^parley_policy_file_refused 0$/m);
    await writeFile(file, broken);
    await book.reload(context);
    expect(await registry.metrics()).toMatch(/^parley_policy_file_refused 1$/m);
    expect(await registry.metrics()).toMatch(/^parley_policy_version 1$/m);
  });
});

describe("a server that starts with a bad file", () => {
  test("goes on with the last good version that it has", async () => {
    await writeFile(file, broken);
    await open();
    expect(versionNow()).toBe(1);
    expect(logged).toMatch(/"level":"error".*version 1 stays in force/);
  });

  test("does not start where it has none", async () => {
    const empty = await testContext();
    await writeFile(file, broken);
    const refused = { code: "policy.unreadable", message: expect.stringContaining("holidays") };
    await expect(open(empty)).rejects.toMatchObject(refused);
    await empty.close();
  });
});

test("a further version that is sent is added, and refused with its line where it is bad", async () => {
  await expect(book.add(context, broken)).rejects.toMatchObject({
    code: "policy.unreadable",
    message: expect.stringMatching(/line \d+: channels\.officeHours\.holidays/),
  });
  expect((await book.add(context, second)).version).toBe(2);
  expect(context.policyProblem).toBeUndefined();
  expect(versionNow()).toBe(2);
});
