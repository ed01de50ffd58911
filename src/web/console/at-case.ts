/** What the parts of a case's pages are given, and where its pages are. */
import type { Refusal } from "../../core/refusal.ts";
import type { FormValues } from "../../lib/form-description.ts";
import type { Tx } from "../../store/transaction.ts";
import { type CaseFrame, zoneOf } from "./case-frame.ts";
import type { ConsoleRequest } from "./console-frame.tsx";

/** A form that was refused: its words come back beside the reason. */
export interface SentDeed {
  readonly deed: string;
  readonly values: FormValues;
  readonly refusal: Refusal;
}

export interface AtCase extends CaseFrame, ConsoleRequest {
  readonly tx: Tx;
  readonly csrf: string;
  /** The page of the case: "overview", "vulnerability", "publications/ALE-SA-2026-0001" … */
  readonly view: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly sent: SentDeed | undefined;
  /** Each form that is drawn adds the name of its draft, and `sentMark` where it is the one that was sent. */
  readonly formsShown: Set<string>;
  /** The words of a message that is shown as a letter before it is sent. */
  readonly previewed?: FormValues | undefined;
  /** All pages as one document: nothing there is paged. */
  readonly whole?: boolean | undefined;
}

/** What the form that was sent and refused adds to `formsShown`. */
export const sentMark = "sent";

export const caseViews = [
  "overview",
  "analysis",
  "links",
  "split",
  "conversation",
  "files",
  "vulnerability",
  "facts",
  "status",
  "root-cause",
  "advice",
  "publications",
  "promises",
  "people",
  "names",
  "forwarding",
  "retention",
  "history",
] as const;

/** What the words of a promise on the case need beside its clock. */
export function readingOf(at: AtCase) {
  return { now: at.now, policies: at.web.context.policies, zone: zoneOf(at) };
}

/** The address of a page of a case. */
export function casePath(reference: string, view = "overview"): string {
  const base = `/console/cases/${encodeURIComponent(reference)}`;
  return view === "overview" ? base : `${base}/${view}`;
}

/** A view that a form named; the overview for anything else. */
export function viewOf(text: string | undefined): string {
  const known = caseViews.some((view) => view === text);
  const deeper = /^(publications\/[\w.-]{1,80}|files\/[0-9a-f-]{36})$/;
  return text && (known || deeper.test(text)) ? text : "overview";
}
