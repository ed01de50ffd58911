import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { type SecurityTxt, securityTxtOf } from "./security-txt.ts";

const now = Temporal.Instant.from("2026-03-02T09:00:00Z");

const fields: SecurityTxt = {
  contacts: ["https://psirt.example/report", "mailto:psirt@psirt.example", "tel:+1-201-555-0123"],
  expires: "2026-12-31T23:00:00+01:00",
  encryption: ["https://psirt.example/key", "openpgp4fpr:0123456789ABCDEF0123456789ABCDEF01234567"],
  policy: ["https://psirt.example/policy"],
  acknowledgments: ["https://psirt.example/thanks"],
  preferredLanguages: ["en", "fr"],
  canonical: ["https://psirt.example/.well-known/security.txt"],
  csaf: ["https://psirt.example/.well-known/csaf/provider-metadata.json"],
};

const refused = (changes: Partial<SecurityTxt>, code: string) =>
  expect(() => securityTxtOf({ ...fields, ...changes }, { now }), JSON.stringify(changes)).toThrow(
    expect.objectContaining({ code }),
  );

test("security.txt has each field on its own line, the preferred contact first", () => {
  expect(securityTxtOf(fields, { now })).toBe(`Contact: https://psirt.example/report
Contact: mailto:psirt@psirt.example
Contact: tel:+1-201-555-0123
Expires: 2026-12-31T22:00:00Z
Encryption: https://psirt.example/key
Encryption: openpgp4fpr:0123456789ABCDEF0123456789ABCDEF01234567
Acknowledgments: https://psirt.example/thanks
Preferred-Languages: en, fr
Canonical: https://psirt.example/.well-known/security.txt
Policy: https://psirt.example/policy
CSAF: https://psirt.example/.well-known/csaf/provider-metadata.json
`);
});

test("[L-07] security.txt without an expiry, or with one that has passed, is refused", () => {
  refused({ expires: undefined }, "securitytxt.expires");
  refused({ expires: "" }, "securitytxt.expires");
  refused({ expires: "2023-05-15T00:00:00Z" }, "securitytxt.expires");
  refused({ expires: now.toString() }, "securitytxt.expires");
});

test("security.txt that expires over a year ahead, or at no instant, is refused", () => {
  refused({ expires: "2027-03-02T09:00:01Z" }, "securitytxt.expires");
  refused({ expires: "2026-12-31" }, "securitytxt.expires");
  expect(securityTxtOf({ ...fields, expires: "2027-03-02T09:00:00Z" }, { now })).toContain(
    "Expires: 2027-03-02T09:00:00Z\n",
  );
});

test("security.txt without a contact, or with one that is no address, is refused", () => {
  for (const contacts of [[], ["psirt@psirt.example"], ["mailto:"], ["http://psirt.example"]]) {
    refused({ contacts }, "securitytxt.contact");
  }
});

test("web addresses have TLS and no sign-in inside", () => {
  for (const field of ["policy", "acknowledgments", "canonical", "csaf", "hiring"] as const) {
    refused({ [field]: ["http://psirt.example/"] }, "securitytxt.address");
    refused({ [field]: ["https://a:b@psirt.example/"] }, "securitytxt.address");
    refused({ [field]: ["/policy"] }, "securitytxt.address");
  }
  refused({ encryption: ["-----BEGIN PGP PUBLIC KEY BLOCK-----"] }, "securitytxt.address");
});

test("http://localhost is written in development only, and no other host", () => {
  const canonical = ["http://localhost:8080/.well-known/security.txt"];
  refused({ canonical }, "securitytxt.address");
  const text = securityTxtOf({ ...fields, canonical }, { now, development: true });
  expect(text).toContain(`Canonical: ${canonical[0]}\n`);
  expect(() =>
    securityTxtOf({ ...fields, canonical: ["http://psirt.example/"] }, { now, development: true }),
  ).toThrow(expect.objectContaining({ code: "securitytxt.address" }));
});

test("no value can add a field", () => {
  const smuggled = fc
    .tuple(fc.constantFrom("\n", "\r", "\r\n", "\u2028", "\u0085", "\t"), fc.string())
    .map(([lineEnd, rest]) => `https://psirt.example/${lineEnd}Contact: https://x.example${rest}`);
  fc.assert(
    fc.property(smuggled, (value) => {
      expect(() => securityTxtOf({ ...fields, policy: [value] }, { now })).toThrow(
        expect.objectContaining({ name: "Refusal" }),
      );
      expect(() => securityTxtOf({ ...fields, preferredLanguages: [value] }, { now })).toThrow(
        expect.objectContaining({ name: "Refusal" }),
      );
    }),
  );
});
