/** What a colleague writes to open a case without a report (TH-06, L-01, L-05). */

import type { SplitOff } from "./split.ts";

/** The kinds that begin without anybody outside who waits for an answer. */
export const kindsOpenedByHand = [
  "own-finding",
  "third-party-notice",
  "data-leak",
  "dispute",
] as const;

export type KindOpenedByHand = (typeof kindsOpenedByHand)[number];

export interface OwnCase {
  /** Chosen when it was written, so that its author finds it. */
  readonly caseId: string;
  readonly kind: KindOpenedByHand;
  readonly title: string;
  readonly product: string;
  readonly description: string;
  /** How and from whom it was learnt. */
  readonly learned: string;
  /** When anyone of the organisation became aware, in ISO 8601: promises count from it. */
  readonly awareAt: string;
  readonly openedBy: string;
  /** What it begins with, where it was split off another case. */
  readonly split?: SplitOff;
}

/** The first note of the case. */
export function noteOf({ product, description, learned }: OwnCase): string {
  const parts = [description, `How it was learnt: ${learned}`];
  return [...(product ? [`Product: ${product}`] : []), ...parts].join("\n\n");
}
