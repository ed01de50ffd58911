import { expect, test } from "vitest";
import { openedBetween } from "./opened-between.ts";

test("a day begins where the organisation is, also where its midnight is skipped", () => {
  const paris = openedBetween({ after: "2026-03-29", before: "2026-03-30" }, "Europe/Paris");
  expect(paris.map((at) => at?.toISOString())).toEqual([
    "2026-03-28T22:59:59.999Z",
    "2026-03-29T21:59:59.999Z",
  ]);
  // Clocks went from 00:00 to 01:00 there that night.
  const [beirut] = openedBetween({ after: "2022-03-27" }, "Asia/Beirut");
  expect(beirut?.toISOString()).toBe("2022-03-26T21:59:59.999Z");
});

test("an end that is not said is open", () => {
  expect(openedBetween({}, "UTC")).toEqual([null, null]);
});
