/** The threads of a case, one for each party, and the team's own notes, which look like nothing else. */
import type { ComponentChildren } from "preact";
import { type PreferredChannel, preferenceText } from "../../core/calls/channel.ts";
import { type QuestionMark, withoutQuestions } from "../../core/conversation/questions.ts";
import { languageInWords } from "../../core/reports/languages.ts";
import { callsOf, channelsOf } from "../../store/calls/reader.ts";
import { type MailView, mailsOfCase } from "../../store/messages/delivery-reader.ts";
import { lettersUsedBy } from "../../store/messages/letter-use-reader.ts";
import { questionMarksOf } from "../../store/messages/question-reader.ts";
import { type MessageView, threadOf } from "../../store/messages/reader.ts";
import { type ReadingAgain, readingsOf } from "../../store/messages/unread-reader.ts";
import type { PartyRow } from "../../store/parties/reader.ts";
import { LongText } from "../../ui/as-written.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel, Stack } from "../../ui/layout.tsx";
import { Message, type MessageProps, type SignatureMark, Thread } from "../../ui/thread.tsx";
import { AnswerAll } from "./answer-all.tsx";
import type { AtCase } from "./at-case.ts";
import { CallsPanel, ChannelForm } from "./calls-panel.tsx";
import { personName, zoneOf } from "./case-frame.ts";
import { capital, partyWord } from "./case-words.ts";
import { Composer, composerKey } from "./composer.tsx";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import { howItCame } from "./how-it-came.tsx";
import { type Leaving, leavingOf } from "./how-it-leaves.tsx";
import { MailFate } from "./mail-fate.tsx";
import { partyRequestPanels } from "./party-requests.tsx";
import { QuestionList } from "./question-list.tsx";
import { readAgain } from "./read-again.tsx";
import { langOfMessage, TranslationsOfMessage } from "./translations.tsx";
import { SignerOfMail, UntouchedMail } from "./untouched-mail.tsx";

type Mails = ReadonlyMap<string, readonly MailView[]>;
type Readings = ReadonlyMap<string, ReadingAgain>;

export async function conversationPart(at: AtCase) {
  const [messages, mails, fingerprint, leaving, requests, calls, channels, marks, lettersUsed] =
    await Promise.all([
      threadOf(at.web.context, at.tx, at.head.caseId, at.keys),
      mailsOfCase(at.web.context, at.tx, at.head.caseId),
      composerKey(at),
      leavingOf(at),
      partyRequestPanels(at),
      callsOf(at.web.context, at.tx, at.head.caseId, at.keys),
      channelsOf(at.tx, at.head.caseId),
      questionMarksOf(at.tx, at.head.caseId),
      at.query.insert === undefined ? [] : lettersUsedBy(at.tx, at.staff.id),
    ]);
  const readings = await readingsOf(at.tx, at.head.caseId, messages);
  const notes = messages.filter((message) => message.direction === "internal");
  return (
    <>
      {requests}
      {at.parties.map((party) => (
        <PartyThread
          key={party.partyId}
          at={at}
          party={party}
          messages={messages.filter((message) => message.sideId === party.sideId)}
          marks={marks}
          mails={mails}
          readings={readings}
          lettersUsed={lettersUsed}
          fingerprint={fingerprint}
          leaving={leaving.get(party.partyId)}
          channel={channels.get(party.partyId)}
          references={at.references
            .filter(({ partyId }) => partyId === party.partyId)
            .map(({ text }) => text)}
        />
      ))}
      <CallsPanel at={at} calls={calls} />
      <Notes at={at} notes={notes} />
    </>
  );
}

