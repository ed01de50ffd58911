/**
 * Cases in every state, each with a reporter, two vendors and a customer on sides of their own, and
 * a case of another entity. Every side holds words that are nowhere else.
 */
import { perform } from "../../src/actions/action.ts";
import { addMember } from "../../src/actions/cases/add-member.ts";
import { readCase, reportsPart } from "../../src/actions/cases/read-case.ts";
import { recordMilestone } from "../../src/actions/clocks/record-milestone.ts";
import { decideRelevancy } from "../../src/actions/decisions/decide-relevancy.ts";
import { sendMessage } from "../../src/actions/messages/send-message.ts";
import { writeNote } from "../../src/actions/messages/write-note.ts";
import { draftAdvisory } from "../../src/actions/publications/draft-advisory.ts";
import { editAdvisory } from "../../src/actions/publications/edit-advisory.ts";
import { takeReport } from "../../src/actions/reports/take-report.ts";
import { noteTranslation } from "../../src/actions/translations/note-translation.ts";
import type { Actor } from "../../src/core/people/actor.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { headOf } from "../../src/store/cases/head-reader.ts";
import { openReceipt, portalSecretHash } from "../../src/store/parties/receipt-reader.ts";
import { reportsOf } from "../../src/store/reports/reader.ts";
import { keysOfCase } from "../../src/store/sealing/object-keys.ts";
import { anyone, type TestContext, theWorker } from "../support/context.ts";
import type { TestTasks } from "../support/tasks.ts";
import { closeUnreached } from "../support/unreached.ts";
import { walk } from "../support/walk.ts";
import type { Canaries } from "./canaries.ts";
import { letIn, type Outside } from "./outsider.ts";

export type Staff = Extract<Actor, { kind: "staff" }>;

/** A case to be asked for, and whoever stands on its sides. */
export interface Target {
  readonly state: string;
  readonly caseId: string;
  readonly reference: string;
  readonly reporter: { readonly partyId: string; readonly code: string };
  readonly vendor: Outside;
  readonly maskedVendor: Outside;
  readonly customer: Outside;
}

export interface WorldMeans {
  readonly house: TestContext;
  readonly tasks: TestTasks;
  readonly words: Canaries;
  /** Works on the cases. */
  readonly lead: Staff;
  readonly auditor: Staff;
}

/** A report with a file and a name, taken and registered as in life. */
async function reported({ house, tasks, words }: WorldMeans, more = "") {
  const { context } = house;
  const taken = await perform(context, takeReport, anyone, {
    email: `${words.word("name")}@research.example`,
    name: words.word("name"),
    organisation: words.word("name"),
    product: `OmniGate ${words.word("report")}`,
    description: `A crafted packet makes a ${words.word("report")}. ${more}`,
    impact: `It ${words.word("report")}.`,
    files: [
      {
        name: `${words.word("file")}.txt`,
        type: "text/plain",
        base64: Buffer.from(`In a file: ${words.word("file")}`).toString("base64"),
      },
    ],
  });
  await runOwed(tasks.on);
  const hash = portalSecretHash(context, { kind: "code", secret: taken.receiptCode });
  const found = await context.transaction(anyone, (tx) => openReceipt(tx, hash, context.now()));
  if (!found) throw new Error("the report made no case");
  words.settle(found.caseId, found.partyId);
  return { ...found, code: taken.receiptCode };
}

