/** The page behind the decisions of a case: objections to them, and what they rest on. */
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import { objectionsOf } from "../../store/objections/reader.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import type { AtCase } from "./at-case.ts";
import { ObjectionsPanel } from "./objections-panel.tsx";

export async function analysisPart(at: AtCase) {
  const { caseId } = at.head;
  const decisions = await decisionsOf(at.web.context, at.tx, caseId, at.keys);
  const objections = await objectionsOf(at.web.context, at.tx, caseId, at.keys);
  if (objections.length === 0) {
    return (
      <EmptyState title="Nobody objects to a decision">
        <p>An objection of the reporter stands here, with the form that answers it.</p>
      </EmptyState>
    );
  }
  return <ObjectionsPanel at={at} objections={objections} decisions={decisions} />;
}
