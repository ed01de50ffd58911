/** How an advisory of the demonstration comes to be published: drafted, edited, approved by another, released. */
import { approveAdvisory } from "../../actions/publications/approve-advisory.ts";
import { draftAdvisory } from "../../actions/publications/draft-advisory.ts";
import { editAdvisory } from "../../actions/publications/edit-advisory.ts";
import { publishAdvisory } from "../../actions/publications/publish-advisory.ts";
import { requestApproval } from "../../actions/publications/request-approval.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { publicationsOf } from "../../store/publications/reader.ts";
import type { StoryDeed } from "./story.ts";

const system: Actor = { kind: "system", task: "seed-demonstration" };

export const drafts: StoryDeed = ({ context, staff }, caseId) =>
  draftAdvisory.run(context, staff.communicator, { caseId, type: "SA" });

/** For policies that have none of their own. */
export const disclaimer =
  "The information is believed to be accurate at the time of publication. Using it is at the reader's own risk.";

type Edits = Parameters<typeof editAdvisory.run>[2];

export function edits(words: Omit<Edits, "caseId" | "publicationId">): StoryDeed {
  return async ({ context, staff }, caseId) =>
    editAdvisory.run(context, staff.communicator, {
      ...(await draftIn(context, caseId)),
      ...words,
    });
}

export const asksForApproval: StoryDeed = async ({ context, staff }, caseId) =>
  requestApproval.run(context, staff.communicator, await draftIn(context, caseId));

export const approves: StoryDeed = async ({ context, staff }, caseId) =>
  approveAdvisory.run(context, staff.approver, await draftIn(context, caseId));

export const releases: StoryDeed = async ({ context, staff }, caseId) =>
  publishAdvisory.run(context, staff.approver, await draftIn(context, caseId));

async function draftIn(context: Context, caseId: string) {
  const [found] = await context.transaction(system, (tx) => publicationsOf(context, tx, caseId));
  if (!found) throw new Error("nothing was drafted in the case");
  return { caseId, publicationId: found.publicationId };
}
