/**
 * Reads what a mail server of ours wrote into the header about the sender (RFC 8601). Reads only the
 * topmost field of the named server: what stands below may come from anybody.
 */
import { type AuthenticationCheck, checkOf, type Verdict } from "../../core/mail/authentication.ts";
import type { HeaderField } from "../../formats/mail/header-block.ts";

export type ServerResults = Partial<Record<"spf" | "dkim" | "dmarc" | "arc", AuthenticationCheck>>;

/** Undefined where the server says nothing of this mail. */
export function resultsOfServer(
  fields: readonly HeaderField[],
  authservId: string,
  senderDomain: string | null,
): ServerResults | undefined {
  for (const { name, value } of fields) {
    if (name !== "authentication-results") continue;
    const [id, ...results] = withoutComments(value).split(";");
    if (id?.trim().split(/\s/)[0]?.toLowerCase() !== authservId.toLowerCase()) continue;
    return resultsIn(results, senderDomain);
  }
  return undefined;
}

const methods = { spf: "spf", dkim: "dkim", dmarc: "dmarc", arc: "arc" } as const;

function resultsIn(results: readonly string[], senderDomain: string | null): ServerResults {
  const found: ServerResults = {};
  for (const result of results) {
    const [, method = "", word = ""] = /^\s*([\w-]+)(?:\/\d+)?\s*=\s*(\w+)/.exec(result) ?? [];
    const known = methods[method.toLowerCase() as keyof typeof methods];
    if (!known) continue;
    const domain = domainIn(result);
    const ofSender = known !== "arc" && belongTogether(domain, senderDomain);
    const check = { verdict: verdictOf(word), domain, ofSender };
    // Of several signatures the one that says most for the sender counts.
    if (rank(check) > rank(found[known] ?? checkOf("unknown"))) found[known] = check;
    found[known] ??= check;
  }
  return found;
}

const properties =
  /\b(?:header\.(?:d|from|i)|smtp\.(?:mailfrom|helo))\s*=\s*"?(?:[^\s"@]*@)?([\w.-]+)/i;

function domainIn(result: string): string | null {
  return properties.exec(result)?.[1]?.toLowerCase() ?? null;
}

/** The words of RFC 8601 section 2.7, of every method. */
export function verdictOf(word: string): Verdict {
  const lower = word.toLowerCase();
  if (lower === "pass") return "pass";
  if (["fail", "hardfail", "softfail", "policy"].includes(lower)) return "fail";
  return lower === "temperror" ? "unknown" : "none";
}

const ranks: Readonly<Record<Verdict, number>> = { pass: 6, unknown: 0, fail: 4, none: 2 };

/** How much a check says for the sender. */
export function rank({ verdict, ofSender }: AuthenticationCheck): number {
  return ranks[verdict] + (ofSender ? 1 : 0);
}

/** One is the other, or lies below it. Narrower than DMARC's organisational domain, never wider. */
export function belongTogether(one: string | null, other: string | null): boolean {
  if (!one || !other) return false;
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

/** Comments may nest and hold anything, `dmarc=pass` too; what is quoted stays, without its semicolons. */
function withoutComments(value: string): string {
  const tokens = value.match(/\\.|"(?:\\.|[^"\\])*"|[()]|[^\\"()]+|./gs) ?? [];
  let depth = 0;
  let text = "";
  for (const token of tokens) {
    if (token === "(") depth += 1;
    else if (token === ")") depth = Math.max(0, depth - 1);
    else if (depth === 0) text += token.startsWith('"') ? token.replaceAll(";", ",") : token;
  }
  return text;
}
