/** The ids by which others know a vulnerability: its CVE id, and the class of its weakness. */

/** CVE Record Format: a year from 1999 on, and four digits or more. */
const cve = /^CVE-(?:1999|[2-9]\d{3})-\d{4,19}$/;

/** MITRE's list of weaknesses numbers them without leading zeros. */
const cwe = /^CWE-[1-9]\d{0,5}$/;

/** "cve-2026-1234 " as "CVE-2026-1234"; undefined where it is none, null where nothing was written. */
export function cveIdOf(text: string): string | null | undefined {
  return idOf(text, cve, "CVE-");
}

/** "79" and "cwe-79" as "CWE-79"; undefined where it is none, null where nothing was written. */
export function cweIdOf(text: string): string | null | undefined {
  return idOf(text, cwe, "CWE-");
}

function idOf(text: string, form: RegExp, prefix: string): string | null | undefined {
  // People copy ids out of tables, with dashes and blanks of every kind.
  const folded = text
    .normalize("NFKC")
    .replace(/\s+/g, "")
    .replace(/\p{Pd}/gu, "-")
    .toUpperCase();
  if (folded === "") return null;
  const id = folded.startsWith(prefix) ? folded : `${prefix}${folded}`;
  return form.test(id) ? id : undefined;
}
