/** A report without whom it came from. What its author wrote of the matter stays as it was. Pure. */
import type { Arrival } from "../reports/arrival.ts";

/** The fields that name a person or lead to one. */
const contactFields: readonly string[] = [
  "name",
  "organisation",
  "email",
  "telephone",
  "public-key",
  "credit-as",
];

type Content = Omit<Arrival, "files">;

export function withoutContact(content: Content): Content {
  const { mailId: _, ...rest } = content;
  const fields = Object.entries(rest.fields).filter(([name]) => !contactFields.includes(name));
  return { ...rest, fields: Object.fromEntries(fields), key: null };
}
