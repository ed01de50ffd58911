import fc from "fast-check";
import { expect, test } from "vitest";
import { policyOf } from "../../../test/support/policy-files.ts";
import { isRead, langOf, translationOf } from "./translation.ts";

const policy = policyOf("telit.yaml");
const now = new Date("2026-03-02T10:00:00Z");
const writtenAt = new Date("2026-03-01T10:00:00Z");
const given = {
  ...{ text: "The gateway restarts when it is sent an empty name.", language: "German" },
  ...{ means: "person" as const, translator: "" },
};
const kept = (more: object = {}) =>
  translationOf({ ...given, ...more }, { now, writtenAt, policy });

test("[VEN-19] a translation keeps the code of its language, however that was named, else the words", () => {
  for (const language of ["de", "German", "Deutsch", " german (deutsch) "]) {
    expect(kept({ language }).language).toBe("de");
  }
  expect(kept({ language: "Low Saxon of my village" }).language).toBe("Low Saxon of my village");
  expect(langOf("Low Saxon of my village")).toBeUndefined();
  expect(langOf("pt-BR")).toBe("pt-BR");
});

test("[VEN-19] it is in the language that its words tell, else in the first that the policy prefers", () => {
  expect(kept().into).toBe("en");
  expect(kept({ text: "Version 2.4" }).into).toBe("en");
  const french = "Le gateway redémarre dans la minute quand il est appelé par un nom qui est vide.";
  expect(kept({ text: french }).into).toBe("fr");
});

test("[VEN-19] it is made between its original and now", () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }), (at) => {
      const attempt = () => kept({ madeAt: at.toISOString() }).madeAt;
      if (at >= writtenAt && at <= now) expect(attempt()).toBe(at.toISOString());
      else expect(attempt).toThrow(expect.objectContaining({ code: "translation.when" }));
    }),
  );
  expect(kept().madeAt).toBeNull();
});

test("[VEN-19] English is read, and what the policy prefers or accepts, of whatever country", () => {
  expect(isRead("en-US", policy)).toBe(true);
  expect(isRead("fr-CA", policy)).toBe(false);
  expect(isRead("fr-CA", policyOf("ale.yaml"))).toBe(true);
  expect(isRead("Klingon", policy)).toBe(false);
});
