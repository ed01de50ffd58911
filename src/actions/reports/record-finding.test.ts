import { expect, test } from "vitest";
import { outsideReferencesIn } from "../../core/mail/outside-references.ts";
import { isNotice } from "./record-finding.ts";

const references = outsideReferencesIn("VU#123456");
const from = (domain: string, contentAt?: string) => ({
  fields: { email: ["somebody", domain].join("@") },
  ...(contentAt ? { contentAt } : {}),
});

test("a coordinator's number opens a notice, but not where anybody may have an address", () => {
  expect(isNotice({ found: "notice", references }, from("coordinator.example"))).toBe(true);
  expect(isNotice({ found: "notice", references }, from("gmail.com"))).toBe(false);
});

test("a mail that may continue a case is a notice where it names a number or points elsewhere", () => {
  const mail = { found: "ambiguous", suggestions: [], references: [] } as const;
  const house = "coordinator.example";
  expect(isNotice(mail, from(house))).toBe(false);
  expect(isNotice({ ...mail, references }, from(house))).toBe(true);
  expect(isNotice(mail, from(house, "https://portal.coordinator.example/"))).toBe(true);
  expect(isNotice({ found: "new" }, from(house))).toBe(false);
  expect(isNotice(undefined, from(house))).toBe(false);
});
