import fc from "fast-check";
import { expect, test } from "vitest";
import { languageChoices, languageInWords, languageOf } from "./languages.ts";

test("[VEN-19] a language is known by its code, its English name and its own", () => {
  for (const words of ["de", "German", "german ", "Deutsch", "German (Deutsch)"]) {
    expect(languageOf(words)).toBe("de");
  }
  expect(languageOf("日本語")).toBe("ja");
  expect(languageOf("pt-BR")).toBe("pt-BR");
  expect(languageOf("zh-Hans")).toBe("zh-Hans");
  expect(languageOf("the attacker’s")).toBeNull();
  expect(languageOf("qq")).toBeNull();
});

test("every choice stands in the list by a name, and is read back from it", () => {
  expect(languageChoices().length).toBeGreaterThan(90);
  for (const { code, name } of languageChoices()) {
    expect(name).not.toBe(code);
    expect(languageOf(name)).toBe(code);
  }
  expect(languageInWords("de")).toBe("German (Deutsch)");
  expect(languageInWords("en")).toBe("English");
  expect(languageInWords("Klingon, please")).toBe("Klingon, please");
});

test("whatever is written, only a short code comes of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (given) => {
      expect(languageOf(given) ?? "en").toMatch(/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/);
    }),
  );
});
