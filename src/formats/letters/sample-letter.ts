/** Letters with the values of an invented case, for previews. Shows no case that there is. */
import type { LetterName } from "../../core/letters/letter-catalogue.ts";
import { letterTemplates } from "../../core/letters/letter-catalogue.ts";
import { letterVariables, type VariableName } from "../../core/letters/letter-variables.ts";
import type { LetterPolicy } from "./letter-words.ts";
import { type LetterValues, type WrittenLetter, writeLetter } from "./write-letter.ts";

const now = new Date("2026-01-02T03:04:05Z");

const promises = [
  { promise: "relevancy", by: new Date("2026-01-16T08:00:00Z") },
  { promise: "status-update", by: new Date("2026-07-01T16:00:00Z") },
];

/** The letter as somebody would get it who reads that language; `values` go over the sample ones. */
export function sampleLetter(
  policy: LetterPolicy,
  name: LetterName,
  language: string,
  values: LetterValues = {},
): WrittenLetter {
  const timeZone = "Europe/Paris";
  const frame = { policy, language, timeZone, now, promises, values: {} };
  return writeLetter(frame, name, { ...sampleValues(name, language), ...values });
}

/** Each form of the letter: every way in which its choices can fall. */
export function formsOf(name: LetterName): LetterValues[] {
  const choices = variablesOf(name).flatMap((each) => {
    const { options } = letterVariables[each] as { options?: readonly string[] };
    return options ? [{ each, options }] : [];
  });
  return choices.reduce<LetterValues[]>(
    (forms, { each, options }) =>
      forms.flatMap((form) => options.map((option) => ({ ...form, [each]: option }))),
    [{}],
  );
}

function sampleValues(name: LetterName, language: string): LetterValues {
  const frame: readonly VariableName[] = [
    ...(["reference", "team", "organisation", "address", "policyUrl"] as const),
    ...(["fingerprint", "link", "liveIncident", "rewards"] as const),
  ];
  const all = [...frame, ...variablesOf(name)].filter(
    (each) => each !== "portal" && each !== "promises",
  );
  return Object.fromEntries(all.map((each) => [each, sampleOf(each, language)]));
}

function variablesOf(name: LetterName): VariableName[] {
  const { needs, may } = letterTemplates[name];
  return [...needs, ...may];
}

function sampleOf(name: VariableName, language: string): string | number | Date {
  const { sample, type } = letterVariables[name];
  if (typeof sample === "object") return /^fr\b/.test(language) ? sample.fr : sample.en;
  return type === "date" ? new Date(sample) : sample;
}
