/** Says where a withheld name stands, and whose it is by pseudonym; never the name. */
import type { NameFinding } from "../../core/identity/scan-names.ts";

const kinds: Readonly<Record<NameFinding["kind"], string>> = {
  name: "a name",
  handle: "a handle",
  organisation: "an organisation",
  address: "an address",
  telephone: "a telephone number",
  key: "a key",
  "portal-link": "a private link",
  unread: "something unread",
};

const unreadWords: Readonly<Record<string, string>> = {
  encrypted: "it is encrypted",
  damaged: "it is damaged",
  "too-deep": "it is packed too often",
  "too-large": "it is too large",
  "too-many": "it holds too many parts",
  "unknown-format": "its format is not known",
};

type Find = Pick<NameFinding, "place" | "kind" | "whose" | "line" | "column" | "how">;

/** Such as "Summary, line 2, letter 11: a name of Reporter (in base64)". */
export function placeInWords({ place, kind, whose, line, column, how }: Find): string {
  if (kind === "unread")
    return `${place}: could not be looked through, ${unreadWords[whose] ?? whose}`;
  const encoded = how.length > 0 ? ` (in ${how.join(", ")})` : "";
  return `${place}, line ${line}, letter ${column}: ${kinds[kind]} of ${whose}${encoded}`;
}
