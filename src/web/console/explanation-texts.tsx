/**
 * Ready texts for what a reporter is told with a decision: those of the policy in force and Parley's own,
 * in the language of who reads them. They begin a form; a person completes it.
 */
import type { ComponentChildren } from "preact";
import {
  type ReadyExplanation,
  readyExplanations,
} from "../../core/decisions/ready-explanations.ts";
import { conclusionOutcomes } from "../../core/decisions/reasons.ts";
import { draftForm } from "../../core/drafts/draft.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { inLanguage } from "../../core/policy/text.ts";
import { readyExplanation } from "../../formats/letters/ready-text.ts";
import type { FormValues } from "../../lib/form-description.ts";
import { type AtCase, casePath } from "./at-case.ts";
import { belowOwnWords, wordsIn } from "./below-own-words.ts";
import { knownValues, letterFrameFor } from "./known-values.ts";
import { TemplateList } from "./template-list.tsx";

/** The decisions that have ready texts. */
export type ExplainedDeed = "decide-relevancy" | "conclude-analysis";

const listId = "explanations";
/** The field to type into: the browser puts the focus there, with and without script. */
export const fieldId = `${listId}-find`;

function textsFor(at: AtCase, deed: ExplainedDeed): ReadyExplanation[] {
  const { context } = at.web;
  const concludes = (outcome: string) => conclusionOutcomes.some((each) => each === outcome);
  return readyExplanations(inForceAt(context.policies, at.now).explanations).filter(
    ({ outcome }) => concludes(outcome) === (deed === "conclude-analysis"),
  );
}

/** Whom the explanation is for: the reporter; undefined where nobody outside waits for one. */
function readerOf({ parties }: AtCase) {
  return parties.find(({ kind }) => kind === "reporter");
}

/** What a form begins with, and whether a ready text stands in it below somebody's own words. */
export interface BegunExplanation {
  readonly values: FormValues;
  readonly belowWords: boolean;
}

/**
 * What the form begins with where a ready text was chosen for it: words of a draft stand above it. Undefined
 * where none was chosen.
 */
export function begunWith(at: AtCase, deed: ExplainedDeed): BegunExplanation | undefined {
  const texts = textsFor(at, deed);
  const chosen = texts.find(({ name }) => name === at.query.ready);
  if (!chosen) return undefined;
  const inWords = wordsOf(at);
  const draft = at.drafts.get(draftForm(deed))?.values ?? {};
  const words = wordsIn(draft, "explanation");
  const isReady = texts.some((each) => inWords(each) === words);
  const { text: explanation, belowWords } = belowOwnWords(words, inWords(chosen), isReady);
  const { outcome, reasons } = chosen;
  const values = { ...draft, outcome, explanation, reasons: [...reasons] };
  return { values, belowWords };
}

/** The words of a ready text in the language of who reads them. */
function wordsOf(at: AtCase): (ready: ReadyExplanation) => string {
  const language = readerOf(at)?.language ?? at.policy.languages[0] ?? "en";
  const frame = letterFrameFor(at, language, null);
  const values = knownValues(at, language);
  return ({ text }) => readyExplanation(frame, text, values).trim();
}

/** The way to the ready texts, and the list of them where it was asked for. */
export function ExplanationTexts({ at, deed }: { at: AtCase; deed: ExplainedDeed }) {
  const to = casePath(at.head.reference, at.view);
  const list = `${to}?explain=${deed}#${fieldId}`;
  if (at.query.explain !== deed) {
    return (
      <p class="meta">
        <a href={list}>
          Begin with a ready text <span class="key nav-key">e</span>
        </a>
      </p>
    );
  }
  return (
    <ExplanationList
      action={`${to}#${fieldId}`}
      asks={{ explain: deed }}
      typed={at.query.find}
      all={list}
      texts={textsFor(at, deed)}
      chosen={(name) => `${to}?ready=${name}#do-${deed}`}
    >
      <p class="meta">
        It fills in the decision, its reason and words in the reporter’s language. A blank is for
        you to complete. What you have written stays, above it.
      </p>
    </ExplanationList>
  );
}

/** The list of ready texts, by their titles and first sentences. */
export function ExplanationList(props: {
  /** Where it is asked for again, the fields that ask for it, and where all of it is. */
  action: string;
  asks: Readonly<Record<string, string>>;
  typed: string | undefined;
  all: string;
  texts: readonly ReadyExplanation[];
  /** The address of the form that begins with the text of that name. */
  chosen: (name: string) => string;
  /** The id of the form on the page that finding and choosing send along. */
  sends?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <TemplateList
      id={listId}
      title="Begin with a ready text"
      label="Find a ready text"
      action={props.action}
      asks={props.asks}
      typed={(props.typed ?? "").trim()}
      all={props.all}
      sends={props.sends}
      texts={props.texts.map(({ name, title, text }) => ({
        name,
        title: inLanguage(title, "en"),
        about: beginning(inLanguage(text, "en")),
        href: props.chosen(name),
      }))}
    >
      {props.children}
    </TemplateList>
  );
}

/** The first sentence; what would be filled in is left out. */
function beginning(text: string): string {
  const [sentence = ""] = text.replace(/\{\w+\}/g, "…").split(/(?<=[.!?])\s|:\s\[|\n/);
  return sentence.length > 160 ? `${sentence.slice(0, 158)} …` : sentence;
}
