/** Which case may follow which as its duplicate. Decides alone; the link itself is a deed. */
import { Refusal } from "../refusal.ts";
import type { CaseKind } from "./case-facts.ts";
import { isOfFlaw } from "./kinds.ts";

export type LinkRelation = "duplicate" | "related" | "split-from";

export interface LinkedHead {
  readonly caseId: string;
  readonly reference: string;
  readonly kind: CaseKind;
  readonly openedAt: Date;
  /** It follows another case already. */
  readonly follows: boolean;
}

/**
 * Refuses with link.same-case, link.kind, link.follows, link.follows-other or link.younger. What is
 * followed follows nobody, so that no chain of links can close.
 */
export function mustBeToFollow(from: LinkedHead, earlier: LinkedHead): void {
  const { reference } = from;
  if (from.caseId === earlier.caseId) throw new Refusal("link.same-case", { reference });
  for (const each of [from, earlier]) {
    if (!isOfFlaw(each.kind)) throw new Refusal("link.kind", { reference: each.reference });
  }
  if (from.follows) throw new Refusal("link.follows", { reference });
  if (earlier.follows) throw new Refusal("link.follows-other", { reference: earlier.reference });
  // Whoever came first keeps being the first: that is what its date proves.
  if (earlier.openedAt > from.openedAt) {
    throw new Refusal("link.younger", { reference: earlier.reference, follower: reference });
  }
}

/** What the finder of an earlier report can be shown to have known, as three lines that are hashed. */
export function proofText(earlier: {
  readonly id: string;
  readonly since: Date;
  /** Hex; empty where nothing that arrived is kept. */
  readonly sha256: string;
}): string {
  return `${earlier.id}\n${earlier.since.toISOString()}\n${earlier.sha256}`;
}
