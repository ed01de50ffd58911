/** Which names are withheld from whom: what a party agreed to print or to have passed on is not. */
import { type ChosenCredit, isNamed } from "./credit.ts";
import { type Term, termsOf, type Withheld } from "./withheld-terms.ts";

/** A party of a case as the vault knows it. */
export interface KnownPerson {
  readonly partyId: string;
  readonly pseudonym: string;
  readonly identity: Withheld;
  readonly credit: ChosenCredit;
  /** Every other text that the party once wanted printed. */
  readonly formerPrints: readonly string[];
  /** Permissions that stand: ids of parties, and of permissions for others. */
  readonly permitted: readonly string[];
}

/**
 * Who gets it. `recipients` are ids: of the party, or of the permission by which somebody outside gets
 * it. What is for nobody in particular names nobody.
 */
export type Audience =
  | { readonly kind: "public" }
  | { readonly kind: "recipients"; readonly ids: readonly string[] };

export function isWithheldFrom(person: KnownPerson, audience: Audience): boolean {
  if (audience.kind === "public") return !isNamed(person.credit.choice);
  const knows = [person.partyId, ...person.permitted];
  return !audience.ids.some((id) => knows.includes(id));
}

/** What to look for in what this audience gets. `ours` are names and domains of the house. */
export function termsFor(
  people: readonly KnownPerson[],
  audience: Audience,
  ours: readonly string[],
): Term[] {
  return people.flatMap((person) => {
    if (isWithheldFrom(person, audience)) return allTerms(person, ours);
    if (audience.kind === "recipients") return [];
    const agreed = printedForms(person, person.credit.print);
    return allTerms(person, ours).filter(({ form }) => !agreed.has(form));
  });
}

function allTerms(
  { identity, pseudonym, credit, formerPrints }: KnownPerson,
  ours: readonly string[],
) {
  const terms = termsOf(identity, pseudonym, ours);
  const known = new Set(terms.map(({ form }) => form));
  const printed = [...formerPrints, credit.print].flatMap((handle) =>
    termsOf({ ...nothing, handle }, pseudonym, ours),
  );
  return [...terms, ...printed.filter(({ form }) => !known.has(form))];
}

/** Who agreed to "Jane Doe" agreed to "Doe", and to "Doe, Jane", as well. */
function printedForms({ pseudonym }: KnownPerson, print: string): ReadonlySet<string> {
  const parts = [print, ...print.split(/[,;()/]| of | from /)];
  return new Set(
    parts.flatMap((part) =>
      [
        ...termsOf({ ...nothing, name: part }, pseudonym),
        ...termsOf({ ...nothing, organisation: part }, pseudonym),
      ].map(({ form }) => form),
    ),
  );
}

const nothing: Withheld = {
  name: null,
  handle: null,
  organisation: null,
  email: null,
  telephone: null,
  keyFingerprint: null,
  portalToken: null,
};
