import { expect, test } from "vitest";
import { nextKeyDeed } from "./next-key-deed.ts";

const now = new Date("2026-03-11T08:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const key = (keyId: string, days: number | null) => ({
  keyId,
  outside: false,
  runsOut: days === null ? null : inDays(days),
});

test("what is broken comes before what runs out, and that before what is not known", () => {
  const broken = { what: "opens", problem: "not-opened", place: null } as const;
  const doubted = { what: "blocks", problem: "unreachable", place: "https://a.example" } as const;
  const well = { what: "security-txt", problem: null, place: null } as const;
  const keys = [key("far", 61), key("near", 60), key("never", null)];
  expect(nextKeyDeed(keys, [well, doubted, broken], now)).toEqual({ do: "mend", check: broken });
  expect(nextKeyDeed(keys, [well, doubted], now)).toMatchObject({ do: "extend", keyId: "near" });
  expect(nextKeyDeed([key("far", 61)], [doubted], now)).toEqual({ do: "look", check: doubted });
  expect(nextKeyDeed([key("far", 61)], [well], now)).toEqual({ do: "nothing" });
});

test("a key that has run out is the first to extend", () => {
  const deed = nextKeyDeed([key("soon", 2), key("past", -2)], [], now);
  expect(deed).toMatchObject({ do: "extend", keyId: "past" });
});
