/**
 * Mails a letter about an event of the house to every administrator and lead. Sent again it is the same
 * mail; an address that is refused for good holds nobody else up.
 */
import { inForceAt } from "../core/policy/in-force.ts";
import type { Letter } from "../mail/templates/letter.ts";
import { allLeads } from "../store/cases/leads-reader.ts";
import type { Context } from "../store/context.ts";
import { type EventView, eventOf } from "../store/events/reader.ts";
import { administrators } from "../store/people/account-reader.ts";
import { JobFailure } from "./job-failure.ts";
import { colleaguesOf, mailColleague } from "./mail-colleague.ts";
import type { TaskContext } from "./task-context.ts";

const actor = { kind: "system", task: "tell-house" } as const;

/** What the letters of every house say besides. */
export interface HouseWords {
  readonly teamName: string;
  readonly zone: string;
}

/** `letterOf` gives nothing for an event that nobody is told of. */
export async function tellHouse(
  on: TaskContext,
  eventId: string,
  letterOf: (event: EventView, words: HouseWords) => Letter | undefined,
): Promise<void> {
  const { context } = on;
  const { channels, organisation } = inForceAt(context.policies, context.now());
  const { teamName } = organisation;
  const facts = await factsOf(context, eventId);
  const letter = facts && letterOf(facts.event, { teamName, zone: channels.officeHours.zone });
  if (!facts || !letter) return;
  const { event, recipients, signWith } = facts;
  for (const to of recipients) {
    const mail = { to, letter, about: [eventId] as const, date: event.at, signWith };
    const failure = await mailColleague(on, mail);
    if (failure?.temporary) throw new JobFailure(failure.code, { cause: failure });
  }
}

async function factsOf(context: Context, eventId: string) {
  return context.transaction(actor, async (tx) => {
    const event = await eventOf(tx, eventId);
    if (!event) return undefined;
    const people = [
      ...(await administrators(tx)).map((each) => each.personId),
      ...(await allLeads(tx)),
    ];
    return { event, ...(await colleaguesOf(context, tx, people)) };
  });
}
