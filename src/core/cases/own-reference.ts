/** The number by which people know a case of ours, such as PSIRT-2026-0007. */

/** The year in which it came, and its number among the cases of that year. */
export function ownReference(year: number, number: number): string {
  return `PSIRT-${year}-${String(number).padStart(4, "0")}`;
}

/** What such a number is in its one form, in whichever letter case it is written; undefined for any other text. */
export function asOwnReference(text: string): string | undefined {
  const [, year, number] = /^PSIRT-(\d{4})-(\d{4,9})$/i.exec(text.normalize("NFKC").trim()) ?? [];
  if (year === undefined || number === undefined) return undefined;
  const written = ownReference(Number(year), Number(number));
  return Number(number) > 0 && written.endsWith(`-${year}-${number}`) ? written : undefined;
}
