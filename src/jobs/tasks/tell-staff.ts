/**
 * Tells people by mail that something changed in how their account is signed in to, and all
 * administrators of a new set-up link. The letter says nothing secret and holds no link but the
 * plain address of the page to look at.
 */
import { inForceAt } from "../../core/policy/in-force.ts";
import { isAddress } from "../../formats/mail/outgoing-header.ts";
import { derivedId } from "../../lib/derived-id.ts";
import { MailNotSent } from "../../mail/outbound/transport.ts";
import { accountChanged } from "../../mail/templates/account-changed.ts";
import type { Context } from "../../store/context.ts";
import { type EventView, eventOf } from "../../store/events/reader.ts";
import { privateKeysOf } from "../../store/keys/reader.ts";
import { administrators } from "../../store/people/account-reader.ts";
import { profilesOf } from "../../store/people/reader.ts";
import { JobFailure } from "../job-failure.ts";
import { subjectOf, type Task } from "../task-context.ts";

const actor = { kind: "system", task: "tell-staff" } as const;

/** Of these every administrator hears, so that no account changes hands unseen. */
const houseMatters = ["person.link-renewed", "person.link-confirmed", "person.link-refused"];

export const tellStaff: Task = async ({ context, mailReader, transport, log }, job) => {
  const eventId = subjectOf(job);
  const facts = await factsOf(context, eventId);
  if (!facts) return;
  const { event, about, recipients, signWith } = facts;
  const { channels, organisation } = inForceAt(context.policies, context.now());
  const from = { address: channels.reportAddress, name: organisation.teamName };
  for (const { personId, address } of recipients) {
    const letter = accountChanged({
      teamName: organisation.teamName,
      what: event.type,
      whose: personId === event.body.personId ? null : about,
      at: event.at,
      zone: channels.officeHours.zone,
      page: `${context.baseUrl}/console/account`,
    });
    const mail = {
      ...letter,
      from,
      to: [{ address }],
      // Made from the event and the person: sent again, it is the same mail.
      messageId: `<${derivedId(eventId, personId)}@${from.address.split("@")[1] ?? "localhost"}>`,
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
};

interface Facts {
  readonly event: EventView;
  /** The name of the person whose account it is. */
  readonly about: string;
  readonly recipients: readonly { readonly personId: string; readonly address: string }[];
  readonly signWith: string | undefined;
}

async function factsOf(context: Context, eventId: string): Promise<Facts | undefined> {
  return context.transaction(actor, async (tx) => {
    const event = await eventOf(tx, eventId);
    const personId = event?.body.personId;
    if (!event || typeof personId !== "string") return undefined;
    const others = houseMatters.includes(event.type) ? await administrators(tx) : [];
    const ids = [personId, ...others.map((each) => each.personId)];
    const profiles = await profilesOf(context, tx, ids);
    const [key] = await privateKeysOf(context, tx, "mail");
    return {
      event,
      about: profiles.get(personId)?.name ?? "",
      recipients: [...profiles]
        .filter(([, { signInName }]) => isAddress(signInName))
        .map(([id, { signInName }]) => ({ personId: id, address: signInName })),
      signWith: key?.armored,
    };
  });
}
