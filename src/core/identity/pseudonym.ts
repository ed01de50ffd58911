/** What the parties of a case are called by everybody who needs no name. */

/** By the kind of the party. */
const words: Readonly<Record<string, string>> = {
  reporter: "Reporter",
  vendor: "Vendor",
  coordinator: "Coordinator",
  customer: "Customer",
  "sub-cna": "Sub-CNA",
  authority: "Authority",
};

/** "Reporter", and where the case has one already, "Reporter B", "Reporter C" …: each once a case. */
export function pseudonymFor(kind: string, taken: readonly string[]): string {
  const word = words[kind] ?? "Party";
  if (!taken.includes(word)) return word;
  for (let at = 1; ; at += 1) {
    const name = `${word} ${lettersOf(at)}`;
    if (!taken.includes(name)) return name;
  }
}

/** A kind of party alone, or one party of a case by its pseudonym, in small letters. */
export interface CalledParty {
  readonly kind: string;
  readonly pseudonym: string | null;
}

/** What "vendor" or "Reporter B" means, in any capitals; undefined for any other text: a name. */
export function partyCalled(text: string): CalledParty | undefined {
  const typed = text.trim().toLowerCase();
  for (const [kind, word] of [...Object.entries(words), ["support", "Support desk"] as const]) {
    const called = word.toLowerCase();
    if (typed === called || typed === kind) return { kind, pseudonym: null };
    if (typed.startsWith(`${called} `) && /^[a-z]{1,2}$/.test(typed.slice(called.length + 1))) {
      return { kind, pseudonym: typed };
    }
  }
  return undefined;
}

/** 0 is A, 25 is Z, 26 is AA. */
function lettersOf(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : lettersOf(Math.floor(at / 26) - 1) + last;
}
