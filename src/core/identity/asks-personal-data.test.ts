import { describe, expect, test } from "vitest";
import { asksPersonalData } from "./asks-personal-data.ts";

describe("words that ask who somebody is are found [VEN-23]", () => {
  test.each([
    "Please tell us your name.",
    "Could you send us your full name and address?",
    "We need your telephone number to call you back.",
    "Please provide contact details.",
    "What is your real name?",
    "Who are you?",
    "Who do you work for?",
    "May we call you?",
    "Please identify yourself.",
    "Please confirm your employer.",
    "let us know your e-mail address",
  ])("%s", (text) => {
    expect(asksPersonalData(`Hello.\n\n${text} Thank you.`)).toHaveLength(1);
  });
});

describe("words about the matter are not", () => {
  test.each([
    "Please tell us the name of the product.",
    "Send us the file name and the version number.",
    "Please tell us the IP address of the device.",
    "We have your report, and name you nowhere.",
    "Which serial number does the device have?",
    "Please send us your public key.",
    "Tell us which version you use.",
    "Keep our number in the subject: it helps us.",
    "You can write to our address at any time.",
  ])("%s", (text) => {
    expect(asksPersonalData(text)).toEqual([]);
  });
});

test.each([
  "Indiquez-nous votre nom et votre employeur.",
  "Quelle est votre adresse?",
  "Pour qui travaillez-vous?",
  "Nous avons besoin de votre numéro de téléphone.",
])("asking in French who somebody is, is found: %s", (text) => {
  expect(asksPersonalData(text)).toEqual([text]);
});

test.each([
  "Envoyez-nous votre clé publique.",
  "Quel est le nom du fichier?",
  "Nous gardons votre nom pour nous.",
])("what is harmless in French stays: %s", (text) => {
  expect(asksPersonalData(text)).toEqual([]);
});
