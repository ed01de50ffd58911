/**
 * Below a report or a party's message: what a colleague noted as its translation, what it was before, and
 * the form for it. The original always stands above, as it came.
 */
import {
  isRead,
  langOf,
  languageOfWords,
  type Translation,
} from "../../core/conversation/translation.ts";
import { languageInWords } from "../../core/reports/languages.ts";
import type { MessageView } from "../../store/messages/reader.ts";
import type { TranslationView } from "../../store/translations/reader.ts";
import { LongText } from "../../ui/as-written.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { fieldId } from "../../ui/field-frame.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";

export interface Translated {
  readonly objectId: string;
  /** Of the original: a code, or words that have none. */
  readonly language: string;
  readonly translations: readonly TranslationView[];
}

/** Below a report: its form is folded there, and opens by one press. */
export function Translations({ at, of }: { at: AtCase; of: Translated }) {
  const said = sayingOf(at, of);
  if (!may(at, "note-translation")) return <Noted at={at} of={of} />;
  return (
    <>
      <Noted at={at} of={of} />
      <Disclosure summary={said} open={isSent(at, of)}>
        <TranslationForm at={at} of={of} />
      </Disclosure>
    </>
  );
}

/**
 * Below a message of a party: the form is asked for, since a thread may be long. Nothing below one that
 * was erased, or that nobody could open.
 */
export function TranslationsOfMessage({ at, message }: { at: AtCase; message: MessageView }) {
  const { messageId: objectId, translations, text, sideId } = message;
  if (text.trim() === "" || message.decrypted === false || !at.keys.has(sideId)) return null;
  const of = { objectId, translations, language: languageOfMessage(at, message) };
  const isAsked = isSent(at, of) || at.query.translate === objectId;
  // The browser puts the focus there, with and without script.
  const formField = `note-translation-${objectId.slice(-6)}-text`;
  return (
    <>
      <Noted at={at} of={of} />
      {may(at, "note-translation") &&
        (isAsked ? (
          <TranslationForm at={at} of={of} />
        ) : (
          <p class="quiet">
            <a
              href={`${casePath(at.head.reference, "conversation")}?translate=${objectId}#${fieldId(formField)}`}
            >
              {sayingOf(at, of)}
            </a>
          </p>
        ))}
    </>
  );
}

/** The `lang` of what a party wrote; what we write is in no language that we would have to tell. */
export function langOfMessage(at: AtCase, message: MessageView): string | undefined {
  return message.direction === "in" ? langOf(languageOfMessage(at, message)) : undefined;
}

/** As its words tell; of a few words, as its party writes otherwise. */
function languageOfMessage(at: AtCase, { text, sideId }: MessageView): string {
  const party = at.parties.find((each) => each.sideId === sideId);
  return languageOfWords(text) ?? party?.language ?? "en";
}

function isSent(at: AtCase, { objectId }: Translated): boolean {
  return sentFor(at, "note-translation", { objectId }) !== undefined;
}

/** The one line that leads to the form. */
function sayingOf(at: AtCase, { language, translations }: Translated): string {
  if (translations.length > 0) return "Correct the translation";
  if (isRead(language, at.policy)) return "Note a translation";
  return `In ${languageInWords(language)}, no translation noted: write it`;
}

/** The translation that stands, and those before it; on paper, where nothing is written, that there is none. */
function Noted({ at, of }: { at: AtCase; of: Translated }) {
  const { language, translations } = of;
  const standing = translations.at(-1);
  if (!standing) {
    const isSaid = may(at, "note-translation") || isRead(language, at.policy);
    if (isSaid) return null;
    return <p class="quiet">In {languageInWords(language)}, no translation noted.</p>;
  }
  const earlier = translations.slice(0, -1).toReversed();
  return (
    <section class="translation">
      <h3>Translation from {languageInWords(standing.language)}</h3>
      <OneTranslation at={at} of={standing} />
      {earlier.length > 0 && (
        <Disclosure
          summary={
            earlier.length === 1
              ? "The earlier translation"
              : `The ${earlier.length} earlier translations`
          }
        >
          {earlier.map((each) => (
            <OneTranslation key={each.translationId} at={at} of={each} />
          ))}
        </Disclosure>
      )}
    </section>
  );
}

function OneTranslation({ at, of }: { at: AtCase; of: TranslationView }) {
  const noted = personName(at, of.by);
  const zone = zoneOf(at);
  const isOwn = of.means === "person" && of.translator === "";
  const madeAt = of.madeAt ? new Date(of.madeAt) : isOwn ? of.at : undefined;
  return (
    <>
      <p class="meta">
        <span>
          {madeBy(of)} <bdi>{isOwn ? noted : of.translator}</bdi>
          {madeAt && (
            <>
              , <When at={madeAt} zone={zone} />
            </>
          )}
        </span>
        {madeAt !== of.at && (
          <span>
            Noted by {noted}, <When at={of.at} zone={zone} />
          </span>
        )}
      </p>
      <LongText text={of.text} lang={langOf(of.into)} />
    </>
  );
}

function madeBy({ means, translator }: Translation): string {
  if (means === "person") return "Translated by";
  return translator ? "Translated by a machine:" : "Translated by a machine";
}

/** A correction is made now: when the earlier one was made is not taken over. */
function TranslationForm({ at, of }: { at: AtCase; of: Translated }) {
  const { objectId, language, translations } = of;
  const standing = translations.at(-1);
  const begun = standing && {
    ...{ text: standing.text, means: standing.means, translator: standing.translator },
  };
  return (
    <DeedForm
      at={at}
      deed="note-translation"
      ids={{ objectId }}
      values={{
        ...begun,
        language: languageInWords(standing?.language ?? language),
        asOf: standing?.translationId ?? objectId,
      }}
      submit={standing ? "Keep the correction" : undefined}
      look="secondary"
    />
  );
}
