/** A report without whom it came from. What its author wrote of the matter stays as it was. Pure. */
import { identityFields } from "../identity/apart.ts";
import type { Arrival } from "../reports/arrival.ts";

const named: readonly string[] = identityFields;

type Content = Omit<Arrival, "files">;

export function withoutContact(content: Content): Content {
  const { mailId: _, ...rest } = content;
  const fields = Object.entries(rest.fields).filter(([name]) => !named.includes(name));
  return { ...rest, fields: Object.fromEntries(fields), key: null };
}
