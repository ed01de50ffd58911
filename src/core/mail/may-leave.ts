/**
 * How a letter may leave: encrypted, as it stands, as a pointer to the portal, or not at all. Knows
 * no words of any letter. What is not allowed in plain by name never leaves in plain.
 */
import type { LetterTemplate } from "../letters/letter-template.ts";

/** How much a letter gives away; see core/letters/letter-template.ts. */
export type ContentKind = LetterTemplate["says"];

/** Kinds that a policy may let out in plain; what says nothing, or is public, needs no leave. */
export const contentKinds = [
  "talk",
  "decision",
  "secret",
] as const satisfies readonly ContentKind[];

/**
 * The party's key at the time of sending. "unconfirmed": one was offered, and nobody who could know
 * has said that it is theirs.
 */
export const keyStates = ["none", "good", "expired", "revoked", "unusable", "unconfirmed"] as const;
export type KeyState = (typeof keyStates)[number];

/** How the party's own words came last: by plain mail, by encrypted mail, or through our site. */
export type WroteBy = "plain" | "encrypted" | "site";

/** What the party said when it was asked whether we may answer unencrypted. */
export type PlainAnswer = "never-asked" | "asked" | "agreed" | "declined";

export interface Leaving {
  readonly says: ContentKind;
  readonly key: KeyState;
  readonly wrote: WroteBy;
  /** The kinds that the policy lets out in plain; empty where none. */
  readonly plainFor: readonly ContentKind[];
  readonly answered: PlainAnswer;
  /** A colleague chose, with a reason, to encrypt to the expired key all the same. */
  readonly toExpired: boolean;
}

export type WhyPointer =
  | "no-key"
  | "unconfirmed"
  | "kind"
  | "wrote-encrypted"
  | "not-agreed"
  | "declined";
export type WhyWithheld = "expired" | "revoked" | "unusable";

export type LeavesAs =
  | { readonly as: "encrypted" }
  | { readonly as: "plain"; readonly because: "contentless" | "public" | "agreed" }
  /** `ask`: the pointer asks, once, whether we may answer unencrypted. */
  | { readonly as: "pointer"; readonly because: WhyPointer; readonly ask: boolean }
  | { readonly as: "withheld"; readonly because: WhyWithheld };

/** The decision for one letter to one party. */
export function mayLeave(leaving: Leaving): LeavesAs {
  const { says, key, toExpired } = leaving;
  if (key === "good" || (key === "expired" && toExpired)) return { as: "encrypted" };
  if (says === "nothing") return { as: "plain", because: "contentless" };
  if (key === "none" || key === "unconfirmed") return withoutKey(leaving, key);
  // Whoever gave us a key asked for encryption: that it fails is no leave to go without.
  return { as: "withheld", because: key };
}

function withoutKey(leaving: Leaving, key: "none" | "unconfirmed"): LeavesAs {
  const { says, wrote, plainFor, answered } = leaving;
  // It stands on our site: a pointer to what everybody can read would only hide it from its finder.
  if (says === "public") return { as: "plain", because: "public" };
  const pointer = (because: WhyPointer, ask = false) => ({ as: "pointer", because, ask }) as const;
  if (!plainFor.includes(says)) return pointer(key === "unconfirmed" ? key : "kind");
  if (wrote === "encrypted") return pointer(key === "unconfirmed" ? key : "wrote-encrypted");
  if (answered === "agreed") return { as: "plain", because: "agreed" };
  if (answered === "declined") return pointer("declined");
  // Who wrote through our site has a receipt code and reads there; only a mail is answered as it came.
  if (wrote === "site") return pointer(key === "unconfirmed" ? key : "no-key");
  return pointer("not-agreed", answered === "never-asked");
}
