/**
 * The statement of what was erased, as the team signs it: ids, kinds, counts, instants, the clause and
 * who approved. Pure; holds no name and no word of what it was.
 */
import type { ErasureReason, ErasureScope } from "./erasure.ts";

export type Certificate = {
  madeAt: Date;
  organisation: string;
  team: string;
  reference: string;
  erasureId: string;
  scope: ErasureScope;
  reason: ErasureReason;
  clause: string | null;
  policy: { name: string; version: number };
  dueAt: Date;
  erasedAt: Date;
  /** Ids of the colleagues who said yes; empty where the policy erases by itself. */
  approvedBy: readonly string[];
  objects: readonly { objectId: string; kind: string }[];
  files: number;
  /** The event of the case's chain that tells of it. */
  eventId: string;
  fingerprint: string;
};

const scopes: Readonly<Record<ErasureScope, string>> = {
  identity: "the identity of one person",
  report: "one report with its files",
  messages: "the messages of one party with their files",
  file: "one file",
  content: "all content of the case",
};

const reasons: Readonly<Record<ErasureReason, string>> = {
  term: "the term of the policy had ended",
  request: "the person asked for it",
  order: "ordered by staff",
  "same-person": "the same person's identity was erased in another case",
};

/** The text that is signed. The same certificate gives the same text. */
export function certificateText(of: Certificate): string {
  const kinds = new Map<string, number>();
  for (const { kind } of of.objects) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const counts = [...kinds].sort().map(([kind, count]) => `${kind} ${count}`);
  return `${[
    "CERTIFICATE OF ERASURE",
    of.team,
    of.organisation,
    "",
    `case:         ${of.reference}`,
    `erasure:      ${of.erasureId}`,
    `what:         ${scopes[of.scope]}`,
    `why:          ${reasons[of.reason]}`,
    `clause:       ${of.clause ?? "none"}`,
    `policy:       ${of.policy.name} version ${of.policy.version}`,
    `due:          ${of.dueAt.toISOString()}`,
    `erased:       ${of.erasedAt.toISOString()}`,
    `approved by:  ${of.approvedBy.length === 0 ? "the policy, without a person" : of.approvedBy.join(", ")}`,
    `event:        ${of.eventId}`,
    `keys taken:   ${of.objects.length} (${counts.join(", ")})`,
    `files on disk: ${of.files} removed`,
    "",
    "Objects whose keys were destroyed:",
    ...of.objects.map(({ objectId, kind }) => `  ${kind.padEnd(12)} ${objectId}`),
    "",
    "These keys stand in no row of the database any more. The space that they took is reused by and",
    "by; at the latest once the master key was rotated and the former one destroyed, what was sealed",
    "under them opens to nobody. Where a backup from before is restored, they are taken away again.",
    "",
    `Made ${of.madeAt.toISOString()}. Signing key: ${of.fingerprint}`,
  ].join("\n")}\n`;
}
