/**
 * Writes security.txt (RFC 9116). It refuses what would make a reader distrust the file: an expiry
 * that is missing, past or far away, addresses without TLS, values that smuggle a line.
 */
import { Temporal } from "temporal-polyfill";
import { Refusal } from "../../core/refusal.ts";

export interface SecurityTxt {
  /** https, mailto: or tel: addresses, the preferred one first; at least one. */
  readonly contacts: readonly string[];
  /** RFC 3339; at most a year ahead. */
  readonly expires: string | undefined;
  /** Where the key is (https, dns: or openpgp4fpr:), never the key itself. */
  readonly encryption?: readonly string[];
  readonly policy?: readonly string[];
  readonly acknowledgments?: readonly string[];
  /** Language tags, such as ["en", "fr"]. */
  readonly preferredLanguages?: readonly string[];
  /** Where this file itself is served. */
  readonly canonical?: readonly string[];
  /** The addresses of provider-metadata.json; the well-known one first. */
  readonly csaf?: readonly string[];
  readonly hiring?: readonly string[];
}

export interface SecurityTxtOptions {
  readonly now: Temporal.Instant;
  /** Also lets http://localhost through, for a system that nobody else reaches. */
  readonly development?: boolean;
}

/** The file's text, one field a line. Refuses with a `securitytxt.*` code. */
export function securityTxtOf(
  fields: SecurityTxt,
  { now, development }: SecurityTxtOptions,
): string {
  const web = (field: string, values: readonly string[] = [], others: readonly string[] = []) =>
    values.map((value) => line(field, address(field, value, others, development === true)));
  const languages = fields.preferredLanguages ?? [];
  return [
    ...contactLines(fields.contacts, development === true),
    line("Expires", expiry(fields.expires, now)),
    ...web("Encryption", fields.encryption, ["dns:", "openpgp4fpr:"]),
    ...web("Acknowledgments", fields.acknowledgments),
    ...(languages.length > 0 ? [line("Preferred-Languages", languages.join(", "))] : []),
    ...web("Canonical", fields.canonical),
    ...web("Policy", fields.policy),
    ...web("Hiring", fields.hiring),
    ...web("CSAF", fields.csaf),
  ].join("");
}

function contactLines(contacts: readonly string[], development: boolean): string[] {
  if (contacts.length === 0) throw new Refusal("securitytxt.contact");
  return contacts.map((contact) => {
    const mail = /^mailto:[^\s@,<>]+@[^\s@,<>]+$/.test(contact);
    const phone = /^tel:\+?[\d().-]+$/.test(contact);
    if (!mail && !phone && !isWebAddress(contact, development)) {
      throw new Refusal("securitytxt.contact");
    }
    return line("Contact", contact);
  });
}

function address(
  field: string,
  value: string,
  otherSchemes: readonly string[],
  development: boolean,
): string {
  const other = otherSchemes.some((scheme) => value.startsWith(scheme) && value !== scheme);
  if (!other && !isWebAddress(value, development))
    throw new Refusal("securitytxt.address", { field });
  return value;
}

function isWebAddress(value: string, development: boolean): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== "" || password !== "") return false;
  // RFC 9116 §2.2: web addresses MUST begin with “https://”.
  if (protocol === "https:") return value.startsWith("https://");
  return development && protocol === "http:" && hostname === "localhost";
}

/** The expiry in UTC without fractions. A file that never expires is believed years too long. */
function expiry(expires: string | undefined, now: Temporal.Instant): string {
  const refuse = (problem: string) => new Refusal("securitytxt.expires", { problem });
  if (expires === undefined || expires === "") throw refuse("Expires is missing.");
  let at: Temporal.Instant;
  try {
    at = Temporal.Instant.from(expires);
  } catch {
    throw refuse("Expires is not an RFC 3339 date and time.");
  }
  const inAYear = now.toZonedDateTimeISO("UTC").add({ years: 1 }).toInstant();
  if (Temporal.Instant.compare(at, now) <= 0) throw refuse("Expires has passed.");
  if (Temporal.Instant.compare(at, inAYear) > 0) throw refuse("Expires is over a year ahead.");
  return at.toString({ smallestUnit: "second" });
}

function line(field: string, value: string): string {
  // A line break inside a value would add a field of the value's author.
  if (!/^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(value))
    throw new Refusal("securitytxt.value", { field });
  return `${field}: ${value}\n`;
}
