/** What the store knows of a case, as an evidence pack is made from it. */
import type { LedgerClock } from "../clocks/ledger.ts";
import type { Policy } from "../policy/policy.ts";
import type {
  CheckpointProof,
  Content,
  EvidencePack,
  MessageOfPack,
  ReportOfPack,
} from "./pack.ts";

export type CaseRecord = {
  now: Date;
  head: {
    caseId: string;
    reference: string;
    kind: string;
    stage: string;
    openedAt: Date;
    closedAt: Date | null;
    policyVersion: number;
  };
  deed: EvidencePack["deed"];
  /** The versions by which its clocks run, and the one that it is pinned to. */
  policies: readonly Policy[];
  clocks: readonly LedgerClock[];
  parties: readonly { partyId: string; kind: string }[];
  reports: readonly ReportRecord[];
  messages: readonly MessageRecord[];
  events: readonly EventRecord[];
  checkpoint: CheckpointProof | null;
  /** Null unless the deed adds them; by principal id. */
  names: ReadonlyMap<string, { name: string; organisation: string | null }> | null;
  content: Content | null;
};

export type ReportRecord = Pick<ReportOfPack, "reportId" | "channel" | "relation" | "encrypted"> & {
  partyId: string;
  attemptedAt: Date;
  receivedAt: Date;
  firstReadAt: Date | null;
};

export type MessageRecord = Pick<
  MessageOfPack,
  "messageId" | "direction" | "kind" | "by" | "encrypted"
> & { sideId: string; at: Date; deliveries: readonly DeliveryRecord[] };

export type DeliveryRecord = Pick<
  MessageOfPack["deliveries"][number],
  "state" | "encrypted" | "attempts" | "mailIdSha256"
> & { owedAt: Date; sentAt: Date | null };

export type EventRecord = {
  seq: number;
  eventId: string;
  type: string;
  at: Date;
  happenedAt: Date | null;
  until: Date | null;
  actorKind: "staff" | "outsider" | "anyone" | "system";
  actorId: string | null;
  /** Ids that its body names, by the name of their field. */
  ids: Readonly<Record<string, string>>;
  mac: string;
};
