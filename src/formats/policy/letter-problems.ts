/**
 * Holds the letters that a policy says in its own words against what each letter has to say and may
 * not say: so that none goes out with a hole in it, or tells in plain what it must not (VEN-23).
 */
import { asksPersonalData } from "../../core/identity/asks-personal-data.ts";
import {
  letterNames,
  letterPartNames,
  letterTemplates,
  letterWords,
} from "../../core/letters/letter-catalogue.ts";
import { letterLanguages } from "../../core/letters/letter-language.ts";
import type { LetterPart, LetterTemplate } from "../../core/letters/letter-template.ts";
import { everywhere, letterVariable } from "../../core/letters/letter-variables.ts";
import { splitText } from "../../core/letters/split-text.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { type IcuNeeds, icuNeeds } from "../../lib/icu-text.ts";
import { nearMiss } from "../../lib/near-miss.ts";

type Path = readonly (string | number)[];
interface Problem {
  readonly path: Path;
  readonly message: string;
}

export function letterProblems(policy: Pick<Policy, "letters" | "languages">): Problem[] {
  const all = Object.keys(policy.letters);
  return [...all.flatMap((name) => problemsOf(policy, name)), ...missingLanguages(policy)];
}

function problemsOf(policy: Pick<Policy, "letters" | "languages">, name: string): Problem[] {
  const words = letterWords(name);
  const text = policy.letters[name];
  if (!words || text === undefined) return [{ path: ["letters", name], message: unknown(name) }];
  const at = ["letters", name];
  if (typeof text !== "string") {
    return Object.entries(text).flatMap(([language, each]) =>
      sentences(words, each, language).map((message) => ({ path: [...at, language], message })),
    );
  }
  const [original = "en", ...others] = policy.languages;
  const gap = `is said in ${original} alone; write it once per language: ${policy.languages.join(", ")}`;
  const found = sentences(words, text, original).map((message) => ({ path: at, message }));
  return others.length > 0 ? [...found, { path: at, message: gap }] : found;
}

function unknown(name: string): string {
  const all = [...letterNames, ...letterPartNames];
  const near = nearMiss(name, all);
  return `is no letter; ${near ? `did you mean ${near}?` : `there are ${all.join(", ")}`}`;
}

/** Everything that is wrong with one text, each as the end of a sentence. */
function sentences(words: LetterTemplate | LetterPart, text: string, language: string): string[] {
  const { subject, paragraphs } = splitText(text);
  const pieces = subject === undefined ? paragraphs : [subject, ...paragraphs];
  const read = pieces.map((each) => icuNeeds(each, language));
  const broken = read.flatMap((each) => ("problem" in each ? [each.problem] : []));
  if (broken.length > 0) return broken;
  const needs = read.filter((each): each is IcuNeeds => "names" in each);
  const used = new Set(needs.flatMap(({ names }) => [...names]));
  const built = letterLanguages.some((each) => each === language.split("-")[0]);
  return [
    ...[...used].flatMap((name) => wrongVariable(words, name)),
    ...words.needs
      .filter((name) => !used.has(name))
      .map((name) => `lacks {${name}} (${letterVariable(name)?.says}), which it has to hold`),
    ...needs.flatMap(wrongChoices),
    ...asksPersonalData(pieces.join("\n\n")).map(
      (asked) => `asks somebody who may stay unnamed for personal data: “${asked}”`,
    ),
    ...("sent" in words && subject === undefined && !built
      ? [`has no subject in ${language}; let its first line be “Subject: …”`]
      : []),
  ];
}

/** What leaves unencrypted without anybody's word. */
function isOpen({ says }: LetterTemplate): boolean {
  return says === "nothing" || says === "public";
}

function wrongVariable(words: LetterTemplate | LetterPart, name: string): string[] {
  const mine: readonly string[] = [...words.needs, ...words.may, ...everywhere];
  if (mine.includes(name)) return [];
  const known = letterVariable(name);
  if (known?.matter && "says" in words && isOpen(words)) {
    return [`holds {${name}}, which tells of the matter; this letter may leave unencrypted`];
  }
  const near = nearMiss(name, mine);
  const hint = near
    ? `did you mean {${near}}?`
    : `it may hold ${mine.map((each) => `{${each}}`).join(", ")}`;
  return [
    `holds {${name}}, which ${known ? "is no variable of this letter" : "is no variable"}; ${hint}`,
  ];
}

function wrongChoices({ choices, counts }: IcuNeeds): string[] {
  const plurals = [...counts].filter((name) => letterVariable(name)?.type !== "count");
  const selects = [...choices].flatMap(([name, words]) => {
    const options = letterVariable(name)?.options;
    if (!options) return [];
    const strange = words.filter((word) => !options.includes(word));
    return strange.map(
      (word) => `{${name}} is never “${word}”; it is one of ${options.join(", ")}`,
    );
  });
  return [...selects, ...plurals.map((name) => `{${name}} is no number, so it has no plural`)];
}

/** Languages that Parley itself does not write: the policy has to say every letter owed by itself. */
function missingLanguages(policy: Pick<Policy, "letters" | "languages">): Problem[] {
  const needed = [
    ...letterNames.filter((name) => letterTemplates[name].by === "itself"),
    ...letterPartNames,
  ];
  const strange = policy.languages.filter(
    (language) => !letterLanguages.some((each) => each === language.split("-")[0]),
  );
  return strange.flatMap((language) => {
    const missing = needed.filter((name) => !isSaidIn(policy, name, language));
    if (missing.length === 0) return [];
    const message = `has ${language}, in which Parley writes no letters; say under letters: ${missing.join(", ")}`;
    return [{ path: ["languages"], message }];
  });
}

function isSaidIn(
  { letters, languages }: Pick<Policy, "letters" | "languages">,
  name: string,
  language: string,
): boolean {
  const text = letters[name];
  if (text === undefined) return false;
  return typeof text === "string" ? language === languages[0] : text[language] !== undefined;
}
