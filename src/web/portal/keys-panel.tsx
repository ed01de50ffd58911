/** The reporter's own keys: the one we write to, those that were offered, a new one; and the mails' links. */
import type { PartyKey } from "../../core/party-keys/party-key.ts";
import type { PartyKeyView } from "../../store/party-keys/reader.ts";
import type { SendingFacts } from "../../store/sending/facts-reader.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Fingerprint } from "../../ui/grouped-code.tsx";
import { Actions, Panel, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import { KeyForm, PlainQuestion } from "./steps-page.tsx";

export type KeysProps = {
  csrf: string;
  zone: string;
  /** Of the key that letters are encrypted to; null without one. */
  keyFingerprint: string | null;
  keys: readonly (PartyKeyView & { readonly key: PartyKey })[];
  sending: SendingFacts;
  keyError: { message: string; typed: string } | undefined;
  party: { readonly answersBy: "mail" | "portal" };
};

const came: Readonly<Record<PartyKeyView["source"], string>> = {
  mail: "came with a mail from your address",
  form: "came with your report",
  portal: "was given on this page",
  link: "was given on the page of a mail’s link",
  wkd: "is published by the domain of your address",
  known: "is the one that we know of your address",
  url: "was fetched from the address that you gave",
};

export function KeysPanel(props: KeysProps) {
  const { keyFingerprint, keys, csrf, keyError, party, sending } = props;
  const open = keys.filter(({ state }) => state === "offered");
  if (party.answersBy === "portal" && open.length === 0 && !keyFingerprint) return null;
  return (
    <>
      <Panel title="Your keys and links" level={3} id="keys">
        {keyError && <Notice tone="danger" live title={keyError.message} />}
        {keyFingerprint ? (
          <p>
            We encrypt our mails to <Fingerprint value={keyFingerprint} />
          </p>
        ) : (
          <p>We know no key of yours for certain, so our mails only point to this page.</p>
        )}
        {open.map((each) => (
          <Offered key={each.keyId} {...props} of={each} />
        ))}
        <Disclosure
          summary={keyFingerprint ? "Give us another key" : "Give us your key"}
          open={(keyError?.typed ?? "") !== ""}
        >
          <KeyForm action="/portal/key" csrf={csrf} fault={keyError} />
        </Disclosure>
        <Disclosure summary="End the links of earlier mails">
          <p>
            The links in all mails that you have from us open nothing any more. Your receipt code
            stays, and our next letter brings a new link.
          </p>
          <Form action="/portal/links/end" csrf={csrf} label="End the links">
            <Actions>
              <Button look="secondary" small>
                End them
              </Button>
            </Actions>
          </Form>
        </Disclosure>
      </Panel>
      {!keyFingerprint && sending.answered !== "never-asked" && (
        <PlainQuestion csrf={csrf} answered={sending.answered} action="/portal/plain" />
      )}
    </>
  );
}

function Offered({ of, csrf, zone }: KeysProps & { of: KeysProps["keys"][number] }) {
  return (
    <section class="decision">
      <Stack gap="small">
        <h4>Is this your key?</h4>
        <p>
          <Fingerprint value={of.key.fingerprint} />
        </p>
        <p class="meta">
          <span>It {came[of.source]}</span>
          <When at={of.offeredAt} zone={zone} />
        </p>
        {of.key.userIds.length > 0 && <p>It names {of.key.userIds.join(", ")}.</p>}
        <Form action="/portal/key/answer" csrf={csrf} label="Say whether it is yours">
          <Hidden name="keyId" value={of.keyId} />
          <Actions>
            <Button name="answer" value="yes" small>
              Yes, encrypt to it
            </Button>
            <Button name="answer" value="no" look="secondary" small>
              No, it is not mine
            </Button>
          </Actions>
        </Form>
      </Stack>
    </section>
  );
}
