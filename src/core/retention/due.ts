/**
 * When what is kept of a case, an account or a customer falls due for erasure, by which clause of the
 * policy, and what stops that. Pure. A legal hold stops everything; what nobody set a term for is kept.
 */
import { Temporal } from "temporal-polyfill";
import { notForUsReasons } from "../mail/tray.ts";
import type { Policy } from "../policy/policy.ts";
import type { KeepFor } from "../policy/retention.ts";

/** What falls due as one: a party's identity, or all content of a case. */
export type Kept = "identity" | "content";

/** The settings that a due time can follow from, as they stand in the policy. */
export type Clause =
  | "privacy.retentionDaysAfterClose"
  | "privacy.retention.identities"
  | "privacy.retention.content"
  | "privacy.retention.rejected"
  | "privacy.retention.accounts";

export type KeptCase = {
  closedAt: Date | null;
  /** A word of closing such as "not-relevant"; null while the case is open. */
  closeReason: string | null;
  /** Whether a legal hold on the case, or on the person, stands. */
  held: boolean;
};

export type Retained =
  | { state: "kept"; because: "open" | "no-term" }
  | { state: "held"; dueAt: Date; clause: Clause }
  | { state: "waiting"; dueAt: Date; clause: Clause }
  | { state: "due"; dueAt: Date; clause: Clause; automatic: boolean };

/** What holds of an object now: kept, held, waiting for its time, or due. */
export function retention(policy: Policy, kept: Kept, of: KeptCase, now: Date): Retained {
  const { closedAt } = of;
  if (!closedAt) return { state: "kept", because: "open" };
  const [first] = termsOf(policy, kept, of.closeReason)
    .map(({ length, clause }) => ({ dueAt: endOfTerm(closedAt, length, policy), clause }))
    .toSorted((a, b) => +a.dueAt - +b.dueAt);
  if (!first) return { state: "kept", because: "no-term" };
  const { dueAt, clause } = first;
  if (of.held) return { state: "held", dueAt, clause };
  if (dueAt > now) return { state: "waiting", dueAt, clause };
  const automatic = policy.privacy.retention.automatic.includes(
    kept === "identity" ? "identities" : "content",
  );
  return { state: "due", dueAt, clause, automatic };
}

/** When the profile of a closed account falls due; undefined where it is kept. */
export function accountDue(
  policy: Policy,
  closedAt: Date | null,
): { dueAt: Date; automatic: boolean } | undefined {
  const { accounts, automatic } = policy.privacy.retention;
  if (!closedAt || accounts === "none") return undefined;
  return {
    dueAt: endOfTerm(closedAt, accounts, policy),
    automatic: automatic.includes("accounts"),
  };
}

/** When a customer falls due whose last entitlement is over since then; undefined where it is kept. */
export function customerDue(
  policy: Policy,
  overSince: Date | null,
): { dueAt: Date; automatic: boolean } | undefined {
  const { customers, automatic } = policy.privacy.retention;
  if (!overSince || customers === "none") return undefined;
  return {
    dueAt: endOfTerm(overSince, customers, policy),
    automatic: automatic.includes("customers"),
  };
}

/** By when a request to erase is answered: the policy's term, else the month of GDPR art. 12(3). */
export function requestDue(policy: Policy, askedAt: Date): Date {
  const { requests } = policy.privacy.retention;
  return endOfTerm(askedAt, requests === "none" ? { months: 1 } : requests, policy);
}

type Term = { length: Exclude<KeepFor, "none">; clause: Clause };

/** The first of them to end counts: identities are never kept longer than the content that they belong to. */
function termsOf(policy: Policy, kept: Kept, closeReason: string | null): Term[] {
  const content = contentTerm(policy, closeReason);
  const { identities, rejected } = policy.privacy.retention;
  const own = kept === "identity" && !(isRejected(closeReason) && rejected !== "none");
  return [
    ...(own && identities !== "none"
      ? [{ length: identities, clause: "privacy.retention.identities" } as const]
      : []),
    ...(content ? [content] : []),
  ];
}

/** What was not for us is kept no longer than what was not relevant. */
function isRejected(closeReason: string | null): boolean {
  return ["not-relevant", ...notForUsReasons].includes(closeReason ?? "");
}

function contentTerm({ privacy }: Policy, closeReason: string | null): Term | undefined {
  const { content, rejected } = privacy.retention;
  if (isRejected(closeReason) && rejected !== "none") {
    return { length: rejected, clause: "privacy.retention.rejected" };
  }
  if (content !== "none") return { length: content, clause: "privacy.retention.content" };
  const days = privacy.retentionDaysAfterClose;
  return days > 0 ? { length: { days }, clause: "privacy.retentionDaysAfterClose" } : undefined;
}

/** The same local time of day, so many days or months later in the policy's zone. */
function endOfTerm(from: Date, length: Term["length"], policy: Policy): Date {
  const { zone } = policy.channels.officeHours;
  const start = Temporal.Instant.fromEpochMilliseconds(+from).toZonedDateTimeISO(zone);
  return new Date(start.add(length).epochMilliseconds);
}
