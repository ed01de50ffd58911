import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { checkSecurityTxt } from "./check-security-txt.ts";
import { type SecurityTxt, securityTxtOf } from "./security-txt.ts";

const now = new Date("2026-03-02T09:00:00Z");
const at = "https://psirt.example/.well-known/security.txt";

const good = `# For finders
Contact: https://psirt.example/report
Contact: mailto:psirt@psirt.example
Expires: 2026-12-31T23:00:00+01:00
Encryption: openpgp4fpr:0123456789ABCDEF0123456789ABCDEF01234567
Preferred-Languages: en, fr
Canonical: ${at}
Policy: https://psirt.example/policy
`;

const check = (text: string) => checkSecurityTxt(Buffer.from(text), { now, at });
const rulesOf = (text: string) =>
  check(text).findings.map(({ rule }) => rule.replace("RFC 9116 section ", ""));
const without = (name: string) => good.replace(new RegExp(`^${name}: .*\n`, "gm"), "");

test("a file by the letter has no finding, with any line ends and letters in names", () => {
  expect(rulesOf(good)).toEqual([]);
  expect(rulesOf(good.replaceAll("\n", "\r\n"))).toEqual([]);
  expect(rulesOf(good.replace("Contact:", "CONTACT:"))).toEqual([]);
  expect(rulesOf(`${good}X-Further: anything\n\n`)).toEqual([]);
  expect(check(good).expires).toEqual(new Date("2026-12-31T22:00:00Z"));
});

test("[L-07] a file without Expires, and one that expired in 2023, are refused", () => {
  expect(rulesOf(without("Expires"))).toEqual(["2.5.5"]);
  expect(rulesOf(good.replace("2026-12-31T23:00:00+01:00", "2023-05-15T00:00:00Z"))).toEqual([
    "2.5.5",
  ]);
});

test.each([
  ["no contact", without("Contact"), "2.5.3"],
  ["a contact that is a bare address", good.replace("mailto:", ""), "2.5.3"],
  [
    "a contact without TLS",
    good.replace("https://psirt.example/report", "http://a.example"),
    "2.5.3",
  ],
  ["two dates", `${good}Expires: 2026-12-31T23:00:00Z\n`, "2.5.5"],
  ["a day for a date", good.replace("2026-12-31T23:00:00+01:00", "2026-12-31"), "2.5.5"],
  ["a date in words", good.replace("2026-12-31T23:00:00+01:00", "next year"), "2.5.5"],
  ["two lists of languages", `${good}preferred-languages: de\n`, "2.5.8"],
  ["languages in words", good.replace("en, fr", "English and French"), "2.5.8"],
  ["a Canonical elsewhere", good.replace(at, "https://other.example/security.txt"), "2.5.2"],
  [
    "a sign-in in an address",
    good.replace("https://psirt.example/policy", "https://a:b@psirt.example/"),
    "2.5.7",
  ],
  ["a key in place of its address", good.replace(/openpgp4fpr:\w+/, "mQENBF"), "2.5.4"],
  ["no blank after the colon", good.replace("Policy: ", "Policy:"), "4"],
  ["a line that is nothing", `${good}hello\n`, "4"],
  ["a byte order mark", `\uFEFF${good}`, "4"],
])("%s is found", (_, text, rule) => {
  expect(rulesOf(text.replace("# For finders\n", ""))).toEqual([rule]);
});

test("a clear signature has nothing around it and nothing unescaped in it", () => {
  const signed = (body: string) =>
    `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${body}-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n`;
  expect(check(signed(good))).toMatchObject({ findings: [], signed: true });
  expect(check(good).signed).toBe(false);
  for (const broken of [
    `Contact: https://else.example\n${signed(good)}`,
    `${signed(good)}Contact: https://else.example\n`,
    signed(good).replace("Hash: SHA512\n", "Contact: https://else.example\n"),
    signed(good).replace("-----END PGP SIGNATURE-----\n", ""),
    signed(signed(good)),
    signed(`${good}-Contact: https://else.example\n`),
  ]) {
    expect(rulesOf(broken), broken).toEqual(["2.2"]);
  }
});

test("bytes that are no text, and files beyond any reader, are findings", () => {
  const of = (bytes: Uint8Array) => checkSecurityTxt(bytes, { now }).findings.length;
  expect(of(new Uint8Array([0xff, 0xfe, 0x41]))).toBe(1);
  expect(of(Buffer.from(`${good}${"#\n".repeat(20_000)}`))).toBe(1);
});

const host = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}\.example$/);
const web = fc
  .tuple(host, fc.stringMatching(/^[a-z0-9/]{0,20}$/))
  .map(([h, p]) => `https://${h}/${p}`);
const ours = fc.record<SecurityTxt>({
  contacts: fc.array(
    fc.oneof(
      web,
      host.map((h) => `mailto:psirt@${h}`),
    ),
    { minLength: 1, maxLength: 4 },
  ),
  expires: fc
    .date({ min: new Date("2026-03-03"), max: new Date("2027-03-01"), noInvalidDate: true })
    .map((date) => date.toISOString()),
  encryption: fc.array(web, { maxLength: 2 }),
  policy: fc.array(web, { maxLength: 2 }),
  acknowledgments: fc.array(web, { maxLength: 2 }),
  preferredLanguages: fc.array(fc.constantFrom("en", "fr", "de-CH", "zh-Hant-TW"), {
    maxLength: 3,
  }),
  csaf: fc.array(web, { maxLength: 1 }),
});

test("whatever we write passes, and reads back as what was meant", () => {
  const instant = Temporal.Instant.from(now.toISOString());
  fc.assert(
    fc.property(ours, (fields) => {
      const read = checkSecurityTxt(Buffer.from(securityTxtOf(fields, { now: instant })), { now });
      expect(read.findings).toEqual([]);
      const contacts = read.fields.filter(({ name }) => name === "Contact");
      expect(contacts.map(({ value }) => value)).toEqual(fields.contacts);
    }),
  );
});

test("any bytes are judged and none breaks the check", () => {
  const lines = fc.constantFrom(
    ...good.split("\n"),
    "-----BEGIN PGP SIGNED MESSAGE-----",
    "",
    "\uFEFF",
  );
  const text = fc.array(fc.oneof(lines, fc.string({ unit: "binary" })), { maxLength: 12 });
  fc.assert(
    fc.property(text, (parts) => {
      const { findings, expires } = check(parts.join("\n"));
      if (findings.length === 0) expect(expires?.getTime()).toBeGreaterThan(now.getTime());
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(checkSecurityTxt(bytes, { now }).findings.length).toBeGreaterThan(0);
    }),
  );
});
