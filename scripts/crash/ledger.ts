/** The check's own account of what Parley said it had taken or done. Only what was answered is in it. */

export interface TakenReport {
  readonly channel: "api" | "form";
  readonly receiptCode: string;
  /** Words that only this report has. */
  readonly words: string;
  readonly answersBy: "mail" | "portal";
}

/** A mail to which the listener answered 250. */
export interface TakenMail {
  readonly raw: Buffer;
  readonly encrypted: boolean;
}

/** A deed on a case that was answered with 200: which table holds its row, under which id. */
export interface DoneDeed {
  readonly table: "decisions" | "messages";
  readonly id: string;
}

/** A publication whose release was answered with 200. */
export interface Release {
  readonly publicationId: string;
  readonly number: string;
}

export interface Ledger {
  readonly reports: TakenReport[];
  readonly mails: TakenMail[];
  readonly deeds: DoneDeed[];
  readonly releases: Release[];
  /** Answers that nobody should ever get. */
  readonly surprises: string[];
}

export function emptyLedger(): Ledger {
  return { reports: [], mails: [], deeds: [], releases: [], surprises: [] };
}

/** How far a ledger was filled at a moment, so that a check can look at what is new since. */
export type LedgerMark = Readonly<Record<"reports" | "mails" | "deeds" | "releases", number>>;

export function markOf({ reports, mails, deeds, releases }: Ledger): LedgerMark {
  return {
    reports: reports.length,
    mails: mails.length,
    deeds: deeds.length,
    releases: releases.length,
  };
}

/** What was added between two marks. */
export function between(ledger: Ledger, from: LedgerMark, to: LedgerMark): Ledger {
  return {
    reports: ledger.reports.slice(from.reports, to.reports),
    mails: ledger.mails.slice(from.mails, to.mails),
    deeds: ledger.deeds.slice(from.deeds, to.deeds),
    releases: ledger.releases.slice(from.releases, to.releases),
    surprises: [],
  };
}
