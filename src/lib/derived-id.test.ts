import { expect, test } from "vitest";
import { derivedId } from "./derived-id.ts";

test("the same parts give the same id, other parts another", () => {
  expect(derivedId("notice", "a", "b")).toBe(derivedId("notice", "a", "b"));
  expect(derivedId("notice", "a", "b")).not.toBe(derivedId("notice", "ab"));
  expect(derivedId("x")).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});
