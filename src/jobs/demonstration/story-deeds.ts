/** What people do in the demonstration's stories: each runs the real action in the name of a seat. */

import { addMember } from "../../actions/cases/add-member.ts";
import { assignCase } from "../../actions/cases/assign-case.ts";
import { readCase, reportsPart } from "../../actions/cases/read-case.ts";
import { recordMilestone } from "../../actions/clocks/record-milestone.ts";
import { closeCase } from "../../actions/decisions/close-case.ts";
import { concludeAnalysis } from "../../actions/decisions/conclude-analysis.ts";
import { decideRelevancy } from "../../actions/decisions/decide-relevancy.ts";
import type { SeatName } from "../../actions/demonstration/seat-list.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { writeNote } from "../../actions/messages/write-note.ts";
import { setAffectedProducts } from "../../actions/products/set-affected-products.ts";
import { deliverRemedy } from "../../actions/remedies/deliver-remedy.ts";
import { planRemedy } from "../../actions/remedies/plan-remedy.ts";
import { scoreVulnerability } from "../../actions/scoring/score-vulnerability.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import { catalogue } from "../../store/products/reader.ts";
import { remediesOf } from "../../store/remedies/reader.ts";
import { vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import type { ProductName } from "./catalogue.ts";
import type { StoryDeed } from "./story.ts";

const system: Actor = { kind: "system", task: "seed-demonstration" };

/** Opens the case on its first page. */
export function reads(by: SeatName): StoryDeed {
  return ({ context, staff }, caseId) =>
    readCase.run(context, staff[by], { caseId, what: reportsPart });
}

export function assign(owner: SeatName): StoryDeed {
  return ({ context, staff }, caseId) =>
    assignCase.run(context, staff.lead, { caseId, ownerId: staff[owner].id });
}

/** Lets a colleague into the case, for the reason that is kept with it. */
export function letsIn(seat: SeatName, reason: string): StoryDeed {
  return ({ context, staff }, caseId) =>
    addMember.run(context, staff.lead, { caseId, personId: staff[seat].id, reason });
}

type Relevancy = Parameters<typeof decideRelevancy.run>[2];

export function relevant(touches: Relevancy["touches"], explanation: string): StoryDeed {
  return ({ context, staff }, caseId) =>
    decideRelevancy.run(context, staff.analyst, {
      caseId,
      outcome: "relevant",
      touches,
      explanation,
    });
}

export function notRelevant(explanation: string): StoryDeed {
  return ({ context, staff }, caseId) =>
    decideRelevancy.run(context, staff.analyst, {
      caseId,
      outcome: "not-relevant",
      touches: [],
      reasons: ["no-security-effect"],
      explanation,
    });
}

export function score(vector: string): StoryDeed {
  return async ({ context, staff }, caseId) =>
    scoreVulnerability.run(context, staff.analyst, {
      caseId,
      vulnerabilityId: await vulnerabilityOf(context, caseId),
      vector,
    });
}

interface Affected {
  readonly product: ProductName;
  readonly status: "affected" | "fixed" | "not-affected" | "under-investigation";
  readonly versions?: string;
  readonly justification?: "component_not_present" | "vulnerable_code_not_in_execute_path";
}

export function affects(...list: readonly Affected[]): StoryDeed {
  return async ({ context, staff }, caseId) => {
    const products = await context.transaction(system, (tx) => catalogue(tx));
    const idOf = (name: string) => products.find((each) => each.name === name)?.productId ?? "";
    return setAffectedProducts.run(context, staff.analyst, {
      caseId,
      vulnerabilityId: await vulnerabilityOf(context, caseId),
      products: list.map(({ product, versions = "", ...each }) => ({
        ...each,
        versions,
        productId: idOf(product),
      })),
    });
  };
}

type Remedy = Parameters<typeof planRemedy.run>[2];

/** Plans a remedy; `hours` from the demonstration's beginning is the date that the reporter is told. */
export function plan(
  remedy: Pick<Remedy, "kind" | "term" | "text"> & { howToObtain?: string },
  hours?: number,
): StoryDeed {
  return async ({ context, staff, begun }, caseId) =>
    planRemedy.run(context, staff.analyst, {
      howToObtain: "",
      productIds: [],
      ...remedy,
      caseId,
      vulnerabilityId: await vulnerabilityOf(context, caseId),
      ...(hours === undefined
        ? {}
        : { promisedFor: new Date(begun.getTime() + hours * 3_600_000).toISOString() }),
    });
}

/** Marks the remedy of that kind as delivered. */
export function deliver(kind: Remedy["kind"], verification: string): StoryDeed {
  return async ({ context, staff }, caseId) => {
    const remedies = await context.transaction(system, (tx) => remediesOf(context, tx, caseId));
    const remedyId = remedies.find((each) => each.kind === kind)?.remedyId ?? "";
    return deliverRemedy.run(context, staff.analyst, { caseId, remedyId, verification });
  };
}

export function writes(by: "analyst" | "communicator" | "lead", text: string): StoryDeed {
  return message(by, text, false);
}

/** A question: our clocks stand still until the answer comes. */
export function asks(by: "analyst" | "communicator", text: string): StoryDeed {
  return message(by, text, true);
}

function message(by: SeatName, text: string, question: boolean): StoryDeed {
  return async ({ context, staff }, caseId) => {
    const { partyId } = await reporterIn(context, caseId);
    return sendMessage.run(context, staff[by], { caseId, partyId, text, question });
  };
}

/** The reporter writes on the portal. */
export function answers(text: string): StoryDeed {
  return async ({ context }, caseId) => {
    const { partyId: id, sideId: side } = await reporterIn(context, caseId);
    const reporter: Actor = { kind: "outsider", id, role: "reporter", caseId, side };
    return sendMessage.run(context, reporter, { caseId, text, question: false });
  };
}

/** Records what happened outside; `hours` from the demonstration's beginning is the date it carries. */
export function records(what: string, evidence: string, hours?: number): StoryDeed {
  return ({ context, staff, begun }, caseId) =>
    recordMilestone.run(context, staff.analyst, {
      caseId,
      what,
      evidence,
      ...(hours === undefined
        ? {}
        : { until: new Date(begun.getTime() + hours * 3_600_000).toISOString() }),
    });
}

export function notes(by: "analyst" | "lead", text: string): StoryDeed {
  return ({ context, staff }, caseId) => writeNote.run(context, staff[by], { caseId, text });
}

export function concludes(outcome: "confirmed" | "not-confirmed", explanation: string): StoryDeed {
  return ({ context, staff }, caseId) =>
    concludeAnalysis.run(context, staff.analyst, { caseId, outcome, explanation });
}

export function closes(reason: "resolved" | "not-relevant"): StoryDeed {
  return ({ context, staff }, caseId) => closeCase.run(context, staff.analyst, { caseId, reason });
}

async function vulnerabilityOf(context: Context, caseId: string): Promise<string> {
  const [first] = await context.transaction(system, (tx) => vulnerabilitiesOf(context, tx, caseId));
  if (!first) throw new Error("the case has no vulnerability yet");
  return first.vulnerabilityId;
}

async function reporterIn(context: Context, caseId: string) {
  const reporter = await context.transaction(system, (tx) => reporterOf(tx, caseId));
  if (!reporter) throw new Error("the case has no reporter");
  return reporter;
}
