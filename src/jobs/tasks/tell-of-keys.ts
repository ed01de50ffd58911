/**
 * Tells administrators and leads by mail what was done to our own keys, and when a published one
 * cannot be relied on: nobody puts another key in place in silence.
 */
import { type KeyProblem, keyProblems } from "../../core/keys/key-check.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { isAddress } from "../../formats/mail/outgoing-header.ts";
import { derivedId } from "../../lib/derived-id.ts";
import { MailNotSent } from "../../mail/outbound/transport.ts";
import { isKeyNews, type KeyNews, keyNews } from "../../mail/templates/key-news.ts";
import { allLeads } from "../../store/cases/leads-reader.ts";
import type { Context } from "../../store/context.ts";
import { type EventView, eventOf } from "../../store/events/reader.ts";
import { privateKeysOf } from "../../store/keys/reader.ts";
import { administrators } from "../../store/people/account-reader.ts";
import { profilesOf } from "../../store/people/reader.ts";
import { JobFailure } from "../job-failure.ts";
import { subjectOf, type Task } from "../task-context.ts";

const actor = { kind: "system", task: "tell-of-keys" } as const;

export const tellOfKeys: Task = async ({ context, mailReader, transport, log }, job) => {
  const eventId = subjectOf(job);
  const facts = await factsOf(context, eventId);
  if (!facts) return;
  const { what, about, at, recipients, signWith } = facts;
  const { channels, organisation } = inForceAt(context.policies, context.now());
  const { teamName } = organisation;
  const { zone } = channels.officeHours;
  const from = { address: channels.reportAddress, name: teamName };
  const domain = from.address.split("@")[1] ?? "localhost";
  const page = `${context.baseUrl}/console/keys`;
  for (const { personId, address } of recipients) {
    const mail = {
      ...keyNews({ teamName, what, about, at, zone, page }),
      from,
      to: [{ address }],
      // Made from the event and the person: sent again, it is the same mail.
      messageId: `<${derivedId(eventId, personId)}@${domain}>`,
      date: at,
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
  readonly what: KeyNews;
  readonly about: string;
  readonly at: Date;
  readonly recipients: readonly { readonly personId: string; readonly address: string }[];
  readonly signWith: string | undefined;
}

/** Undefined where the event is gone, or tells nothing of keys. */
async function factsOf(context: Context, eventId: string): Promise<Facts | undefined> {
  return context.transaction(actor, async (tx) => {
    const event = await eventOf(tx, eventId);
    if (!event || !isKeyNews(event.type)) return undefined;
    const people = [
      ...(await administrators(tx)).map((each) => each.personId),
      ...(await allLeads(tx)),
    ];
    const profiles = await profilesOf(context, tx, [...new Set(people)]);
    const [key] = await privateKeysOf(context, tx, "mail");
    return {
      what: event.type,
      about: aboutOf(event),
      at: event.at,
      recipients: [...profiles]
        .filter(([, { signInName }]) => isAddress(signInName))
        .map(([personId, { signInName }]) => ({ personId, address: signInName })),
      signWith: key?.armored,
    };
  });
}

function aboutOf({ body }: EventView): string {
  if (typeof body.fingerprint === "string") return body.fingerprint;
  const problem = keyProblems[body.problem as KeyProblem] ?? "";
  return typeof body.place === "string" ? `${problem}\n${body.place}` : problem;
}
