import { expect, test } from "vitest";
import { isFresh } from "./second-proof.ts";

const now = new Date("2026-03-11T08:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test("a second proof holds for ten minutes, and one that lies ahead is none", () => {
  expect(isFresh(ago(0), now)).toBe(true);
  expect(isFresh(ago(600), now)).toBe(true);
  expect(isFresh(ago(601), now)).toBe(false);
  expect(isFresh(ago(-1), now)).toBe(false);
  expect(isFresh(null, now)).toBe(false);
});
