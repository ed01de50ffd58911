import { expect, test } from "vitest";
import { lettersPage } from "./letters-page.ts";

test("the reference of letters is as node scripts/letters-page.ts would write it", () => {
  const { before, after } = lettersPage();
  expect(before).toBe(after);
});
