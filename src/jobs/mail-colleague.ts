/**
 * One letter of ours to one colleague: from the team, signed, marked as automatic. Sent again, it is the
 * same mail, since its Message-ID is made from what it is about and who gets it. Says nothing secret:
 * colleagues' mailboxes are not walled.
 */
import { inForceAt } from "../core/policy/in-force.ts";
import { isAddress } from "../formats/mail/outgoing-header.ts";
import { derivedId } from "../lib/derived-id.ts";
import { MailNotSent } from "../mail/outbound/transport.ts";
import type { Context } from "../store/context.ts";
import { privateKeysOf } from "../store/keys/reader.ts";
import { profilesOf } from "../store/people/reader.ts";
import type { Tx } from "../store/transaction.ts";
import type { TaskContext } from "./task-context.ts";

export interface Colleague {
  readonly personId: string;
  readonly address: string;
}

export interface Colleagues {
  /** Names by id, of all who were asked for. */
  readonly names: ReadonlyMap<string, string>;
  /** Those whose sign-in name is an address. */
  readonly recipients: readonly Colleague[];
  /** Our key that signs mail, armored; undefined where there is none. */
  readonly signWith: string | undefined;
}

export async function colleaguesOf(
  context: Context,
  tx: Tx,
  personIds: readonly string[],
): Promise<Colleagues> {
  const profiles = await profilesOf(context, tx, [...new Set(personIds)]);
  const [key] = await privateKeysOf(context, tx, "mail");
  return {
    names: new Map([...profiles].map(([personId, { name }]) => [personId, name])),
    recipients: [...profiles]
      .filter(([, { signInName }]) => isAddress(signInName))
      .map(([personId, { signInName }]) => ({ personId, address: signInName })),
    signWith: key?.armored,
  };
}

export interface ColleagueMail {
  readonly to: Colleague;
  readonly letter: { readonly subject: string; readonly text: string };
  /** What it is about, such as an event's id: with the person, what its Message-ID is made from. */
  readonly about: readonly [string, ...string[]];
  readonly date: Date;
  readonly signWith: string | undefined;
}

/** Undefined once it is sent; else why it was not, which is logged. */
export async function mailColleague(
  { context, mailReader, transport, log }: TaskContext,
  { to: { personId, address }, letter, about, date, signWith }: ColleagueMail,
): Promise<MailNotSent | undefined> {
  const { channels, organisation } = inForceAt(context.policies, context.now());
  const from = { address: channels.reportAddress, name: organisation.teamName };
  const domain = from.address.split("@")[1] ?? "localhost";
  const mail = {
    ...letter,
    from,
    to: [{ address }],
    messageId: `<${derivedId(...about, personId)}@${domain}>`,
    date,
    autoSubmitted: "auto-generated" as const,
  };
  const raw = await mailReader.compose(mail, signWith ? { signWith: { armored: signWith } } : {});
  try {
    await transport.send({ raw, from: from.address, to: [address] });
    return undefined;
  } catch (error) {
    if (!(error instanceof MailNotSent)) throw error;
    log.warn({ about: about.at(-1), personId, answer: error.code }, "a colleague was not told");
    return error;
  }
}
