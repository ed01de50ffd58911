/**
 * Keeps who wrote apart from what they wrote: of a report, what names its author goes to the vault, and
 * the copy that staff work with shows the pseudonym. The untouched original is not changed.
 */

import { withoutDomains } from "../mail/authentication.ts";
import type { ReportField } from "../policy/report-form.ts";
import type { Arrival, ReportFields } from "../reports/arrival.ts";
import { findTerms, indexOf } from "./find-terms.ts";
import { type TermKind, termsOf, type Withheld } from "./withheld-terms.ts";

/** Fields of a report that say who its author is. */
export const identityFields = [
  "name",
  "organisation",
  "email",
  "telephone",
  "public-key",
  "credit-as",
] as const satisfies readonly ReportField[];

export function withheldOf(fields: ReportFields, keyFingerprint: string | null): Withheld {
  return {
    name: fields.name ?? null,
    handle: fields["credit-as"] ?? null,
    organisation: fields.organisation ?? null,
    email: fields.email ?? null,
    telephone: fields.telephone ?? null,
    keyFingerprint,
    portalToken: null,
  };
}

/**
 * What stands for a name in a text. Only what names one person is replaced: an organisation or a
 * domain may be what the report is about.
 */
const replacedKinds: readonly TermKind[] = ["name", "handle", "address", "telephone", "key"];

/** The text with the pseudonym where the author signed, or was quoted by name and address. */
export function withPseudonym(text: string, who: Withheld, pseudonym: string): string {
  const terms = termsOf({ ...who, organisation: null }, pseudonym).filter(
    ({ kind, weight, form }) =>
      weight === "certain" && replacedKinds.includes(kind) && !isDomain(form, who.email),
  );
  const matches = findTerms(text, indexOf(terms));
  let from = 0;
  let replaced = "";
  for (const { start, end } of matches) {
    if (start < from) continue;
    replaced += `${text.slice(from, start)}[${pseudonym}]`;
    from = end;
  }
  return replaced + text.slice(from);
}

function isDomain(form: string, email: string | null): boolean {
  const [domain] = termsOf(
    { ...withheldOf({}, null), email: email?.replace(/^.*@/, "x@") ?? null },
    "",
  ).filter((term) => !term.form.startsWith("x"));
  return domain?.form === form;
}

/** A report without its author: no field that names them, and the pseudonym in all else that is read of it. */
export function withoutAuthor(arrival: Arrival, pseudonym: string): Arrival {
  const who = withheldOf(arrival.fields, arrival.key?.fingerprint ?? null);
  const named: readonly string[] = identityFields;
  const fields = Object.fromEntries(
    Object.entries(arrival.fields)
      .filter(([field]) => !named.includes(field))
      .map(([field, words]) => [field, withPseudonym(words, who, pseudonym)]),
  );
  // Keys, where they lie and who signed are names as well: the vault keeps them.
  const { keys: _keys, keyLinks: _links, signer: _signer, ...rest } = arrival;
  const { authentication } = arrival;
  return {
    ...rest,
    fields,
    files: arrival.files.map((file) => ({
      ...file,
      name: withPseudonym(file.name, who, pseudonym),
    })),
    key: null,
    // A domain may be somebody's name; the vault has the address, and the original the rest.
    ...(authentication ? { authentication: withoutDomains(authentication) } : {}),
  };
}
