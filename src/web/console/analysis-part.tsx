/** The page behind the decisions of a case: what they rest on, and what was answered to objections. */
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import { objectionsOf } from "../../store/objections/reader.ts";
import { earlierReports } from "../../store/parties/history-reader.ts";
import type { AtCase } from "./at-case.ts";
import { EarlierReportsPanel } from "./earlier-reports-panel.tsx";
import { ExaminedPanels } from "./examined-panels.tsx";
import { ObjectionsPanel } from "./objections-panel.tsx";

export async function analysisPart(at: AtCase) {
  const { caseId } = at.head;
  const { context } = at.web;
  const [decisions, objections, earlier] = await Promise.all([
    decisionsOf(context, at.tx, caseId, at.keys),
    objectionsOf(context, at.tx, caseId, at.keys),
    // They are other cases: what is printed of this one does not carry them along.
    at.whole ? undefined : earlierReports(at.tx, caseId),
  ]);
  return (
    <>
      <ObjectionsPanel at={at} objections={objections} decisions={decisions} />
      <ExaminedPanels at={at} decisions={decisions} />
      {at.facts.someoneToTell && earlier && <EarlierReportsPanel at={at} earlier={earlier} />}
    </>
  );
}
