/**
 * What became of a message's mails: a small line for each, with its time, and how one that did not
 * arrive is sent by another way. Says what is known and by whom, and no more.
 */
import type { ComponentChildren } from "preact";
import { isLost } from "../../core/mail/delivery-fate.ts";
import { isLate } from "../../core/mail/next-try.ts";
import type { MailView } from "../../store/messages/delivery-reader.ts";
import type { MessageView } from "../../store/messages/reader.ts";
import { pointedCode } from "../../store/sending/pointed-reader.ts";
import { Tag, type Tone } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import { type Leaving, WaitsForKey } from "./how-it-leaves.tsx";
import { UntouchedMail } from "./untouched-mail.tsx";

interface Fate {
  readonly tone: Tone;
  readonly title: string;
  /** When it came to this. */
  readonly at: Date;
  readonly more?: ComponentChildren;
}

export function MailFate(props: {
  at: AtCase;
  message: MessageView;
  mails: readonly MailView[];
  leaving: Leaving | undefined;
}) {
  const { at, message, mails, leaving } = props;
  return (
    <div>
      {mails.map((mail) => (
        <OneMail key={mail.deliveryId} {...{ at, mail, leaving }} read={message.readAt !== null} />
      ))}
      {message.readAt && (
        <p class="meta">
          <Tag tone="success" icon="check">
            Read in the portal
          </Tag>
          <When at={message.readAt} zone={zoneOf(at)} />
        </p>
      )}
    </div>
  );
}

function OneMail(props: {
  at: AtCase;
  mail: MailView;
  read: boolean;
  leaving: Leaving | undefined;
}) {
  const { at, mail } = props;
  const { tone, title, at: when, more } = fateOf(mail, at);
  const waiting = whatWaits(mail, props);
  const open = isLost(mail.state) && !mail.resent;
  return (
    <>
      <p class="meta">
        <Tag tone={tone} icon={tone === "danger" ? "alert" : "mail"}>
          {title}
        </Tag>
        <When at={when} zone={zoneOf(at)} />
        {mail.way && <span>{wayWords[mail.way]}</span>}
        {more && <span>{more}</span>}
        {waiting && <span>{waiting}</span>}
        {mail.unsureTries > 0 && <span>{unsureWords(mail.unsureTries)}</span>}
        {isLost(mail.state) && mail.resent && <span>Sent again: see below</span>}
      </p>
      {mail.said && (
        <Disclosure summary="What the mail server said">
          <p>{mail.said}</p>
        </Disclosure>
      )}
      {mail.reportId && (
        <UntouchedMail
          at={at}
          partyId={mail.partyId}
          messageId={mail.reportId}
          what="Download the server’s report"
        />
      )}
      {open && <Resend at={at} mail={mail} read={props.read} />}
      <WaitsForKey at={at} mail={mail} of={props.leaving} />
    </>
  );
}

const wayWords = {
  same: "the same mail again",
  pointer: "a pointer to the portal",
  address: "to another address",
  words: "the words, after the pointer",
} as const;

function unsureWords(times: number): string {
  const tries = times === 1 ? "One try" : `${times} tries`;
  return `${tries} ended without an answer: it may have arrived more than once, as the same mail`;
}

function fateOf(mail: MailView, at: AtCase): Fate {
  const zone = zoneOf(at);
  const { state, owedAt, sentAt, toldAt, code } = mail;
  const withCode = code ? `, code ${code}` : "";
  const told = toldAt ?? sentAt ?? owedAt;
  switch (state) {
    case "owed": {
      // Also where nothing tried it: whatever stops its job, it is late.
      const late = isLate(owedAt, at.now);
      const [tone, title] = late
        ? (["warning", "Late"] as const)
        : (["plain", "On its way"] as const);
      return { tone, title, at: owedAt, more: nextTry(mail, zone) };
    }
    case "delayed":
      return sentAt
        ? { tone: "warning", title: "Late", at: told, more: "A server on the way still tries" }
        : { tone: "warning", title: "Late", at: owedAt, more: nextTry(mail, zone) };
    case "sent": {
      const title = isPointer(mail) ? "A pointer was sent" : "Sent";
      return { tone: "plain", title, at: sentAt ?? owedAt };
    }
    case "delivered":
      return isPointer(mail)
        ? { tone: "plain", title: "A pointer was delivered, a mail server says", at: told }
        : { tone: "success", title: "Delivered, a mail server says", at: told };
    case "bounced":
      return { tone: "danger", title: `Came back${withCode}`, at: told };
    case "failed":
      return { tone: "danger", title: `Could not be sent${withCode}`, at: owedAt };
    case "withheld":
      return { tone: "warning", title: "Held back", at: owedAt, more: whyHeld(code) };
  }
}

function isPointer({ leftAs }: MailView): boolean {
  return leftAs === "pointer";
}

/** Behind a pointer: what its reader still lacks, so that nobody takes it for a message that was sent. */
function whatWaits(
  mail: MailView,
  { read, leaving }: { read: boolean; leaving: Leaving | undefined },
): string | undefined {
  const isOut = mail.state === "sent" || mail.state === "delivered" || mail.state === "delayed";
  const isBehind = isPointer(mail) ? isOut : mail.state === "withheld" && mail.code === pointedCode;
  if (!isBehind || read) return undefined;
  if (mail.resent) return "The words followed: see below";
  return leaving?.facts.hasCode
    ? "The words wait on the portal, where a receipt code opens them, or for an agreement or a key"
    : "The words wait for an agreement or a key";
}

/** What waits for a key, or behind a pointer, says so itself. */
function whyHeld(code: string | null): string | undefined {
  return code?.startsWith("key-") || code === pointedCode ? undefined : "The history says why";
}

function nextTry({ attempts, nextTryAt, code }: MailView, zone: string) {
  if (attempts === 0 || !nextTryAt) return undefined;
  return (
    <>
      {attempts === 1 ? "1 try" : `${attempts} tries`}
      {code && `, the last answer ${code}`}; the next <When at={nextTryAt} zone={zone} />
    </>
  );
}

function Resend(props: { at: AtCase; mail: MailView; read: boolean }) {
  const { at, mail, read } = props;
  if (!may(at, "resend-message")) return null;
  const ids = { deliveryId: mail.deliveryId };
  return (
    <Disclosure
      summary={read ? "Send it again all the same" : "Send it again, or another way"}
      open={!read || sentFor(at, "resend-message", ids) !== undefined}
    >
      <DeedForm
        at={at}
        deed="resend-message"
        ids={ids}
        values={{ way: "pointer" }}
        choices={{
          way: [
            { value: "same", label: "The same mail again" },
            { value: "pointer", label: "A mail that only points to the portal, where it waits" },
            { value: "address", label: "The message, to another address" },
          ],
        }}
        look="secondary"
      />
    </Disclosure>
  );
}
