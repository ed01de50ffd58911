/**
 * The keys that a party offered, how each came and what was said of it. A fingerprint names its owner
 * and stands in the vault: whoever was told it by the owner types it here to confirm the key.
 */
import type { PartyKeyState } from "../../core/party-keys/party-key.ts";
import type { PartyRow } from "../../store/parties/reader.ts";
import { type KeyLinkView, keyLinksOf } from "../../store/party-keys/link-reader.ts";
import { type PartyKeyView, partyKeysOf } from "../../store/party-keys/reader.ts";
import { Tag, type Tone } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import { KeyLinks } from "./key-links.tsx";

export const keyStateWords: Readonly<Record<PartyKeyState, readonly [string, Tone]>> = {
  offered: ["Offered, not confirmed", "warning"],
  confirmed: ["Theirs", "success"],
  renewed: ["Theirs, renewed", "success"],
  expired: ["Theirs, expired", "warning"],
  revoked: ["Revoked by its owner", "danger"],
  replaced: ["Replaced", "plain"],
  refused: ["Not theirs", "plain"],
};

const whereWords: Readonly<Record<PartyKeyView["about"]["where"], string>> = {
  attachment: "in a file of a mail",
  body: "in the text of a mail",
  autocrypt: "in the header of a mail (Autocrypt)",
  form: "with the report form",
  portal: "on the portal, after their code",
  link: "on the page of a plain mail’s link, which proves nobody",
  wkd: "in the key directory of their address’s domain",
  url: "from an address that they gave",
  known: "from what is known of their address",
  signature: "from what is known of whoever signed their first mail",
};

const nameWords: Readonly<Record<PartyKeyView["about"]["names"], string | undefined>> = {
  sender: "names their address, which anybody can write into a key",
  other: "names another address than theirs",
  nobody: undefined,
};

export async function partyKeysPanels(at: AtCase) {
  const [keys, links] = await Promise.all([
    partyKeysOf(at.web.context, at.tx, at.head.caseId),
    keyLinksOf(at.web.context, at.tx, at.head.caseId),
  ]);
  return (party: PartyRow) => (
    <PartyKeys
      at={at}
      party={party}
      keys={keys.filter(({ partyId }) => partyId === party.partyId)}
      links={links.filter(({ partyId }) => partyId === party.partyId)}
    />
  );
}

interface PartyKeysProps {
  at: AtCase;
  party: PartyRow;
  keys: readonly PartyKeyView[];
  links: readonly KeyLinkView[];
}

function PartyKeys({ at, party, keys, links }: PartyKeysProps) {
  return (
    <section id={`keys-${party.partyId.slice(-6)}`}>
      <h3>Keys</h3>
      {keys.length === 0 && (
        <p>{party.hasKey ? "One is in use, from before keys were compared." : "None is known."}</p>
      )}
      {keys.length > 0 && (
        <ul class="remedy-list">
          {keys.map((key) => (
            <li key={key.keyId}>
              <OneKey at={at} of={key} />
            </li>
          ))}
        </ul>
      )}
      <KeyLinks at={at} links={links} />
      <AskForKey at={at} party={party} />
      <EndLinks at={at} party={party} />
    </section>
  );
}

function OneKey({ at, of }: { at: AtCase; of: PartyKeyView }) {
  const [words, tone] = keyStateWords[of.state];
  const { about } = of;
  return (
    <>
      <p class="meta">
        <Tag tone={tone} icon="lock">
          {words}
        </Tag>
        <span>Came {whereWords[about.where]}</span>
        <When at={of.offeredAt} zone={zoneOf(at)} />
        {about.comparedAt && (
          <span>
            confirmed in another case on{" "}
            <When at={about.comparedAt} zone={zoneOf(at)} precision="day" />
          </span>
        )}
        {about.signedThis && (
          <span>
            signed {about.where === "known" ? "their first mail" : "the mail that brought it"}
          </span>
        )}
        {nameWords[about.names] && <span>{nameWords[about.names]}</span>}
        {about.unusable && <span>{unusableWords[about.unusable]}</span>}
      </p>
      {about.how !== "" && <p class="plain-text">{about.how}</p>}
      {["offered", "refused", "replaced"].includes(of.state) && <Judge at={at} of={of} />}
    </>
  );
}

const unusableWords = {
  expired: "has expired",
  revoked: "is revoked",
  "cannot-encrypt": "has no part for encryption",
} as const;

function Judge({ at, of }: { at: AtCase; of: PartyKeyView }) {
  const ids = { keyId: of.keyId };
  const began = (deed: "confirm-party-key" | "refuse-party-key") =>
    sentFor(at, deed, ids) !== undefined;
  const isKnown = of.state === "offered" && of.about.comparedAt !== undefined;
  const confirmWords = isKnown ? "Compare it once more" : "Confirm it";
  return (
    <>
      {isKnown && may(at, "confirm-party-key") && (
        <DeedForm at={at} deed="confirm-party-key" ids={ids} only={[]} submit="Confirm it here" />
      )}
      {may(at, "confirm-party-key") ? (
        <Disclosure summary={confirmWords} open={began("confirm-party-key")}>
          <p>
            Ask its owner for the fingerprint by another way than mail. The vault shows the key’s
            own; what you type is compared with it.
          </p>
          <DeedForm at={at} deed="confirm-party-key" ids={ids} />
        </Disclosure>
      ) : (
        <p class="quiet">A lead, a communicator, a coordinator analyst or legal compares keys.</p>
      )}
      {of.state === "offered" && may(at, "refuse-party-key") && (
        <Disclosure summary="It is not theirs" open={began("refuse-party-key")}>
          <DeedForm at={at} deed="refuse-party-key" ids={ids} look="secondary" />
        </Disclosure>
      )}
    </>
  );
}

function AskForKey({ at, party }: { at: AtCase; party: PartyRow }) {
  if (party.answersBy !== "mail" || !may(at, "ask-for-key")) return null;
  const ids = { partyId: party.partyId };
  return (
    <Disclosure summary="Ask for a key" open={sentFor(at, "ask-for-key", ids) !== undefined}>
      <p>The letter asks for nothing else and says nothing of the matter.</p>
      <DeedForm at={at} deed="ask-for-key" ids={ids} look="secondary" />
    </Disclosure>
  );
}

function EndLinks({ at, party }: { at: AtCase; party: PartyRow }) {
  if (party.answersBy !== "mail" || !may(at, "revoke-link")) return null;
  const ids = { partyId: party.partyId };
  return (
    <Disclosure
      summary="End the links of earlier mails"
      open={sentFor(at, "revoke-link", ids) !== undefined}
    >
      <p>
        For a mailbox that others read, or a mail that was passed on. A receipt code stays; the next
        letter brings a new link.
      </p>
      <DeedForm at={at} deed="revoke-link" ids={ids} look="secondary" />
    </Disclosure>
  );
}
