/** The page behind the decisions of a case: what they rest on, and what was answered to objections. */
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import { objectionsOf } from "../../store/objections/reader.ts";
import type { AtCase } from "./at-case.ts";
import { ExaminedPanels } from "./examined-panels.tsx";
import { ObjectionsPanel } from "./objections-panel.tsx";

export async function analysisPart(at: AtCase) {
  const { caseId } = at.head;
  const [decisions, objections] = await Promise.all([
    decisionsOf(at.web.context, at.tx, caseId, at.keys),
    objectionsOf(at.web.context, at.tx, caseId, at.keys),
  ]);
  return (
    <>
      <ObjectionsPanel at={at} objections={objections} decisions={decisions} />
      <ExaminedPanels at={at} decisions={decisions} />
    </>
  );
}
