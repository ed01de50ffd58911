import { expect, test } from "vitest";
import { exceptionsThatPutOff } from "./exceptions.ts";

const puttingOff = (...types: string[]) =>
  exceptionsThatPutOff(
    types.map((type, at) => ({
      eventId: String(at),
      type: type.replace("!", ""),
      toldAnew: type.endsWith("!"),
    })),
  );

test("[ALE-64] an exception puts off until it ends, and its renewals with it", () => {
  expect(puttingOff()).toEqual([]);
  expect(puttingOff("exception.recorded", "exception.recorded")).toEqual(["0", "1"]);
  for (const end of ["exception.ended", "exception.expired", "exception.withdrawn"]) {
    expect(puttingOff("exception.recorded", end)).toEqual([]);
    expect(puttingOff("exception.recorded", end, "exception.recorded")).toEqual(["2"]);
  }
});

test("what was published or proved untrue meanwhile is not owed again; a corrected time ends nothing", () => {
  expect(puttingOff("exception.recorded", "advisory.published")).toEqual([]);
  expect(puttingOff("exception.recorded", "disclosure.not-owed")).toEqual([]);
  expect(puttingOff("exception.recorded", "disclosure.not-owed!")).toEqual(["0"]);
});