function PartyThread(props: {
  at: AtCase;
  party: PartyRow;
  messages: readonly MessageView[];
  marks: readonly QuestionMark[];
  mails: Mails;
  readings: Readings;
  fingerprint: string | null;
  lettersUsed: readonly string[];
  leaving: Leaving | undefined;
  channel: PreferredChannel | undefined;
  references: readonly string[];
}) {
  const { at, party, messages } = props;
  const who = partyWord(party.pseudonym);
  return (
    <Panel title={`With ${who}`} id={`thread-${party.partyId.slice(-6)}`}>
      <p class="meta">
        <span>
          {party.answersBy === "mail" ? "Answers by mail" : "Reads answers on the portal only"}
        </span>
        <span>{party.hasKey ? "OpenPGP key known" : "No OpenPGP key"}</span>
        <span>Writes in {languageInWords(party.language)}</span>
        {props.channel && <span>Likes to be spoken with by {preferenceText(props.channel)}</span>}
      </p>
      {messages.length === 0 ? (
        <EmptyState icon="mail" title="Nothing was written yet" />
      ) : (
        <Thread label={`Messages with ${who}`}>
          {messages.map((message) => (
            <ShownMessage
              key={message.messageId}
              at={at}
              message={message}
              questions={
                message.questions && (
                  <QuestionList at={at} message={message} thread={messages} marks={props.marks} />
                )
              }
              mails={props.mails.get(message.messageId)}
              reading={props.readings.get(message.messageId)}
              leaving={props.leaving}
              who={who}
            />
          ))}
        </Thread>
      )}
      <Composer
        at={at}
        party={party}
        lettersUsed={props.lettersUsed}
        fingerprint={props.fingerprint}
        leaving={props.leaving}
        references={props.references}
      />
      <ChannelForm at={at} party={party} channel={props.channel} />
    </Panel>
  );
}

function Notes(props: { at: AtCase; notes: readonly MessageView[] }) {
  const { at, notes } = props;
  return (
    <Panel title="Internal notes" id="notes">
      <p class="meta">Only colleagues on this case read them. They cannot leave it.</p>
      {notes.length > 0 && (
        <Thread label="Internal notes">
          {notes.map((note) => (
            <ShownMessage key={note.messageId} at={at} message={note} who="" />
          ))}
        </Thread>
      )}
      <DeedForm at={at} deed="write-note" look="secondary" />
    </Panel>
  );
}

const sides = { in: "other", out: "own", internal: "internal" } as const;

function ShownMessage(props: {
  at: AtCase;
  message: MessageView;
  questions?: ComponentChildren;
  mails?: readonly MailView[] | undefined;
  reading?: ReadingAgain | undefined;
  leaving?: Leaving | undefined;
  who: string;
}) {
  const { at, message } = props;
  return (
    <Message
      id={`message-${message.messageId}`}
      side={sides[message.direction]}
      who={authorOf(at, message, props.who)}
      at={message.at}
      zone={zoneOf(at)}
      way={wayOf(message)}
      foot={
        props.questions ? (
          <>
            {props.questions}
            {footOf(at, message, props)}
          </>
        ) : (
          footOf(at, message, props)
        )
      }
      {...marksOf(message)}
    >
      {message.authorKind === "system" ? (
        <Disclosure summary={message.subject || "Automatic message"}>
          <LongText text={withoutPortalSecrets(message.text)} />
        </Disclosure>
      ) : (
        <div>
          <LongText
            text={withoutPortalSecrets(withoutQuestions(message.text, message.questions ?? []))}
            lang={langOfMessage(at, message)}
          />
        </div>
      )}
    </Message>
  );
}

/** Who vouches for theirs, and what became of ours. */
function footOf(
  at: AtCase,
  message: MessageView,
  of: {
    mails?: readonly MailView[] | undefined;
    leaving?: Leaving | undefined;
    reading?: ReadingAgain | undefined;
  },
) {
  const { mails = [], leaving, reading } = of;
  const came = howItCame(message);
  const again =
    message.hasOriginal && readAgain(at, { ...message, objectId: message.messageId }, reading);
  const original = inVault(at, message);
  if (message.direction === "in") {
    return (
      <Stack gap="small">
        <TranslationsOfMessage at={at} message={message} />
        {came}
        {again}
        {original}
        <AnswerAll at={at} message={message} />
        <MoreThanAMessage at={at} message={message} />
      </Stack>
    );
  }
  const told = message.direction === "out" && (mails.length > 0 || message.readAt !== null);
  return told ? <MailFate {...{ at, message, mails, leaving }} /> : original;
}

