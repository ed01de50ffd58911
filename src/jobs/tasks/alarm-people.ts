/**
 * Mails an alarm to people of ours, each for themselves, and says whom it reached. Tried again, it is
 * the same mail: it is made from the event and the person.
 */
import { inForceAt } from "../../core/policy/in-force.ts";
import { derivedId } from "../../lib/derived-id.ts";
import { MailNotSent } from "../../mail/outbound/transport.ts";
import type { EventView } from "../../store/events/reader.ts";
import type { TaskContext } from "../task-context.ts";

export interface AlarmRecipient {
  readonly personId: string;
  readonly address: string;
}

export interface AlarmFacts {
  readonly event: EventView;
  /** Everybody who is to know and was not told yet. */
  readonly people: readonly string[];
  /** Those of them whose sign-in name is an address. */
  readonly recipients: readonly AlarmRecipient[];
  readonly signWith: string | undefined;
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
  { context, mailReader, transport, log }: TaskContext,
  { event, signWith }: AlarmFacts,
  { personId, address }: AlarmRecipient,
  { name, letterOf }: Parameters<typeof alarmPeople>[2],
): Promise<Outcome> {
  const { channels, organisation } = inForceAt(context.policies, context.now());
  const { teamName } = organisation;
  const from = { address: channels.reportAddress, name: teamName };
  const domain = from.address.split("@")[1] ?? "localhost";
  const mail = {
    ...letterOf({ teamName, at: event.at, timeZone: channels.officeHours.zone }),
    from,
    to: [{ address }],
    messageId: `<${derivedId(name, event.eventId, personId)}@${domain}>`,
    date: event.at,
    autoSubmitted: "auto-generated" as const,
  };
  const raw = await mailReader.compose(mail, signWith ? { signWith: { armored: signWith } } : {});
  try {
    await transport.send({ raw, from: from.address, to: [address] });
    return "told";
  } catch (error) {
    if (!(error instanceof MailNotSent)) throw error;
    log.warn({ eventId: event.eventId, personId, answer: error.code }, "a person was not alarmed");
    return error.temporary ? "waiting" : "unreached";
  }
}
