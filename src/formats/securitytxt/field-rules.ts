/** What the value of each field of a security.txt has to be (RFC 9116 sections 2.5 and 4). */
import { Temporal } from "temporal-polyfill";

const rules = {
  Acknowledgments: { rule: "2.5.1", schemes: [] },
  Canonical: { rule: "2.5.2", schemes: [] },
  Contact: { rule: "2.5.3", schemes: ["mailto:", "tel:"] },
  Encryption: { rule: "2.5.4", schemes: ["dns:", "openpgp4fpr:"] },
  Expires: { rule: "2.5.5", schemes: null },
  Hiring: { rule: "2.5.6", schemes: [] },
  Policy: { rule: "2.5.7", schemes: [] },
  "Preferred-Languages": { rule: "2.5.8", schemes: null },
  // Registered with IANA for CSAF 2.0, section 7.1.8.
  CSAF: { rule: "2.4", schemes: [] },
} as const;

export type KnownField = keyof typeof rules;

/** The name as the RFC writes it; names are compared without case (section 4). */
export function knownField(name: string): KnownField | undefined {
  const names = Object.keys(rules) as KnownField[];
  return names.find((known) => known.toLowerCase() === name.toLowerCase());
}

export interface FieldProblem {
  /** The section that it breaks. */
  readonly rule: string;
  readonly message: string;
}

/** Undefined where the value is good, or the field is one that the RFC leaves to others (section 2.4). */
export function fieldProblem(
  name: string,
  value: string,
  development: boolean,
): FieldProblem | undefined {
  const known = knownField(name);
  if (!known) return undefined;
  const { rule, schemes } = rules[known];
  const message = messageFor(known, value, schemes, development);
  return message === undefined ? undefined : { rule, message };
}

function messageFor(
  name: KnownField,
  value: string,
  schemes: readonly string[] | null,
  development: boolean,
): string | undefined {
  if (name === "Expires") return isInstant(value) ? undefined : "not an RFC 3339 date and time.";
  if (name === "Preferred-Languages") return areLanguages(value) ? undefined : "not language tags.";
  return isAddress(value, schemes ?? [], development)
    ? undefined
    : "not an address that a reader may follow; web addresses begin with https://.";
}

// RFC 3339 section 5.6: Temporal takes more, such as week dates and annotations.
const dateTime = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

function isInstant(value: string): boolean {
  if (!dateTime.test(value)) return false;
  try {
    Temporal.Instant.from(value.toUpperCase());
    return true;
  } catch {
    return false;
  }
}

// RFC 5646: only the shape; a registry of languages is not kept here.
const tag = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

function areLanguages(value: string): boolean {
  return value.split(",").every((each) => tag.test(each.trim()));
}

function isAddress(value: string, schemes: readonly string[], development: boolean): boolean {
  // RFC 3986: no blank, no control, no letter beyond ASCII; URL.parse would mend them in silence.
  if (!/^[\x21-\x7e]+$/.test(value) || /["<>\\^`{|}]/.test(value)) return false;
  const scheme = schemes.find((each) => value.toLowerCase().startsWith(each));
  if (scheme) return value.length > scheme.length;
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== "" || password !== "") return false;
  if (protocol === "https:") return /^https:\/\/[^/]/i.test(value);
  return development && protocol === "http:" && hostname === "localhost";
}
