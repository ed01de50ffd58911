/** Which key signed one mail, on the one page that answers an opening of the vault. Never stored by any cache. */
import type { FastifyReply } from "fastify";
import type { SignatureState } from "../../core/reports/arrival.ts";
import { Tag } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Fingerprint } from "../../ui/grouped-code.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { render } from "../server/answers.ts";
import { casePath } from "./at-case.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { signatureWords } from "./signature-words.ts";

interface OpenedSigner {
  readonly pseudonym: string;
  readonly messageId: string;
  readonly signed: {
    readonly state: SignatureState;
    readonly kind: "openpgp" | "smime" | null;
    readonly fingerprint: string | null;
    readonly isTheirs: boolean;
  };
}

/** What open-vault answered on a signature; undefined for everything else. */
export function signerIn(done: object): OpenedSigner | undefined {
  return "signed" in done && "messageId" in done ? (done as OpenedSigner) : undefined;
}

export function showSigner(
  at: ConsoleRequest,
  reference: string,
  { pseudonym, messageId, signed }: OpenedSigner,
): FastifyReply {
  const [words, tone] = signatureWords[signed.state];
  const back = `${casePath(reference, "conversation")}#message-${messageId}`;
  const page = consolePage(at, {
    title: `Which key signed a mail of ${pseudonym}`,
    current: "/console",
    breadcrumb: [
      { label: "Queue", href: "/console" },
      { label: reference, href: casePath(reference) },
      { label: "Conversation", href: casePath(reference, "conversation") },
      { label: "Signature" },
    ],
    notice: (
      <Notice tone="warning" title="Shown this once.">
        That you opened the vault, and why, is in the history of the case. A fingerprint names its
        owner.
      </Notice>
    ),
    children: (
      <>
        <PageHeader title="Which key signed it" kicker={reference} />
        <Panel title={`A mail in the thread with ${pseudonym}`}>
          <DescriptionList
            facts={[
              {
                term: "Signature",
                value: (
                  <Tag tone={tone} icon="seal">
                    {words}
                  </Tag>
                ),
              },
              {
                term: signed.kind === "smime" ? "S/MIME certificate" : "OpenPGP key",
                value: signed.fingerprint && <Fingerprint value={signed.fingerprint} />,
              },
            ]}
          />
          <p>{meaningOf(signed)}</p>
          <Actions>
            <LinkButton href={back}>Back to the message</LinkButton>
          </Actions>
        </Panel>
      </>
    ),
  });
  return render(at.reply.header("cache-control", "no-store"), page);
}

function meaningOf({ state, fingerprint, isTheirs }: OpenedSigner["signed"]): string {
  if (fingerprint === null) {
    return "No fingerprint is kept: the signature names no key, or the mail came before they were kept. Its original has all that came.";
  }
  if (state === "bad") {
    return "The signature only claims to be by this key: it does not hold, and anybody may have written it.";
  }
  return isTheirs
    ? "It is the key that letters to them are encrypted to."
    : "It is not the key that letters to them are encrypted to. Ask its owner for the fingerprint by another way before you rely on it.";
}
