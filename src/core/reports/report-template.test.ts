import fc from "fast-check";
import { expect, test } from "vitest";
import { policyOf } from "../../../test/support/policy-files.ts";
import { type ReportField, reportFields } from "../policy/report-form.ts";
import { readJsonTemplate, readTemplate, templateJson, templateText } from "./report-template.ts";

const asking = (fields: readonly ReportField[]) => {
  const { liveIncident, reportForm } = policyOf("ale.yaml");
  return { liveIncident, reportForm: { ...reportForm, fields } };
};
const shown = asking(["live-incident", "product", "version", "description", "files", "credit"]);

test("the offline template asks the policy's fields and always the three that are required", () => {
  const text = templateText(shown, ["To psirt@ale.example"]);
  expect(text).toContain("To psirt@ale.example");
  for (const field of ["product", "description", "email"]) {
    expect(text).toMatch(new RegExp(`^## ${field}: .*\\(required\\)`, "m"));
  }
  expect(text).not.toContain("## files:");
  expect(Object.keys(JSON.parse(templateJson(shown)))).toContain("description");
});

test("[ALE-26] both templates tell where to turn in a live incident, and ask whether a weakness of ours is used", () => {
  const { channels } = shown.liveIncident;
  for (const template of [templateText(shown, []), templateJson(shown)]) {
    for (const { contact } of channels) expect(template).toContain(contact);
    expect(template).toContain("product-used");
  }
  const silent = {
    ...shown,
    liveIncident: { ...shown.liveIncident, raisesExploitationCheck: false },
  };
  expect(templateText(silent, [])).not.toContain("product-used");
  expect(templateText(asking(["version"]), [])).not.toContain(channels[0]?.contact);
});

test("each question is a sentence with the meaning of its choices, in the text and in the JSON", () => {
  const policy = asking(reportFields);
  for (const template of [templateText(policy, []), templateJson(policy)]) {
    expect(template).toContain("version: Version. Software, firmware or build.");
    expect(template).toContain("product: Product or service (required). The name on the box");
    expect(template).toContain("wrote (It found the weakness or wrote the report)");
    expect(template).toContain(
      "exploited: Have you seen it being exploited? Write one of: no; yes;",
    );
  }
});

test("[TH-21] [TH-22] both tell to hold data back in doubt, where the policy asks about data", () => {
  for (const template of [templateText(asking(["files"]), []), templateJson(asking(["files"]))]) {
    expect(template).toMatch(
      /You are responsible for whether you may pass on personal or regulated data\. When in doubt,[\s",]+do not send it: say below/,
    );
  }
  expect(templateText(asking(["version"]), [])).not.toContain("regulated data");
});

test("[ALE-13] a mail program that breaks long lines puts no word of ours into an answer", () => {
  const answer = fc
    .stringMatching(/^[a-z]{1,12}( [a-z]{1,12}){0,5}$/)
    .filter((text) => text.length > 0);
  const wrapped = (text: string, width: number, quoted: boolean) =>
    text
      .split("\n")
      .flatMap((line) => line.match(new RegExp(`.{1,${width}}(?: |$)`, "g")) ?? [""])
      .map((line) => `${quoted ? "> " : ""}${line.trimEnd()}`)
      .join("\n");
  const widths = fc.integer({ min: 40, max: 90 });
  fc.assert(
    fc.property(answer, answer, widths, fc.boolean(), (product, description, width, quoted) => {
      const filled = templateText(asking(reportFields), ["Opening"])
        .replace(/^(## product:.*)$/m, (line) => `${line}\n${product}`)
        .replace(/^(## description:.*)$/m, (line) => `${line}\n\n${description}`);
      const read = readTemplate(wrapped(filled, width, quoted));
      expect(Object.keys(read ?? {}).sort()).toEqual(["description", "product"]);
      expect(read?.product?.replace(/\s+/g, " ")).toBe(product);
    }),
  );
});

test("a template of an older release is read all the same", () => {
  const old = "## version: Version Software, firmware or build. “Unknown” is fine.\n\n9.4\n";
  expect(readTemplate(old)).toEqual({ version: "9.4" });
});

test("a choice is read by its value or its words, in any case", () => {
  const filled = (answer: string) =>
    templateText(shown, []).replace(/^(## live-incident:.*)$/m, (line) => `${line}\n${answer}`);
  for (const answer of ["yes", "YES.", "Yes, an attack or outage is going on"]) {
    expect(readTemplate(filled(answer))).toEqual({ "live-incident": "yes" });
  }
  expect(readTemplate(filled("perhaps"))).toEqual({ "live-incident": "perhaps" });
});

test("[ALE-13] the JSON template is read back too, alone, quoted, among words, and with lines inside an answer", () => {
  const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
  const answer = words.map((text) => text.trim()).filter((text) => text !== "");
  fc.assert(
    fc.property(answer, answer, (product, description) => {
      const filled = { ...JSON.parse(templateJson(shown)), product, description };
      const read = readJsonTemplate(JSON.stringify(filled, null, 2));
      expect(read).toEqual({ product, description });
    }),
  );
  const template = templateJson(shown)
    .replace('"product": ""', '"product": "OmniGate"')
    .replace('"description": ""', '"description": "First \\"it\\" stops.\nThen it starts."');
  const expected = { product: "OmniGate", description: 'First "it" stops.\nThen it starts.' };
  expect(readJsonTemplate(template)).toEqual(expected);
  expect(readJsonTemplate(`Hello,\n${template}\nRegards`)).toEqual(expected);
  expect(readJsonTemplate(template.replace(/^/gm, "> "))).toEqual(expected);
});

test("what only looks like it is no report", () => {
  for (const text of [
    '{"name": "gateway", "version": "1.0.0", "description": "A package."}',
    templateJson(shown),
    "{",
    "[]",
    "null",
    '{"email": 1, "product": [], "description": {}}',
  ]) {
    expect(readJsonTemplate(text)).toBeUndefined();
  }
});

test("an empty template is no report", () => {
  expect(readTemplate(templateText(asking(reportFields), []))).toBeUndefined();
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
