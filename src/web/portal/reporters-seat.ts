/** What a reporter's seat shows of requests and choices, from what the page read. Reads nothing itself. */
import type { Policy } from "../../core/policy/policy.ts";
import { asksAgainAt } from "../../core/portal/may-ask.ts";
import { newestOf } from "../../core/portal/statement.ts";
import type { MessageView } from "../../store/messages/reader.ts";
import type { OwnReport } from "../../store/portal/own-report-reader.ts";
import type { PartyCase } from "../../store/portal/party-case-reader.ts";
import type { StatementView } from "../../store/portal/statement-reader.ts";
import type { SeatProps, SentSeat } from "./requests-panel.tsx";
import { seatForms } from "./seat-forms.ts";

export type Seat = Omit<SeatProps, "csrf" | "zone">;

export function seatOf(
  read: {
    readonly party: PartyCase;
    readonly said: readonly StatementView[];
    readonly reports: readonly OwnReport[];
    readonly thread: readonly MessageView[];
  },
  at: { policy: Policy; zone: string; now: Date; sentSeat: SentSeat | undefined },
): Seat {
  const { party, said, thread } = read;
  const askedAt = newestOf(said, "status")?.at;
  const toldSince =
    askedAt !== undefined && thread.some((each) => each.direction === "out" && each.at > askedAt);
  const ours = at.policy.channels.officeHours.zone;
  return {
    said,
    zones: [...new Set([at.zone, ours, "UTC"])],
    forms: seatForms,
    sentSeat: at.sentSeat,
    caseId: party.caseId,
    planOfReport: read.reports
      .map(({ fields }) => fields["publication-plan"] ?? "")
      .join("\n")
      .trim(),
    isCorrected: party.step === "correction" || party.step === "published",
    isClosed: party.closedAt !== null,
    asksAgainAt: asksAgainAt(at.policy.promises["status-update"], askedAt, at.now),
    waitsSince: toldSince ? undefined : askedAt,
  };
}
