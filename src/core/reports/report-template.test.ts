import fc from "fast-check";
import { expect, test } from "vitest";
import { reportFields } from "../policy/report-form.ts";
import { readTemplate, templateJson, templateText } from "./report-template.ts";

const shown = ["live-incident", "product", "version", "description", "files", "credit"] as const;

test("the offline template asks the policy's fields and always the three that are required", () => {
  const text = templateText(shown, ["To psirt@ale.example"]);
  expect(text).toContain("To psirt@ale.example");
  for (const field of ["product", "description", "email"]) {
    expect(text).toMatch(new RegExp(`^## ${field}: .*\\(required\\)`, "m"));
  }
  expect(text).not.toContain("## files:");
  expect(Object.keys(JSON.parse(templateJson(shown)))).toContain("description");
});

test("an empty template is no report", () => {
  expect(readTemplate(templateText(reportFields, []))).toBeUndefined();
  expect(readTemplate("Hello, I found something.\n## not-a-field: x\n")).toBeUndefined();
});

test("answers are read back as written, from a template that mail has quoted too", () => {
  const answer = fc
    .array(fc.stringMatching(/^[^>\r\n#]{1,40}$/), { minLength: 1, maxLength: 4 })
    .map((lines) => lines.join("\n").trim())
    .filter((text) => text !== "");
  fc.assert(
    fc.property(answer, answer, fc.boolean(), (product, description, quoted) => {
      const filled = templateText(shown, ["Opening"])
        .replace(/^(## product:.*)$/m, (line) => `${line}\n${product}`)
        .replace(/^(## description:.*)$/m, (line) => `${line}\n${description}`);
      const mailed = quoted ? filled.replace(/^/gm, "> ") : filled;
      expect(readTemplate(mailed)).toEqual({ product, description });
    }),
  );
});