/** Lets outsiders and an auditor in, and says something on every side. */
async function furnished(
  means: WorldMeans,
  state: string,
  made: { caseId: string; partyId: string; code: string },
): Promise<Target> {
  const { house, words, lead, auditor } = means;
  const { context } = house;
  const { caseId } = made;
  const head = await context.transaction(theWorker, (tx) => headOf(tx, caseId));
  const enter = async (kind: "vendor" | "customer", pseudonym: string) => {
    const party = await letIn(house, caseId, kind, { name: words.word("name"), pseudonym });
    const text = `To you alone: ${words.word("message")}`;
    await perform(context, sendMessage, lead, { caseId, partyId: party.partyId, text });
    words.settle(caseId, party.partyId);
    return party;
  };
  const vendor = await enter("vendor", "Vendor A");
  const maskedVendor = await enter("vendor", "Vendor B");
  const customer = await enter("customer", "Customer A");
  await perform(context, writeNote, lead, { caseId, text: `A note: ${words.word("note")}` });
  await translated(means, caseId);
  const reason = `Audits it: ${words.word("reason")}`;
  await perform(context, addMember, lead, { caseId, personId: auditor.id, reason });
  // A draft that nobody outside may see.
  const { publicationId } = await perform(context, draftAdvisory, lead, { caseId, type: "SA" });
  const title = `OmniGate ${words.word("draft")}`;
  await perform(context, editAdvisory, lead, { caseId, publicationId, title });
  await perform(context, readCase, lead, { caseId, what: reportsPart });
  words.settle(caseId, "staff");
  const text = `To the reporter: ${words.word("message")}`;
  await perform(context, sendMessage, lead, { caseId, partyId: made.partyId, text });
  words.settle(caseId, made.partyId);
  const reporter = { partyId: made.partyId, code: made.code };
  return {
    state,
    caseId,
    reference: head?.reference ?? "",
    reporter,
    vendor,
    maskedVendor,
    customer,
  };
}

/** What the report says, in the words of a colleague: for staff alone. */
async function translated({ house: { context }, lead, words }: WorldMeans, caseId: string) {
  const [report] = await context.transaction(lead, async (tx) =>
    reportsOf(tx, caseId, await keysOfCase(context, tx, caseId)),
  );
  const objectId = report?.reportId ?? "";
  const text = `A packet makes a ${words.word("translation")}.`;
  const made = { language: "de", means: "person", translator: words.word("translation") };
  await perform(context, noteTranslation, lead, { caseId, objectId, text, ...made });
}

const explanation = "It is confirmed in our laboratory, and a correction will be delivered.";

async function triage({ house: { context }, lead }: WorldMeans, { caseId }: Target) {
  const outcome = { caseId, outcome: "relevant", touches: ["availability"], explanation };
  await perform(context, decideRelevancy, lead, outcome);
}

/** Under embargo: a date is agreed. */
async function embargo({ house: { context }, lead, words }: WorldMeans, { caseId }: Target) {
  const evidence = `By telephone: ${words.word("evidence")}`;
  await perform(context, recordMilestone, lead, { caseId, what: "disclosure.owed", evidence });
  words.settle(caseId, "staff");
}

/** One case in each state, all of the team of `lead`. */
export async function casesInAllStates(means: WorldMeans): Promise<Target[]> {
  const { house, tasks, lead } = means;
  const fresh = await furnished(means, "new", await reported(means));
  const triaged = await furnished(means, "triaged", await reported(means));
  await triage(means, triaged);
  const embargoed = await furnished(means, "embargoed", await reported(means));
  await triage(means, embargoed);
  await embargo(means, embargoed);
  const walked = await walk(house, tasks);
  const { caseId, receiptCode: code, reporter } = walked;
  const published = await furnished(means, "published", { caseId, code, partyId: reporter.id });
  const closed = await furnished(means, "closed", await reported(means));
  await closeUnreached(house.context, lead, closed.caseId, "opted-out");
  await runOwed(tasks.on);
  return [fresh, triaged, embargoed, published, closed];
}

/** One more of the team of `lead`. */
export async function anotherCase(means: WorldMeans, description = ""): Promise<Target> {
  return furnished(means, "another", await reported(means, description));
}

/** A case of another entity's team, with nobody of this one on it. */
export async function aForeignCase(means: WorldMeans, teamId: string): Promise<Target> {
  const { house } = means;
  const target = await furnished(means, "foreign", await reported(means));
  const { app: _, worker } = house.pools;
  await worker.query(
    "update case_members set principal_id = $1 where case_id = $2 and role = 'team'",
    [teamId, target.caseId],
  );
  await worker.query("delete from case_members where case_id = $1 and principal_id = $2", [
    target.caseId,
    means.auditor.id,
  ]);
  return target;
}