/** By mail one objects, says whether a fix works, or chooses, in a message like any other. */
function MoreThanAMessage({ at, message }: { at: AtCase; message: MessageView }) {
  const ids = { messageId: message.messageId };
  if (message.authorKind !== "party" || !may(at, "record-said")) return null;
  return (
    <Disclosure
      summary="It is an objection, a word on a fix, or a choice"
      open={sentFor(at, "record-said", ids) !== undefined}
    >
      <DeedForm at={at} deed="record-said" ids={ids} look="secondary" />
    </Disclosure>
  );
}

/** A mail beside the threads stands with whoever the case began with: their name may be in it. */
function inVault(at: AtCase, message: MessageView) {
  const { messageId, direction, sideId, hasOriginal, signature } = message;
  const partyId = direction === "internal" ? at.parties[0]?.partyId : sideId;
  if (!hasOriginal || !partyId || !may(at, "open-vault")) return undefined;
  return (
    <>
      {direction === "in" && signature !== "none" && (
        <SignerOfMail {...{ at, partyId, messageId }} />
      )}
      <UntouchedMail {...{ at, partyId, messageId }} what="Download the untouched mail" />
    </>
  );
}

/** A party's link opens its portal for whoever holds it, so no colleague is shown one. */
export function withoutPortalSecrets(text: string): string {
  return text.replace(/(\/portal\/(?:link|letter)\/)[\w-]+/g, "$1…");
}

function authorOf(at: AtCase, message: MessageView, who: string): string {
  if (message.authorKind === "staff") return personName(at, message.authorId);
  return message.authorKind === "system" ? "Parley" : capital(who);
}

const deliveryWords = {
  owed: "mail on its way",
  delayed: "the mail is late: it is still being tried",
  sent: "sent by mail",
  delivered: "delivered by mail",
  bounced: "the mail came back",
  failed: "the mail could not be delivered",
  withheld: "held back: the history says why",
} as const;

function wayOf(message: MessageView): string | undefined {
  if (message.template === "imported") return "taken over from another tool";
  if (message.template === "joined") return "a mail that had opened a case of its own";
  if (message.direction === "internal") return undefined;
  const asked = message.template === "question" ? "asks for an answer, " : "";
  if (message.delivery) return asked + mailWords(message, message.delivery);
  return `${asked}${message.direction === "out" ? "on the portal" : ""}` || undefined;
}

function mailWords({ leftAs, readAt }: MessageView, state: keyof typeof deliveryWords): string {
  if (leftAs !== "pointer" || (state !== "sent" && state !== "delivered"))
    return deliveryWords[state];
  return readAt ? "a pointer was sent by mail" : "a pointer was sent; the words wait";
}

const signatures: Readonly<Record<string, SignatureMark>> = {
  good: "valid",
  "good-expired-key": "expired-key",
  "good-revoked-key": "revoked-key",
  "unknown-key": "unknown-key",
  bad: "invalid",
};

const leftStates = ["sent", "delayed", "delivered", "bounced"] as const;

/** How it travelled, where that has a meaning: our mails once sent, theirs where they say so. */
function marksOf(message: MessageView): Pick<MessageProps, "encrypted" | "signature"> {
  if (message.direction === "out") {
    // Of a pointer nothing is said that has to be protected.
    const hasLeft = leftStates.some((state) => state === message.delivery);
    return hasLeft && message.leftAs !== "pointer"
      ? { encrypted: message.sentEncrypted ?? false }
      : {};
  }
  if (message.direction === "internal") return {};
  const signature = signatures[message.signature];
  return {
    ...(message.encrypted || signature ? { encrypted: message.encrypted } : {}),
    ...(signature ? { signature } : {}),
  };
}
