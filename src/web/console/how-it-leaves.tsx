/**
 * Beside the composer: how the message will leave, said before it is sent; and under a message that
 * waits for a usable key the one next deed. The vault stays closed: no fingerprint stands here.
 */
import { keyCodes } from "../../actions/sending/owe-withheld.ts";
import { plainKindsOf } from "../../core/mail/kind-of-message.ts";
import { type ContentKind, type LeavesAs, mayLeave } from "../../core/mail/may-leave.ts";
import { type KeyStanding, keyStandingOf } from "../../core/party-keys/key-standing.ts";
import type { MailView } from "../../store/messages/delivery-reader.ts";
import type { PartyRow } from "../../store/parties/reader.ts";
import { partyKeysOf } from "../../store/party-keys/reader.ts";
import { type SendingFacts, sendingFactsOfCase } from "../../store/sending/facts-reader.ts";
import { withheldForKey } from "../../store/sending/withheld-reader.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Notice } from "../../ui/notice.tsx";
import { whenText } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import { leavingWords } from "./leaving-words.ts";

export interface Leaving {
  readonly standing: KeyStanding;
  readonly facts: SendingFacts;
}

export type LeavingOfParties = ReadonlyMap<string, Leaving>;

export async function leavingOf(at: AtCase): Promise<LeavingOfParties> {
  const { context } = at.web;
  const { caseId } = at.head;
  const [keys, facts] = await Promise.all([
    partyKeysOf(context, at.tx, caseId),
    sendingFactsOfCase(at.tx, caseId),
  ]);
  const found = new Map<string, Leaving>();
  for (const { partyId, hasKey } of at.parties) {
    const own = keys.filter((key) => key.partyId === partyId);
    const ofParty = facts.get(partyId);
    if (ofParty) {
      found.set(partyId, { standing: keyStandingOf(own, hasKey, at.now), facts: ofParty });
    }
  }
  return found;
}

function leaves(at: AtCase, { standing, facts }: Leaving, says: ContentKind): LeavesAs {
  return mayLeave({
    ...{ says, key: standing.key, wrote: facts.wrote, answered: facts.answered },
    plainFor: plainKindsOf(at.policy),
    toExpired: facts.toExpired.includes(null),
  });
}

/** Undefined where the party reads on the portal only: nothing is sent. */
export function howItLeaves(at: AtCase, party: PartyRow, of: Leaving | undefined) {
  if (!of || party.answersBy === "portal") return undefined;
  const day = (date: Date | null) => date && whenText({ at: date, precision: "day" });
  const days = { keySince: day(of.standing.since), agreedOn: day(of.facts.answeredAt) };
  const talk = leaves(at, of, "talk");
  const secret = leaves(at, of, "secret");
  return {
    talk: leavingWords(talk, days),
    /** Where what is not public leaves otherwise than talk: how. */
    secret: secret.as === talk.as ? undefined : leavingWords(secret, days),
    isHeld: talk.as === "withheld",
  };
}

export function HowItLeaves(props: { at: AtCase; party: PartyRow; of: Leaving | undefined }) {
  const words = howItLeaves(props.at, props.party, props.of);
  if (!words) return null;
  const offered = props.of?.standing.offered ?? 0;
  return (
    <Notice tone={words.isHeld ? "warning" : "info"} title="How it will leave">
      <p>{words.talk}</p>
      {words.secret && <p>What is not public, such as fixes and drafts: {words.secret}</p>}
      {offered > 0 && (
        <p>
          <a href={keysPath(props.at, props.party.partyId)}>
            {offered === 1 ? "A key that they offered" : `${offered} keys that they offered`} waits
            for a word
          </a>
        </p>
      )}
    </Notice>
  );
}

function keysPath(at: AtCase, partyId: string): string {
  return `${casePath(at.head.reference, "names")}#keys-${partyId.slice(-6)}`;
}

const why: Readonly<Record<string, string>> = {
  "key-expired": "Held back: their key has expired",
  "key-revoked": "Held back: their key was revoked",
  "key-unusable": "Held back: nothing can be encrypted to their key",
};

/** Nothing where the mail waits for no key. */
export function WaitsForKey(props: { at: AtCase; mail: MailView; of: Leaving | undefined }) {
  const { at, mail, of } = props;
  const title = why[mail.code ?? ""];
  if (mail.state !== "withheld" || mail.resent || !title) return null;
  const offered = (of?.standing.offered ?? 0) > 0;
  return (
    <Notice tone="warning" title={title}>
      <p>They were told that a message waits and that we need a key; nothing of it left.</p>
      {offered ? (
        <p>
          Next: <a href={keysPath(at, mail.partyId)}>compare the key that they offered</a>. Once it
          is confirmed, this leaves by itself.
        </p>
      ) : (
        <Instead at={at} mail={mail} hasCode={of?.facts.hasCode ?? false} />
      )}
    </Notice>
  );
}

function Instead({ at, mail, hasCode }: { at: AtCase; mail: MailView; hasCode: boolean }) {
  const ids = { messageId: mail.messageId };
  const anyway = { ...ids, partyId: mail.partyId };
  return (
    <>
      {mail.code === "key-expired" && may(at, "encrypt-anyway") && (
        <Disclosure
          summary="Encrypt to it all the same"
          open={sentFor(at, "encrypt-anyway", anyway) !== undefined}
        >
          <p>Whoever holds the private half can read it. They only let the key lapse?</p>
          <DeedForm at={at} deed="encrypt-anyway" ids={anyway} only={["reason"]} />
        </Disclosure>
      )}
      {may(at, "send-by-portal") && (
        <Disclosure
          summary="Point them to the portal"
          open={sentFor(at, "send-by-portal", ids) !== undefined}
        >
          <p>
            {hasCode
              ? "They read it there with their receipt code. The mail says nothing but that it waits."
              : "They have no receipt code: the mail says that it waits and asks for a key, and nothing opens it to them before one is there."}
          </p>
          <DeedForm at={at} deed="send-by-portal" ids={ids} look="secondary" />
        </Disclosure>
      )}
    </>
  );
}

/** On the overview: messages that wait for a key are the first thing to look at. */
export async function heldForKey(at: AtCase) {
  if (!at.rarities.withheld) return null;
  const waiting = await withheldForKey(at.tx, at.head.caseId, null, keyCodes);
  if (waiting.length === 0) return null;
  const what = waiting.length === 1 ? "A message waits" : `${waiting.length} messages wait`;
  const [first] = waiting;
  const href = `${casePath(at.head.reference, "conversation")}#message-${first?.messageId}`;
  return (
    <Notice tone="warning" title={`${what} for a usable key`}>
      <a href={href}>See it, and what to do next</a>
    </Notice>
  );
}
