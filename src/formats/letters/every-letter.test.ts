import { expect, test } from "vitest";
import { policyOf } from "../../../test/support/policy-files.ts";
import { asksPersonalData } from "../../core/identity/asks-personal-data.ts";
import { blanksLeft } from "../../core/letters/blank.ts";
import {
  isLetterName,
  letterNames,
  letterPartNames,
  letterTemplates,
  letterWords,
} from "../../core/letters/letter-catalogue.ts";
import { letterVariable, letterVariables } from "../../core/letters/letter-variables.ts";
import { flowedText } from "../mail/flowed-text.ts";
import { letterProblems } from "../policy/letter-problems.ts";
import { readyText } from "./ready-text.ts";
import { formsOf, sampleLetter } from "./sample-letter.ts";

const policy = policyOf("ale.yaml");
const languages = ["en", "fr"] as const;
const each = letterNames.flatMap((name) => languages.map((language) => ({ name, language })));

/** What a report might say: in no letter that may leave in plain. */
const secret = "the-matter-itself";
const secrets = Object.fromEntries(
  Object.entries(letterVariables)
    .filter(([, { matter }]) => matter)
    .map(([name]) => [name, secret]),
);

test.each(each)("$name in $language is whole in each of its forms", ({ name, language }) => {
  for (const form of formsOf(name)) {
    const { subject, text } = sampleLetter(policy, name, language, form);
    expect(`${subject}\n${text}`).not.toMatch(/undefined|null|NaN|[{}]|\n{3}|___/);
    expect(text).toContain("EX-2026-7");
    expect(text).toMatch(language === "fr" ? /^Bonjour,\n\n\S/ : /^Hello,\n\n\S/);
    expect(text).toMatch(
      /\n\n-- \nExample PSIRT\nExample Networks\npsirt@team\.example\n(OpenPGP key|Clé OpenPGP\u202f): A65B/,
    );
    expect(subject.length).toBeLessThan(60);
    const lines = flowedText(text).split("\n");
    expect(lines.filter((line) => line.length > 78)).toEqual([]);
    if (language === "fr") expect(text).not.toMatch(/\p{L} [;:!?]/u);
  }
});

test.each(each)(
  "$name in $language asks nobody who they are [VEN-21] [VEN-23]",
  ({ name, language }) => {
    for (const form of formsOf(name)) {
      const { subject, text } = sampleLetter(policy, name, language, form);
      expect(asksPersonalData(`${subject}\n\n${text}`)).toEqual([]);
    }
  },
);

const leavesInPlain = (name: (typeof letterNames)[number]) =>
  ["nothing", "public"].includes(letterTemplates[name].says);

test.each(each.filter(({ name }) => leavesInPlain(name)))(
  "$name in $language tells nothing of the matter, whatever it is given",
  ({ name, language }) => {
    for (const form of formsOf(name)) {
      const { subject, text } = sampleLetter(policy, name, language, { ...secrets, ...form });
      expect(`${subject}\n${text}`).not.toContain(secret);
    }
  },
);

test.each(letterNames)(
  "%s says in French what it says in English, and not the same words",
  (name) => {
    const [english, french] = languages.map((language) => sampleLetter(policy, name, language));
    expect(french?.subject).not.toBe(english?.subject);
    const paragraphs = (text = "") => text.split("\n\n");
    expect(paragraphs(french?.text).length).toBe(paragraphs(english?.text).length);
    const same = paragraphs(english?.text).filter((one) => paragraphs(french?.text).includes(one));
    expect(same).toEqual([]);
  },
);

test.each([...letterNames, ...letterPartNames])(
  "Parley's own words of %s pass the check that a policy's words pass",
  (name) => {
    const words = letterWords(name);
    const subject = words && "sent" in words ? words.subject : undefined;
    const said = languages.map((language) => {
      const text = words?.text[language].join("\n\n") ?? "";
      return [language, subject ? `Subject: ${subject[language]}\n\n${text}` : text];
    });
    expect(
      letterProblems({ languages: ["en", "fr"], letters: { [name]: Object.fromEntries(said) } }),
    ).toEqual([]);
  },
);

test("no letter that may leave in plain is given a variable that tells of the matter", () => {
  for (const name of letterNames.filter(leavesInPlain)) {
    const { needs, may } = letterTemplates[name];
    expect([...needs, ...may].filter((one) => letterVariable(one)?.matter)).toEqual([]);
  }
});

const byColleagues = letterNames.filter((name) => letterTemplates[name].by === "colleague");

test.each(byColleagues.flatMap((name) => languages.map((language) => ({ name, language }))))(
  "$name in $language is a ready text: what the case knows filled in, the rest a blank",
  ({ name, language }) => {
    const frame = {
      ...{ policy, language, timeZone: "Europe/Paris", now: new Date(0), promises: [] },
      values: { reference: "EX-2026-7", policyUrl: "https://psirt.team.example/policy" },
    };
    const { subject, text } = readyText(frame, name);
    expect(`${subject}${text}`).toContain("EX-2026-7");
    expect(`${subject}${text}`).not.toMatch(/undefined|null|[{}]|^Hello|^Bonjour|-- \n/);
    expect(isLetterName(name) && letterTemplates[name].needs.length === 0).toBe(
      name === "credit-choice",
    );
    expect(blanksLeft(text).length).toBeGreaterThan(0);
  },
);

test("a value that the case knows leaves no blank", () => {
  const frame = {
    ...{ policy, language: "en", timeZone: "UTC", now: new Date(0), promises: [] },
    values: { reference: "EX-2026-7" },
  };
  const { text } = readyText(frame, "cve-id", { cveId: "CVE-2026-1000" });
  expect(text).toContain("has the CVE id CVE-2026-1000.");
  expect(blanksLeft(text)).toEqual(["date of publication"]);
});

test("brackets that people write themselves are no blank", () => {
  expect(blanksLeft("if [[ -f __x__ ]]; then a[0] = [b]; [__ c __] ___; fi")).toEqual([]);
});
