/** What the vault has of one mail, its original and its signer: a deed with a reason, for who may open it. */
import { Disclosure } from "../../ui/disclosure.tsx";
import type { AtCase } from "./at-case.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";

/** The full fingerprint names its owner. Nothing for a reader who may not open the vault. */
export function SignerOfMail(props: { at: AtCase; partyId: string; messageId: string }) {
  const { at, partyId, messageId } = props;
  if (!may(at, "open-vault")) return null;
  const ids = { partyId, signerOf: messageId };
  return (
    <Disclosure
      summary="See which key signed it"
      open={sentFor(at, "open-vault", ids) !== undefined}
    >
      <p>Its full fingerprint names its owner. This opens the vault.</p>
      <DeedForm at={at} deed="open-vault" ids={ids} submit="Show the key" look="secondary" />
    </Disclosure>
  );
}

/** Nothing for a reader who may not open the vault. */
export function UntouchedMail(props: {
  at: AtCase;
  partyId: string;
  messageId: string;
  what: string;
}) {
  const { at, partyId, messageId, what } = props;
  if (!may(at, "open-vault")) return null;
  const ids = { partyId, messageId };
  return (
    <Disclosure summary={what} open={sentFor(at, "open-vault", ids) !== undefined}>
      <p>As it came, with the name of its author. This opens the vault.</p>
      <DeedForm
        at={at}
        deed="open-vault"
        ids={ids}
        submit="Download the original"
        look="secondary"
      />
    </Disclosure>
  );
}
