/**
 * Mails a letter about an event of the house to every administrator and lead. Sent again it is the same
 * mail; an address that is refused for good holds nobody else up.
 */
import { inForceAt } from "../core/policy/in-force.ts";
import { isAddress } from "../formats/mail/outgoing-header.ts";
import { derivedId } from "../lib/derived-id.ts";
import { MailNotSent } from "../mail/outbound/transport.ts";
import type { Letter } from "../mail/templates/letter.ts";
import { allLeads } from "../store/cases/leads-reader.ts";
import type { Context } from "../store/context.ts";
import { type EventView, eventOf } from "../store/events/reader.ts";
import { privateKeysOf } from "../store/keys/reader.ts";
import { administrators } from "../store/people/account-reader.ts";
import { profilesOf } from "../store/people/reader.ts";
import { JobFailure } from "./job-failure.ts";
import type { TaskContext } from "./task-context.ts";

const actor = { kind: "system", task: "tell-house" } as const;

/** What the letters of every house say besides. */
export interface HouseWords {
  readonly teamName: string;
  readonly zone: string;
}

/** `letterOf` gives nothing for an event that nobody is told of. */
export async function tellHouse(
  { context, mailReader, transport, log }: TaskContext,
  eventId: string,
  letterOf: (event: EventView, words: HouseWords) => Letter | undefined,
): Promise<void> {
  const { channels, organisation } = inForceAt(context.policies, context.now());
  const { teamName } = organisation;
  const facts = await factsOf(context, eventId);
  const letter = facts && letterOf(facts.event, { teamName, zone: channels.officeHours.zone });
  if (!facts || !letter) return;
  const { event, recipients, signWith } = facts;
  const from = { address: channels.reportAddress, name: teamName };
  const domain = from.address.split("@")[1] ?? "localhost";
  for (const { personId, address } of recipients) {
    const mail = {
      ...letter,
      from,
      to: [{ address }],
      // Made from the event and the person: sent again, it is the same mail.
      messageId: `<${derivedId(eventId, personId)}@${domain}>`,
      date: event.at,
      autoSubmitted: "auto-generated" as const,
    };
    const raw = await mailReader.compose(mail, signWith ? { signWith: { armored: signWith } } : {});
    try {
      await transport.send({ raw, from: from.address, to: [address] });
    } catch (error) {
      if (!(error instanceof MailNotSent)) throw error;
      log.warn({ eventId, personId, answer: error.code }, "a person was not told by mail");
      if (error.temporary) throw new JobFailure(error.code, { cause: error });
    }
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
    const profiles = await profilesOf(context, tx, [...new Set(people)]);
    const [key] = await privateKeysOf(context, tx, "mail");
    return {
      event,
      recipients: [...profiles]
        .filter(([, { signInName }]) => isAddress(signInName))
        .map(([personId, { signInName }]) => ({ personId, address: signInName })),
      signWith: key?.armored,
    };
  });
}
