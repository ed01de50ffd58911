import { globSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { lostPromisesIn } from "./lost-promises.ts";

const folder = join(import.meta.dirname, "checker-cases");

/** One program over all planted cases: building it is what takes the time. */
const found = lostPromisesIn(
  ts.createProgram(
    globSync("*.ts", { cwd: folder }).map((file) => join(folder, file)),
    {
      strict: true,
      skipLibCheck: true,
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2024,
      types: ["node"],
      allowImportingTsExtensions: true,
      noEmit: true,
    },
  ),
  folder,
);

test.each([
  ["from an imported function", "imported-function.ts:4"],
  ["from a library", "library.ts:4"],
  ["from a method of an interface", "interface-method.ts:4"],
  ["from a method of a class", "class-method.ts:6"],
  ["from a module named .js", "js-import.ts:4"],
  ["from Promise.all", "promise-all.ts:4"],
  ["from Node's files", "node-library.ts:8"],
  ["from Node's timers", "node-library.ts:9"],
  ["from Node's events", "node-library.ts:10"],
  ["of a generic type", "node-library.ts:11"],
  ["behind a condition", "node-library.ts:12"],
  ["whose failure no then() hears", "node-library.ts:13"],
  ["in an array", "node-library.ts:14"],
  ["whose failure finally() only passes on", "node-library.ts:15"],
])("a forgotten promise is found: %s", (_, place) => {
  expect(found.some((line) => line.startsWith(`${place}:`))).toBe(true);
});

test("a promise that is awaited, handled, kept or meant to be forgotten is not reported", () => {
  const places = found.map((line) => line.split(":").slice(0, 2).join(":"));
  expect(places.filter((place) => /node-library.ts:(1[6-9]|[2-9]\d)/.test(place))).toEqual([]);
  expect(places.length).toBe(14);
});
