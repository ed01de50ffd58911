/**
 * Checks a security.txt by the letter of RFC 9116: what a reader is told to distrust or refuse is a
 * finding. Believes no signature: who has the key checks that.
 */
import { Temporal } from "temporal-polyfill";
import type { Finding } from "../../core/finding.ts";
import { fieldProblem, type KnownField, knownField } from "./field-rules.ts";

export interface SecurityTxtChecked {
  /** Nothing where the file may be served. */
  readonly findings: readonly Finding[];
  /** Null where it says none, or several. */
  readonly expires: Date | null;
  /** Whether it came in the frame of a clear signature (section 2.3). */
  readonly signed: boolean;
  readonly fields: readonly SecurityTxtField[];
}

export interface SecurityTxtField {
  /** As RFC 9116 writes it, or as the file does where the RFC does not know it. */
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

export interface SecurityTxtCheck {
  readonly now: Date;
  /** Where it was read: Canonical has to name it, if it names anything (section 2.5.2). */
  readonly at?: string | undefined;
  /** http://localhost is an address too, for a system that nobody else reaches. */
  readonly development?: boolean | undefined;
}

/** Readers are told to stop there (section 6.6). */
const bytesMax = 32 * 1024;
const linesMax = 1_000;

/** Never throws, whatever the bytes are. */
export function checkSecurityTxt(bytes: Uint8Array, check: SecurityTxtCheck): SecurityTxtChecked {
  const nothing = { expires: null, signed: false, fields: [] };
  const whole = (message: string) => ({ ...nothing, findings: [found("2.2", 0, message)] });
  if (bytes.length > bytesMax) return whole("The file is larger than 32 KiB.");
  const text = utf8(bytes);
  if (text === null) return whole("The file is not UTF-8.");
  const frame = unframed(text);
  if (frame === null) return whole("The frame of the clear signature is broken.");
  if (frame.lines.length > linesMax) return whole("The file has more than 1,000 lines.");
  const read = frame.lines.map((line, at) => readLine(line, frame.firstLine + at));
  const fields = read.flatMap(({ field }) => field ?? []);
  const findings = [
    ...read.flatMap(({ finding }) => finding ?? []),
    ...fields.flatMap((field) => inField(field, check)),
    ...together(fields, check),
  ];
  return { findings, expires: expiryOf(fields), signed: frame.signed, fields };
}

function found(rule: string, line: number, message: string): Finding {
  return { rule: `RFC 9116 section ${rule}`, path: line === 0 ? "" : `/${line}`, message };
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

interface Unframed {
  readonly lines: readonly string[];
  /** The number of the first of them in the file, from 1. */
  readonly firstLine: number;
  readonly signed: boolean;
}

const begin = "-----BEGIN PGP SIGNED MESSAGE-----";
const signature = "-----BEGIN PGP SIGNATURE-----";
const end = "-----END PGP SIGNATURE-----";

/** What is inside a clear signature: nothing may stand before, between or after (section 2.3). */
function unframed(text: string): Unframed | null {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/[ \t]+$/, ""));
  if (!text.includes("-----BEGIN PGP")) {
    return { lines, firstLine: 1, signed: false };
  }
  const blank = lines.indexOf("");
  const bodyEnd = lines.indexOf(signature);
  const last = lines.indexOf(end);
  const headers = lines.slice(1, blank);
  const isFramed =
    lines[0] === begin &&
    blank > 0 &&
    blank < bodyEnd &&
    bodyEnd < last &&
    lines.indexOf(begin, 1) < 0 &&
    headers.every((line) => /^Hash: [\w, -]+$/.test(line)) &&
    lines.slice(last + 1).every((line) => line === "");
  if (!isFramed) return null;
  const body = lines.slice(blank + 1, bodyEnd);
  // Dashes are escaped in a clear-signed text (RFC 9580 section 7.2).
  if (body.some((line) => line.startsWith("-") && !line.startsWith("- "))) return null;
  return {
    lines: body.map((line) => line.replace(/^- /, "")),
    firstLine: blank + 2,
    signed: true,
  };
}

function readLine(line: string, number: number): { field?: SecurityTxtField; finding?: Finding } {
  if (line === "" || line.startsWith("#")) return {};
  const [, name, value] = /^([\x21-\x39\x3b-\x7e]+): (\S.*)$/u.exec(line) ?? [];
  if (name === undefined || value === undefined) {
    const message = "A line has to be a comment, or a name, a colon, one space and a value.";
    return { finding: found("4", number, message) };
  }
  return { field: { name: knownField(name) ?? name, value, line: number } };
}

function inField({ name, value, line }: SecurityTxtField, check: SecurityTxtCheck): Finding[] {
  const problem = fieldProblem(name, value, check.development === true);
  return problem ? [found(problem.rule, line, `${name}: ${problem.message}`)] : [];
}

function together(fields: readonly SecurityTxtField[], check: SecurityTxtCheck): Finding[] {
  const of = (name: KnownField) => fields.filter((field) => field.name === name);
  const findings: Finding[] = [];
  if (of("Contact").length === 0) findings.push(found("2.5.3", 0, "Contact is missing."));
  const [expires, secondExpiry] = of("Expires");
  if (!expires) findings.push(found("2.5.5", 0, "Expires is missing."));
  if (secondExpiry) findings.push(found("2.5.5", secondExpiry.line, "Expires stands twice."));
  const [, secondList] = of("Preferred-Languages");
  if (secondList) {
    findings.push(found("2.5.8", secondList.line, "Preferred-Languages stands twice."));
  }
  const at = expiryOf(fields);
  if (expires && at && at <= check.now) {
    findings.push(found("2.5.5", expires.line, "The file has expired."));
  }
  const canonical = of("Canonical");
  if (check.at && canonical.length > 0 && !canonical.some(({ value }) => value === check.at)) {
    findings.push(found("2.5.2", canonical[0]?.line ?? 0, "Canonical names another address."));
  }
  return findings;
}

function expiryOf(fields: readonly SecurityTxtField[]): Date | null {
  const dates = fields.filter(({ name }) => name === "Expires");
  const [field] = dates;
  if (!field || dates.length > 1) return null;
  try {
    return new Date(Temporal.Instant.from(field.value).epochMilliseconds);
  } catch {
    return null;
  }
}
