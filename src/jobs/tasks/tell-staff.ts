/**
 * Tells people by mail that something changed in how their account is signed in to, and all
 * administrators of a new set-up link. The letter says nothing secret and holds no link but the
 * plain address of the page to look at.
 */
import { inForceAt } from "../../core/policy/in-force.ts";
import { accountChanged } from "../../mail/templates/account-changed.ts";
import type { Context } from "../../store/context.ts";
import { eventOf } from "../../store/events/reader.ts";
import { administrators } from "../../store/people/account-reader.ts";
import { JobFailure } from "../job-failure.ts";
import { colleaguesOf, mailColleague } from "../mail-colleague.ts";
import { subjectOf, type Task } from "../task-context.ts";

const actor = { kind: "system", task: "tell-staff" } as const;

/** Of these every administrator hears, so that no account changes hands unseen. */
const houseMatters = ["person.link-renewed", "person.link-confirmed", "person.link-refused"];

export const tellStaff: Task = async (on, job) => {
  const { context } = on;
  const eventId = subjectOf(job);
  const facts = await factsOf(context, eventId);
  if (!facts) return;
  const { event, about, recipients, signWith } = facts;
  const { channels, organisation } = inForceAt(context.policies, context.now());
  for (const to of recipients) {
    const letter = accountChanged({
      teamName: organisation.teamName,
      what: event.type,
      whose: to.personId === event.body.personId ? null : about,
      at: event.at,
      zone: channels.officeHours.zone,
      page: `${context.baseUrl}/console/account`,
    });
    const mail = { to, letter, about: [eventId] as const, date: event.at, signWith };
    const failure = await mailColleague(on, mail);
    if (failure?.temporary) throw new JobFailure(failure.code, { cause: failure });
  }
};

async function factsOf(context: Context, eventId: string) {
  return context.transaction(actor, async (tx) => {
    const event = await eventOf(tx, eventId);
    const personId = event?.body.personId;
    if (!event || typeof personId !== "string") return undefined;
    const others = houseMatters.includes(event.type) ? await administrators(tx) : [];
    const ids = [personId, ...others.map((each) => each.personId)];
    const { names, ...people } = await colleaguesOf(context, tx, ids);
    return { event, about: names.get(personId) ?? "", ...people };
  });
}
