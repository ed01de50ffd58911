/**
 * Where a colleague writes to a party: ready texts filled with what the case knows, and the letter as
 * the party would read it before it is sent. Shows no party's working link.
 */
import { questionsIn, withQuestions } from "../../core/conversation/questions.ts";
import { draftForm } from "../../core/drafts/draft.ts";
import {
  isLetterName,
  type LetterName,
  letterTemplates,
} from "../../core/letters/letter-catalogue.ts";
import { readyText } from "../../formats/letters/ready-text.ts";
import { writeLetter } from "../../formats/letters/write-letter.ts";
import { type FormValues, lastValueOf } from "../../lib/form-description.ts";
import { publicKeysOf } from "../../store/keys/reader.ts";
import type { PartyRow } from "../../store/parties/reader.ts";
import { Button } from "../../ui/button.tsx";
import { Hidden } from "../../ui/form.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { belowOwnWords, wordsIn } from "./below-own-words.ts";
import { partyWord } from "./case-words.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import { HowItLeaves, howItLeaves, type Leaving } from "./how-it-leaves.tsx";
import { knownValues, letterFrameFor } from "./known-values.ts";
import { ReadyTexts } from "./ready-texts.tsx";

/** The fingerprint that a letter names, where one is shown. */
export async function composerKey({ tx, previewed, query }: AtCase): Promise<string | null> {
  if (!previewed && query.letter === undefined) return null;
  const [key] = await publicKeysOf(tx, "mail");
  return key?.fingerprint ?? null;
}

export function Composer(props: {
  at: AtCase;
  party: PartyRow;
  fingerprint: string | null;
  leaving: Leaving | undefined;
  /** Names of ready texts that the reader used, the last one first. */
  lettersUsed: readonly string[];
  /** What the party calls the case. */
  references: readonly string[];
}) {
  const { at, party, references, leaving } = props;
  if (!may(at, "send-message")) return null;
  const who = partyWord(party.pseudonym);
  const values = begun(props);
  const letter = chosen(lastValueOf(values, "letter"));
  // CC-13: their system sorts mail by their number.
  const unnamed = party.kind === "coordinator" && references.length === 0;
  const only = [
    ...(letter ? ["subject"] : []),
    ...["text", "questions", "question"],
    ...(howItLeaves(at, party, leaving)?.secret ? ["tells"] : []),
    ...(unnamed ? ["withoutReference"] : []),
  ];
  const isFirst = at.parties[0]?.partyId === party.partyId;
  const insert = casePath(at.head.reference, `conversation?insert=${party.partyId}#${idOf(party)}`);
  return (
    <div id={idOf(party)}>
      {at.query.insert === party.partyId && (
        <ReadyTexts at={at} party={party} used={props.lettersUsed} formId={idOf(party)} />
      )}
      <Previewed {...props} />
      <p class="meta">
        <a href={insert}>Insert a template {isFirst && <span class="key nav-key">t</span>}</a>
        {letter && <span>Template: {letterTemplates[letter].title}</span>}
      </p>
      <DeedForm
        at={at}
        deed="send-message"
        ids={{ partyId: party.partyId }}
        values={values}
        over={at.query.to === party.partyId || previewOf(at, party) !== undefined}
        label={`Message to ${who}`}
        labels={{ text: `Message to ${who}` }}
        only={only}
        submit="Send message"
      >
        {letter && <Hidden name="letter" value={letter} />}
        <HowItLeaves at={at} party={party} of={leaving} />
        {unnamed && (
          <Notice tone="warning" title={`No reference of ${who} is known`}>
            Add what they call this case under “References elsewhere”: it then leads the subject of
            our letters, and their system finds the case by it.
          </Notice>
        )}
        <p>
          <Button look="secondary" small formAction={previewPath(at)}>
            Preview the letter
          </Button>
        </p>
      </DeedForm>
    </div>
  );
}

function previewPath(at: Pick<AtCase, "head">): string {
  return casePath(at.head.reference, "letter-preview");
}

function idOf(party: PartyRow): string {
  return `write-${party.partyId.slice(-6)}`;
}

function chosen(name: string | undefined): LetterName | undefined {
  return name !== undefined && isLetterName(name) ? name : undefined;
}

/**
 * What the fields begin with: what was sent, what is previewed, else one's draft, with the ready text
 * below its words where one was chosen.
 */
function begun(props: Parameters<typeof Composer>[0]): FormValues {
  const { at, party, fingerprint } = props;
  const [theirReference] = props.references;
  const ids = { partyId: party.partyId };
  const sent = sentFor(at, "send-message", ids)?.values ?? previewOf(at, party);
  if (sent) return sent;
  const draft = at.drafts.get(draftForm("send-message", ids))?.values ?? {};
  const letter = chosen(at.query.letter);
  if (!letter || at.query.to !== party.partyId) return draft;
  const readyOf = (name: LetterName) =>
    readyText(letterFrameFor(at, party.language, fingerprint), name, {
      ...knownValues(at, party.language),
      ...(theirReference ? { theirReference } : {}),
    });
  const { subject, text } = readyOf(letter);
  const words = wordsIn(draft, "text");
  const before = chosen(lastValueOf(draft, "letter"));
  const isReady = before !== undefined && readyOf(before).text.trim() === words;
  return { ...draft, letter, subject, text: belowOwnWords(words, text, isReady).text };
}

function previewOf(at: AtCase, party: PartyRow): FormValues | undefined {
  const { previewed } = at;
  return previewed && lastValueOf(previewed, "partyId") === party.partyId ? previewed : undefined;
}

/** What is wrong with a list is said when it is sent. */
function readable(questions: string): readonly string[] {
  try {
    return questionsIn(questions);
  } catch {
    return [];
  }
}

/** The whole letter: greeting, words, way to answer, signature. */
function Previewed({ at, party, fingerprint, references }: Parameters<typeof Composer>[0]) {
  const values = previewOf(at, party);
  if (!values) return null;
  const questions = readable(lastValueOf(values, "questions") ?? "");
  const asks = questions.length > 0 || lastValueOf(values, "question") === "yes";
  const name = asks ? "question" : "message";
  const text = withQuestions((lastValueOf(values, "text") ?? "").trim(), questions);
  const letter = writeLetter(letterFrameFor(at, party.language, fingerprint), name, { text });
  const subject = lastValueOf(values, "subject") || letter.subject;
  return (
    <Panel title="The letter as it would be read" id={`preview-${party.partyId.slice(-6)}`}>
      <p class="meta">
        <span>Subject: {[...references, `[${at.head.reference}]`, subject].join(" ")}</span>
        <span>Language: {letter.language}</span>
        <span>Nothing was sent yet</span>
      </p>
      <pre class="plain-text">{letter.text}</pre>
    </Panel>
  );
}
