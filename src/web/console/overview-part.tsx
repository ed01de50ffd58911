/** The overview of a case: the one next deed, the report as it came, and what was decided. */
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import { type ObjectionView, objectionsOf } from "../../store/objections/reader.ts";
import type { AtCase } from "./at-case.ts";
import { DecisionsPanel } from "./decisions-panel.tsx";
import { claimsPanel, mayBelongPanel } from "./finding-panels.tsx";
import { heldDataPanels } from "./held-data-panel.tsx";
import { heldForKey } from "./how-it-leaves.tsx";
import { nextDeedOf } from "./next-deed.tsx";
import { ObjectionsPanel } from "./objections-panel.tsx";
import { openingNote } from "./opening-note.tsx";
import { PartiesWait } from "./party-requests.tsx";
import { AttackNotice, loadReports, Reports } from "./report-panel.tsx";
import { trayPanel } from "./tray-panel.tsx";
import { UnansweredNotices } from "./unanswered-notice.tsx";

export async function overviewPart(at: AtCase) {
  const reports = loadReports(at);
  const decided = decisionsOf(at.web.context, at.tx, at.head.caseId, at.keys);
  const [next, found, note, decisions, objections, held, tray, mayBelong, claims, heldData] =
    await Promise.all([
      nextDeedOf(at, decided),
      reports,
      openingNote(at),
      decided,
      objectionsOf(at.web.context, at.tx, at.head.caseId, at.keys),
      heldForKey(at),
      trayPanel(at),
      mayBelongPanel(at),
      claimsPanel(at),
      heldDataPanels(at, false, reports),
    ]);
  return (
    <>
      <AttackNotice at={at} found={found} />
      <UnansweredNotices at={at} />
      {held}
      {tray}
      {mayBelong}
      {claims}
      <ObjectionsPanel at={at} objections={objections.filter(isOpen)} decisions={decisions} />
      {next}
      <PartiesWait at={at} />
      {heldData}
      {note}
      <Reports at={at} found={found} />
      <DecisionsPanel at={at} decisions={decisions} />
    </>
  );
}

/** Answered ones stand behind the decisions, on the page of the analysis. */
function isOpen({ state }: ObjectionView): boolean {
  return state === "raised";
}
