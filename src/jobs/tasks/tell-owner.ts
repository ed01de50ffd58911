/**
 * Tells the owner of a case by mail that a party waits for a word of ours. The letter names the case by
 * its reference, and nothing of the matter.
 */
import { inForceAt } from "../../core/policy/in-force.ts";
import { isWord, partyWaits } from "../../mail/templates/party-waits.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import type { Context } from "../../store/context.ts";
import { eventOf } from "../../store/events/reader.ts";
import { JobFailure } from "../job-failure.ts";
import { colleaguesOf, mailColleague } from "../mail-colleague.ts";
import { caseOf, subjectOf, type Task } from "../task-context.ts";

const actor = { kind: "system", task: "tell-owner" } as const;

export const tellOwner: Task = async (on, job) => {
  const { context } = on;
  const facts = await factsOf(context, caseOf(job), subjectOf(job));
  if (!facts) return;
  const { head, event, to, signWith } = facts;
  const { channels, organisation } = inForceAt(context.policies, context.now());
  const letter = partyWaits({
    teamName: organisation.teamName,
    reference: head.reference,
    asks: event.type,
    at: event.at,
    timeZone: channels.officeHours.zone,
    page: `${context.baseUrl}/console/cases/${encodeURIComponent(head.reference)}/conversation`,
  });
  const about = ["party-waits", event.eventId] as const;
  const failure = await mailColleague(on, { to, letter, about, date: event.at, signWith });
  if (failure?.temporary) throw new JobFailure(failure.code, { cause: failure });
};

/** Undefined where nobody answers for the case any more, or they cannot be reached by mail. */
async function factsOf(context: Context, caseId: string, eventId: string) {
  return context.transaction(actor, async (tx) => {
    const head = await headOf(tx, caseId);
    const event = await eventOf(tx, eventId);
    if (!head?.ownerId || !event) return undefined;
    // What is written after the closing is read too: so says the letter that tells of it.
    if (head.closedAt && !isWord(event.type)) return undefined;
    const { recipients, signWith } = await colleaguesOf(context, tx, [head.ownerId]);
    const [to] = recipients;
    return to && { head, event, to, signWith };
  });
}
