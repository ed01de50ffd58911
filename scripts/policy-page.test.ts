import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conflicts } from "../src/core/policy/conflicts.ts";
import { projectRoot } from "../src/lib/project-root.ts";
import { policyPage } from "./policy-page.ts";
import { points, saidOnce } from "./policy-reference.ts";
import { settingsOfSchema } from "./policy-schema.ts";
import { settingsOfType } from "./policy-type.ts";

const settings = settingsOfType(projectRoot());

/** What the reader works out; nobody writes it. */
const isWorkedOut = (path: string) => /^inherited\b/.test(path);

test("the reference of policy settings is as node scripts/policy-page.ts would write it", async () => {
  const { before, after } = await policyPage();
  expect(before).toBe(after);
});

test("every setting has a comment where it is defined", () => {
  const silent = settings.filter(({ comment }) => comment === "").map(({ path }) => path);
  const said = (path: string) => saidOnce.has(path.split(".").at(-1) ?? "");
  expect(silent.filter((path) => !said(path))).toEqual([]);
  expect(settings.length).toBeGreaterThan(100);
});

test("the type of a policy and the schema of its file name exactly the same settings", () => {
  const inType = settings.map(({ path }) => path).filter((path) => !isWorkedOut(path));
  const inSchema = settingsOfSchema().map(({ path }) => path);
  expect(inType.toSorted()).toEqual(inSchema.toSorted());
});

test("each point on which policies differ is named", () => {
  expect(Object.keys(points)).toEqual(Object.keys(conflicts));
});

describe("the settings of a type", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "parley-type-"));
    mkdirSync(join(folder, "src/core/policy"), { recursive: true });
    writeFileSync(
      join(folder, "src/core/policy/policy.ts"),
      `export type Policy = {
        /** Said here. */ name: string; silent: Text;
        readonly all: readonly Part[]; byName: Readonly<Partial<Record<Id, Part>>>;
        /** Or not. */ may?: Length | undefined };
      /** A part. */
      type Part = { kind: "one" | "two" };`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("are found in groups, lists and records, with the nearest comment", () => {
    expect(settingsOfType(folder)).toEqual([
      { path: "name", isGroup: false, comment: "Said here." },
      { path: "silent", isGroup: false, comment: "" },
      { path: "all", isGroup: true, comment: "A part." },
      { path: "all[].kind", isGroup: false, comment: "" },
      { path: "byName", isGroup: true, comment: "A part." },
      { path: "byName.*.kind", isGroup: false, comment: "" },
      { path: "may", isGroup: false, comment: "Or not." },
    ]);
  });
});
