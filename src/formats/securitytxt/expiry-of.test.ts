import { expect, test } from "vitest";
import { policyOf } from "../../../test/support/policy-files.ts";
import { securityTxtExpiryOf } from "./expiry-of.ts";
import { policySecurityTxt } from "./policy-security-txt.ts";

test("the date after which our own security.txt is not to be believed is read from it", () => {
  const now = new Date("2026-03-11T08:00:00Z");
  const site = { baseUrl: "https://psirt.example", now };
  const text = policySecurityTxt(policyOf("ale.yaml"), site);
  const expires = new Date("2026-06-09T00:00:00Z");
  expect(securityTxtExpiryOf(text)).toEqual(expires);
  const signed = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${text}-----BEGIN PGP SIGNATURE-----\n`;
  expect(securityTxtExpiryOf(signed)).toEqual(expires);
});

test.each([
  ["no date", "Contact: mailto:psirt@psirt.example\n"],
  ["no date in words", "Expires: soon\n"],
  ["two dates", "Expires: 2026-06-09T00:00:00Z\nExpires: 2027-06-09T00:00:00Z\n"],
  ["an empty file", ""],
])("%s is no date", (_, text) => {
  expect(securityTxtExpiryOf(text)).toBeNull();
});
