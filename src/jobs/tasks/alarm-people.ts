/**
 * Mails an alarm to people of ours, each for themselves, and says whom it reached. Tried again, it is
 * the same mail: it is made from the event and the person.
 */
import { inForceAt } from "../../core/policy/in-force.ts";
import type { EventView } from "../../store/events/reader.ts";
import { type Colleague, type Colleagues, mailColleague } from "../mail-colleague.ts";
import type { TaskContext } from "../task-context.ts";

export interface AlarmFacts extends Pick<Colleagues, "recipients" | "signWith"> {
  readonly event: EventView;
  /** Everybody who is to know and was not told yet. */
  readonly people: readonly string[];
}

/** What every alarm's letter begins from. */
export interface AlarmFrame {
  readonly teamName: string;
  readonly at: Date;
  readonly timeZone: string;
}

type Outcome = "told" | "waiting" | "unreached";

/** Ids of people, by what became of their mail; who has no address is unreached. */
export type AlarmOutcomes = Readonly<Record<Outcome, string[]>>;

export async function alarmPeople(
  on: TaskContext,
  facts: AlarmFacts,
  alarm: {
    /** Names the kind of alarm in its Message-ID. */
    readonly name: string;
    readonly letterOf: (frame: AlarmFrame) => { readonly subject: string; readonly text: string };
  },
): Promise<AlarmOutcomes> {
  const outcomes = new Map<string, Outcome>();
  for (const recipient of facts.recipients) {
    outcomes.set(recipient.personId, await tell(on, facts, recipient, alarm));
  }
  const those = (outcome: Outcome) =>
    facts.people.filter((personId) => (outcomes.get(personId) ?? "unreached") === outcome);
  return { told: those("told"), waiting: those("waiting"), unreached: those("unreached") };
}

/** Unreached where the server refused the address for good; a server that is away is tried again. */
async function tell(
  on: TaskContext,
  { event, signWith }: AlarmFacts,
  to: Colleague,
  { name, letterOf }: Parameters<typeof alarmPeople>[2],
): Promise<Outcome> {
  const { context } = on;
  const { channels, organisation } = inForceAt(context.policies, context.now());
  const frame = {
    teamName: organisation.teamName,
    at: event.at,
    timeZone: channels.officeHours.zone,
  };
  const about = [name, event.eventId] as const;
  const mail = { to, letter: letterOf(frame), about, date: event.at, signWith };
  const failure = await mailColleague(on, mail);
  if (!failure) return "told";
  return failure.temporary ? "waiting" : "unreached";
}
