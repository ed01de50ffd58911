/** The policy's settings on how long things are kept, and on what is erased and when. */

/** A term after closing, in days or months. "none" sets no term of its own. */
export type KeepFor = { days: number } | { months: number } | "none";

/** What the program may erase by itself when it falls due; a person confirms everything else. */
export type ErasedByItself = "identities" | "content" | "accounts" | "customers";

export type Retention = {
  /** Names, addresses and keys of people outside, after their case was closed. "none": as long as content. */
  identities: KeepFor;
  /** Reports, messages, files and what staff wrote, after the case was closed. "none": `retentionDaysAfterClose`. */
  content: KeepFor;
  /** Both, of cases that were closed as not relevant. "none": as in other cases. */
  rejected: KeepFor;
  /** The profile of a colleague, after the account was closed. "none" keeps it. */
  accounts: KeepFor;
  /** A customer and its entitlements, after the last entitlement was over. "none" keeps them. */
  customers: KeepFor;
  /** What is erased without being confirmed by a person once it is due. */
  automatic: readonly ErasedByItself[];
  /** By when a request to erase personal data is answered. "none": the month of GDPR art. 12(3), not printed. */
  requests: KeepFor;
};

/** Sets nothing: everything is kept until a person orders otherwise. */
export const keepsAll: Retention = {
  identities: "none",
  content: "none",
  rejected: "none",
  accounts: "none",
  customers: "none",
  automatic: [],
  requests: "none",
};
