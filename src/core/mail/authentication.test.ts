import { expect, test } from "vitest";
import { withoutAuthor } from "../identity/apart.ts";
import type { Arrival } from "../reports/arrival.ts";
import { isFromItsDomain, type MailAuthentication, notChecked } from "./authentication.ts";

const check = (verdict: "pass" | "fail" | "none" | "unknown") => ({
  verdict,
  domain: "jane-doe.example",
  ofSender: true,
});
const passed: MailAuthentication = {
  checkedBy: "parley",
  spf: check("pass"),
  dkim: check("none"),
  dmarc: check("pass"),
  arc: check("none"),
};

test("only the domain of the From header vouches for a sender", () => {
  expect(isFromItsDomain(passed)).toBe(true);
  expect(isFromItsDomain({ ...passed, dmarc: check("none") })).toBe(false);
  expect(isFromItsDomain(notChecked)).toBe(false);
  expect(isFromItsDomain(undefined)).toBe(false);
});

test("the working copy of a report keeps the verdicts and no domain, which may name its author", () => {
  const arrival: Arrival = {
    fields: { description: "x" },
    files: [],
    language: "en",
    answersBy: "mail",
    undertakings: null,
    encrypted: false,
    decrypted: true,
    signature: "none",
    key: null,
    problems: [],
    automatic: false,
    attemptedAt: null,
    authentication: passed,
  };
  const copy = withoutAuthor(arrival, "Reporter");
  expect(JSON.stringify(copy)).not.toContain("jane-doe");
  expect(copy.authentication?.dmarc).toEqual({ verdict: "pass", domain: null, ofSender: true });
});
