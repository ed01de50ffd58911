import { expect, test } from "vitest";
import { type CheckFound, type KeyInUse, nextKeyDeed } from "./next-key-deed.ts";

const now = new Date("2026-03-11T08:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const key = (keyId: string, days: number | null) => ({
  keyId,
  outside: false,
  runsOut: days === null ? null : inDays(days),
  addresses: ["psirt@ale.example"],
});
const next = (
  inUse: readonly KeyInUse[],
  checks: readonly CheckFound[] = [],
  mailboxes: readonly string[] = ["PSIRT@ale.example"],
) => nextKeyDeed({ inUse, checks, mailboxes }, now);

test("what is broken comes before what runs out, and that before what is not known", () => {
  const broken = { what: "opens", problem: "not-opened", place: null } as const;
  const doubted = { what: "blocks", problem: "unreachable", place: "https://a.example" } as const;
  const well = { what: "security-txt", problem: null, place: null } as const;
  const keys = [key("far", 61), key("near", 60), key("never", null)];
  expect(next(keys, [well, doubted, broken])).toEqual({ do: "mend", check: broken });
  expect(next(keys, [well, doubted])).toMatchObject({ do: "extend", keyId: "near" });
  expect(next([key("far", 61)], [doubted])).toEqual({ do: "look", check: doubted });
  expect(next([key("far", 61)], [well])).toEqual({ do: "nothing" });
});

test("a key that has run out is the first to extend", () => {
  const deed = next([key("soon", 2), key("past", -2)]);
  expect(deed).toMatchObject({ do: "extend", keyId: "past" });
});

test("a mailbox that people write to and that has no key is offered one", () => {
  const mailboxes = ["psirt@ale.example", "cna-coordinator@ale.example"];
  const deed = next([key("far", 61)], [], mailboxes);
  expect(deed).toEqual({ do: "make", address: "cna-coordinator@ale.example" });
  expect(next([key("near", 59)], [], mailboxes)).toMatchObject({ do: "extend" });
});
