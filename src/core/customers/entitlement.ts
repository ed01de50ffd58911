/** What a customer's contract entitles it to. Shown to support; asked of no reporter (ALE-21). */
export interface Entitlement {
  readonly entitlementId: string;
  /** Null where it is for everything that they have of us. */
  readonly productId: string | null;
  /** As people call it, such as "Gold, fixes within 30 days". */
  readonly level: string;
  /** The last day, as YYYY-MM-DD; null where it has no end yet. */
  readonly validUntil: string | null;
  readonly endedAt: Date | null;
}

/** Whether it holds on that day, YYYY-MM-DD. */
export function holdsOn({ validUntil, endedAt }: Entitlement, day: string): boolean {
  return endedAt === null && (validUntil === null || day <= validUntil);
}

/** Accents of scripts that are read without them; elsewhere a mark makes another letter, and another name. */
const accents = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{Mn}*)\p{Mn}/gu;

/** One form of a name, whatever its case, accents and spaces: the same customer stands once. */
export function nameKey(name: string): string {
  return name.normalize("NFKD").replace(accents, "").toLowerCase().replace(/\s+/g, " ").trim();
}
