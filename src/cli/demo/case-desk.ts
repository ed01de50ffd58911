/** A case as the API shows it to the seats of the play. */
import type { SiteVisitor } from "./site-visitor.ts";

export interface CaseView {
  readonly caseId: string;
  readonly reference: string;
  readonly stage: string;
  readonly waitingOn: string;
  readonly missing: readonly string[];
  readonly parties: readonly { readonly partyId: string; readonly kind: string }[];
  readonly clocks: readonly {
    readonly promise: string;
    readonly dueAt: string | null;
    readonly pausedAt?: string | null;
    readonly metAt?: string | null;
    readonly stoppedAt?: string | null;
  }[];
  readonly vulnerabilities: readonly { readonly vulnerabilityId: string }[];
  readonly remedies: readonly { readonly remedyId: string; readonly kind: string }[];
  readonly messages: readonly {
    readonly direction: string;
    readonly text: string;
    readonly encrypted: boolean;
    readonly signature: string;
  }[];
}

export async function readCase(seat: SiteVisitor, reference: string): Promise<CaseView> {
  const answer = await seat.api<{ case: CaseView }>(`/cases/${reference}`);
  return answer.case;
}

/** The promises of a case, a line each. */
export function promisesOf({ clocks }: CaseView): string[] {
  return clocks.map((clock) => {
    const due = clock.dueAt ? `due ${minuteOf(clock.dueAt)}` : "no date";
    return `${clock.promise}: ${due}, ${standOf(clock)}`;
  });
}

function standOf({ metAt, stoppedAt, pausedAt }: CaseView["clocks"][number]): string {
  if (metAt) return `kept ${minuteOf(metAt)}`;
  if (stoppedAt) return "ended";
  return pausedAt ? "stands still" : "runs";
}

function minuteOf(instant: string): string {
  return `${instant.slice(0, 16).replace("T", " ")} UTC`;
}

/** The page of a case in the console. */
export function pageOf(seat: SiteVisitor, { reference }: Pick<CaseView, "reference">): string {
  return seat.url(`/console/cases/${reference}`);
}
