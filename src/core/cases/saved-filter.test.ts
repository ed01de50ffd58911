/** What is kept of an address when it is saved. */
import { expect, test } from "vitest";
import { labelApart, labelBack, savedQueryOf } from "./saved-filter.ts";

test("a saved filter keeps what the queue understands, in one order, and no page's beginning", () => {
  expect(savedQueryOf("kind=question&owner=nobody&after=none_x")).toBe(
    "owner=nobody&kind=question",
  );
  expect(savedQueryOf("mine=yes&lane=waiting")).toBe("lane=waiting&mine=yes");
  expect(savedQueryOf(savedQueryOf("product=Omni+Gate&due=day") ?? "")).toBe(
    "due=day&product=Omni+Gate",
  );
});

test("what narrows nothing, or is not understood, is no filter", () => {
  for (const text of ["", "lane=ours", "after=none", "kind=", "due=someday&owner=me"]) {
    expect(savedQueryOf(text)).toBeNull();
  }
});

test("[CC-31] the label of a saved filter is kept apart and comes back in its place", () => {
  const saved = savedQueryOf("label=Zero+day&owner=me&mailbox=psirt") ?? "";
  expect(labelApart(saved)).toEqual({ query: "owner=me&mailbox=psirt", label: "zero-day" });
  expect(labelBack(labelApart(saved))).toBe(saved);
  expect(labelBack(labelApart("owner=me"))).toBe("owner=me");
  expect(labelBack(labelApart("label=switch"))).toBe("label=switch");
});
