/**
 * Ready texts for a ruling on many reports: those for what is not taken up, in a language that its author
 * chooses, since the reporters may read several. They begin the form; a person completes it. Finding and
 * choosing send the form along, so that what was typed and ticked in it stays.
 */
import {
  type ReadyExplanation,
  readyExplanations,
} from "../../core/decisions/ready-explanations.ts";
import { letterLanguages } from "../../core/letters/letter-language.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { supportChannelLines } from "../../core/policy/support-channels.ts";
import { languageInWords } from "../../core/reports/languages.ts";
import { caseLetterFrame } from "../../formats/letters/case-letter-frame.ts";
import { readyExplanation } from "../../formats/letters/ready-text.ts";
import { type FormValues, lastValueOf, valuesOf } from "../../lib/form-description.ts";
import { Button } from "../../ui/button.tsx";
import { belowOwnWords, wordsIn } from "./below-own-words.ts";
import type { ConsoleRequest } from "./console-frame.tsx";
import { ExplanationList, fieldId } from "./explanation-texts.tsx";
import { rulingTextsPath } from "./ruling-link.tsx";

/** What the address of the page of a ruling may say. */
export interface RulingQuery {
  readonly id?: string;
  /** Ids of the cases that are ticked. */
  readonly cases?: string;
  /** Asks for the list of ready texts, with what was typed to find one. */
  readonly explain?: string;
  readonly find?: string;
  /** The text that was chosen, and in which language. */
  readonly ready?: string;
  readonly in?: string;
}

const queryOf = ({ request }: ConsoleRequest) => request.query as RulingQuery;

function policyOf({ web: { context } }: ConsoleRequest): Policy {
  return inForceAt(context.policies, context.now());
}

/** A duplicate is one of a case: it is never ruled on with others. */
function textsFor(policy: Policy): ReadyExplanation[] {
  return readyExplanations(policy.explanations).filter(
    ({ outcome, reasons }) => outcome === "not-relevant" && !reasons.includes("duplicate"),
  );
}

/** The policy's own first, then those of Parley's texts. */
function languagesOf(policy: Policy): string[] {
  return [...new Set([...policy.languages, ...letterLanguages])];
}

function languageAsked(at: ConsoleRequest, policy: Policy): string {
  const languages = languagesOf(policy);
  return languages.find((each) => each === queryOf(at).in) ?? languages[0] ?? "en";
}

/** Its words in that language; what only a case knows is a blank. */
function wordsOf(at: ConsoleRequest, { text }: ReadyExplanation, language: string): string {
  const policy = policyOf(at);
  const { baseUrl, now } = at.web.context;
  const about = { policy, language, now: now(), baseUrl, fingerprint: null, link: "" };
  const frame = caseLetterFrame({ ...about, reference: "" });
  const { reference: _, link: __, ...values } = frame.values ?? {};
  const supportChannels = supportChannelLines(policy, language);
  return readyExplanation({ ...frame, policy, values }, text, { supportChannels });
}

/** The ready text that the words are, in whatever language, while nobody has changed it. */
function unchangedText(at: ConsoleRequest, words: string): ReadyExplanation | undefined {
  const policy = policyOf(at);
  return textsFor(policy).find((each) =>
    languagesOf(policy).some((language) => wordsOf(at, each, language) === words),
  );
}

/** What the form shows, and whether a ready text stands in it below somebody's own words. */
export interface BegunRuling {
  readonly values: FormValues;
  readonly belowWords: boolean;
}

/**
 * What was typed, and the ready text where one was chosen. It takes the place of another ready text that
 * nobody has changed; words of one's own stay, and it stands below them.
 */
export function rulingBegunWith(at: ConsoleRequest, typed: FormValues): BegunRuling {
  const policy = policyOf(at);
  const chosen = textsFor(policy).find(({ name }) => name === queryOf(at).ready);
  if (!chosen) return { values: typed, belowWords: false };
  const ready = wordsOf(at, chosen, languageAsked(at, policy));
  const words = wordsIn(typed, "explanation");
  const before = unchangedText(at, words);
  const { text: explanation, belowWords } = belowOwnWords(words, ready, before !== undefined);
  const ticked = valuesOf(typed, "reasons").filter((each) =>
    before ? !before.reasons.some((reason) => reason === each) : true,
  );
  const reasons = [...new Set([...ticked, ...chosen.reasons])];
  return { values: { ...typed, reasons, explanation }, belowWords };
}

/** The way to the ready texts, and the list of them where it was asked for. */
export function RulingTexts(props: {
  at: ConsoleRequest;
  typed: FormValues;
  /** The id of the form that they are for. */
  formId: string;
}) {
  const { at, formId } = props;
  const policy = policyOf(at);
  const { explain, find } = queryOf(at);
  const language = languageAsked(at, policy);
  const to = (asks: Readonly<Record<string, string>>, place: string) =>
    `${rulingTextsPath}?${new URLSearchParams(asks)}#${place}`;
  const list = (code: string) => ({ explain: "ruling", in: code });
  if (explain !== "ruling") {
    return (
      <p class="meta">
        <Button look="secondary" small form={formId} formAction={to(list(language), fieldId)}>
          Begin with a ready text <span class="key nav-key">e</span>
        </Button>
      </p>
    );
  }
  return (
    <ExplanationList
      action={to(list(language), fieldId)}
      asks={{}}
      typed={find ?? lastValueOf(props.typed, "find")}
      all={to({ ...list(language), find: "" }, fieldId)}
      texts={textsFor(policy)}
      chosen={(ready) => to({ ready, in: language }, "field-rule-on-case-explanation")}
      sends={formId}
    >
      <p class="meta">
        <span>
          It fills in the reason and words, one text for all. A blank is for you to complete. Words
          of your own stay, above it.
        </span>
        {languagesOf(policy).map((code) =>
          code === language ? (
            <span key={code}>Words in {languageInWords(code)}</span>
          ) : (
            <Button
              key={code}
              look="quiet"
              small
              form={formId}
              formAction={to(list(code), fieldId)}
            >
              In {languageInWords(code)}
            </Button>
          ),
        )}
      </p>
    </ExplanationList>
  );
}
