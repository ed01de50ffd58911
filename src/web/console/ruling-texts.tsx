/**
 * Ready texts for a ruling on many reports: those for what is not taken up, in a language that its author
 * chooses, since the reporters may read several. They begin the form; a person completes it.
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
import type { FormValues } from "../../lib/form-description.ts";
import { isUuid } from "../../lib/uuid7.ts";
import type { ConsoleRequest } from "./console-frame.tsx";
import { ExplanationList, fieldId } from "./explanation-texts.tsx";
import { rulingPath } from "./ruling-link.tsx";

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

/** What the form begins with where a ready text was chosen for it; else nothing. What only a case knows is a blank. */
export function rulingBegunWith(at: ConsoleRequest): FormValues {
  const policy = policyOf(at);
  const chosen = textsFor(policy).find(({ name }) => name === queryOf(at).ready);
  if (!chosen) return {};
  const { baseUrl, now } = at.web.context;
  const language = languageAsked(at, policy);
  const about = { policy, language, now: now(), baseUrl, fingerprint: null, link: "" };
  const frame = caseLetterFrame({ ...about, reference: "" });
  const { reference: _, link: __, ...values } = frame.values ?? {};
  const supportChannels = supportChannelLines(policy, language);
  const explanation = readyExplanation({ ...frame, policy, values }, chosen.text, {
    supportChannels,
  });
  return { reasons: [...chosen.reasons], explanation };
}

/** The way to the ready texts, and the list of them where it was asked for; what is ticked stays so. */
export function RulingTexts({ at, picked }: { at: ConsoleRequest; picked: readonly string[] }) {
  const policy = policyOf(at);
  const { explain, find } = queryOf(at);
  const cases = picked.filter(isUuid).join(",");
  const language = languageAsked(at, policy);
  const to = (more: Readonly<Record<string, string>>) =>
    `${rulingPath}?${new URLSearchParams({ ...(cases ? { cases } : {}), ...more })}`;
  const list = (code: string) => `${to({ explain: "ruling", in: code })}#${fieldId}`;
  if (explain !== "ruling") {
    return (
      <p class="meta">
        <a href={list(language)}>
          Begin with a ready text <span class="key nav-key">e</span>
        </a>
      </p>
    );
  }
  return (
    <ExplanationList
      action={`${rulingPath}#${fieldId}`}
      asks={{ explain: "ruling", in: language, ...(cases ? { cases } : {}) }}
      typed={find}
      all={list(language)}
      texts={textsFor(policy)}
      chosen={(name) => `${to({ ready: name, in: language })}#field-rule-on-case-explanation`}
    >
      <p class="meta">
        <span>
          It fills in the reason and words, one text for all. A blank is for you to complete.
        </span>
        {languagesOf(policy).map((code) => (
          <span key={code}>
            {code === language ? (
              `Words in ${languageInWords(code)}`
            ) : (
              <a href={list(code)}>In {languageInWords(code)}</a>
            )}
          </span>
        ))}
      </p>
    </ExplanationList>
  );
}
