/** How an erasure is spoken of to staff: what, why, and how it stands. */
import type { ErasureRow } from "../../store/retention/erasure-reader.ts";
import type { Tone } from "../../ui/badge.tsx";

export const scopeWords: Readonly<Record<ErasureRow["scope"], string>> = {
  identity: "Identity",
  report: "A report with its files",
  messages: "Messages with their files",
  file: "A file",
  content: "All content of the case",
};

/** Why it falls due, by the setting that says so. */
export function whyWords({ reason, clause }: Pick<ErasureRow, "reason" | "clause">): string {
  if (reason === "request") return "They asked for it";
  if (reason === "order") return "Ordered by a colleague";
  if (reason === "same-person") return "The same person was erased in another case";
  return clauseWords[clause ?? ""] ?? "A term of the policy ended";
}

const clauseWords: Readonly<Record<string, string>> = {
  "privacy.retentionDaysAfterClose": "The policy’s term for closed cases",
  "privacy.retention.identities": "The policy’s term for identities",
  "privacy.retention.content": "The policy’s term for content",
  "privacy.retention.rejected": "The policy’s term for what was not relevant",
};

export function stateWords(
  { state, dueAt }: Pick<ErasureRow, "state" | "dueAt">,
  { held, now }: { held: boolean; now: Date },
): { word: string; tone: Tone } {
  if (held) return { word: "Legal hold", tone: "warning" };
  switch (state) {
    case "requested":
      return { word: dueAt < now ? "Answer overdue" : "Answer owed", tone: "warning" };
    case "confirmed":
      return { word: "Second person needed", tone: "info" };
    case "approved":
      return { word: "Being erased", tone: "info" };
    case "erased":
      return { word: "Erased", tone: "success" };
    case "refused":
      return { word: "Refused", tone: "plain" };
    case "withdrawn":
      return { word: "No longer due", tone: "plain" };
    default:
      return dueAt <= now ? { word: "Due", tone: "warning" } : { word: "Coming", tone: "plain" };
  }
}
