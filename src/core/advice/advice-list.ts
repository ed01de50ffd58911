/** What public lists say of a CVE id: EPSS and the lists of known exploited vulnerabilities. */

export const adviceLists = ["epss", "kev-cisa", "kev-eu"] as const;
export type AdviceList = (typeof adviceLists)[number];

/** One line of EPSS; both numbers between 0 and 1, with five decimals at most. */
export type EpssLine = {
  readonly cveId: string;
  readonly score: number;
  readonly percentile: number;
};

/** One entry of a list of known exploited vulnerabilities; the day is YYYY-MM-DD, null where not said. */
export type KevLine = { readonly cveId: string; readonly addedOn: string | null };

/** A list as a file holds it, with the day (or instant) that it is of. */
export type Loaded<Line> = { readonly asOf: Date; readonly lines: readonly Line[] };

/** What is wrong with a file, and where. */
export type ListFault = { readonly line: number | null; readonly fault: string };

export const cveIdForm = /^CVE-\d{4}-\d{4,19}$/;
