import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import type { FormDescription } from "../lib/form-description.ts";
import { ActionForm, type ActionFormProps } from "./action-form.tsx";

const form: FormDescription = {
  name: "plan-remedy",
  title: "Plan remedy",
  summary: "",
  fields: [
    { name: "caseId", label: "Case", kind: "hidden", required: true },
    { name: "ownerId", label: "Owner", kind: "id", required: true },
    {
      name: "kind",
      label: "Kind",
      kind: "choice",
      required: true,
      choices: [
        { value: "patch", label: "Patch" },
        { value: "workaround", label: "Workaround" },
      ],
    },
    {
      name: "touches",
      label: "Touches",
      kind: "choices",
      required: false,
      choices: [{ value: "integrity", label: "Integrity" }],
    },
    { name: "text", label: "What to do", kind: "long-text", required: true, maxLength: 20_000 },
    { name: "short", label: "In short", help: "One line.", kind: "text", required: false },
    { name: "question", label: "An answer?", kind: "yes-no", required: false, fallback: "no" },
    { name: "promisedFor", label: "Available by", kind: "instant", required: false },
    {
      name: "products",
      label: "Products",
      kind: "rows",
      required: true,
      columns: [{ name: "versions", label: "Versions", kind: "text", required: true }],
    },
  ],
};

function drawn(props: Partial<ActionFormProps> = {}): string {
  return renderToString(<ActionForm form={form} action="/deed" csrf="token" {...props} />);
}

describe("the form of a deed", () => {
  test("carries ids unseen, and an id to choose as a list", () => {
    const values = { caseId: "the-case", ownerId: "the-owner" };
    expect(drawn({ values })).toContain('<input type="hidden" name="caseId" value="the-case"');
    expect(drawn({ values })).toContain('<input type="hidden" name="ownerId" value="the-owner"');
    const choices = { ownerId: [{ value: "the-owner", label: "Analyst" }] };
    expect(drawn({ values, choices })).toMatch(/<option[^>]*selected[^>]*>Analyst/);
  });

  test("gives back all that was typed, with the error beside its field", () => {
    const html = drawn({
      values: {
        kind: "patch",
        touches: ["integrity"],
        text: "Update <b>now</b>.",
        short: '"quoted"',
        question: ["no", "yes"],
        promisedFor: "2026-05-04T09:30",
        "products.0.versions": "<2.4",
      },
      errors: [
        { field: "text", message: "Say what it is." },
        { field: "products.0.versions", message: "No such range." },
        { field: "caseId", message: "Not a field that is seen." },
      ],
    });
    expect(html).toMatch(/<input[^>]*type="radio"[^>]*value="patch"[^>]*checked/);
    expect(html).toMatch(/<input[^>]*value="integrity"[^>]*checked/);
    expect(html).toContain("Update &lt;b>now&lt;/b>.");
    expect(html).toContain('value="&quot;quoted&quot;"');
    expect(html).toMatch(/name="question" value="yes"[^>]*checked/);
    expect(html).toContain('value="2026-05-04T09:30"');
    expect(html).toContain('value="&lt;2.4"');
    expect(html).toContain('href="#field-plan-remedy-text"');
    expect(html).toContain('id="field-plan-remedy-text-error"');
    expect(html).toContain('id="field-plan-remedy-products-0-versions-error"');
    expect(html).toContain("Not a field that is seen.");
  });

  test("has a spare row at the end of a list", () => {
    expect(drawn()).toContain('name="products.0.versions"');
    const html = drawn({ values: { "products.0.versions": "1" } });
    expect(html).toContain('name="products.1.versions"');
    expect(html).not.toContain('name="products.2.versions"');
  });

  test("sends no for a box that is not ticked", () => {
    const html = drawn();
    const no = html.indexOf('<input type="hidden" name="question" value="no"');
    expect(no).toBeGreaterThan(0);
    expect(html.indexOf('name="question" value="yes"')).toBeGreaterThan(no);
    expect(html).not.toContain("checked");
  });

  test("shows only the fields that a page asks for, in its order and words", () => {
    const html = drawn({ only: ["short", "text"], labels: { short: "Summary" } });
    expect(html).toContain("Summary");
    expect(html).not.toContain("Available by");
    expect(html.indexOf('name="short"')).toBeLessThan(html.indexOf('name="text"'));
  });

  test("reads instants in the first zone unless another is chosen", () => {
    const zones = ["Europe/Paris", "UTC"];
    expect(drawn({ zones })).toMatch(/<option[^>]*value="Europe\/Paris"[^>]*selected/);
    const instant = { promisedFor: "2026-05-04T07:30:00.000Z" };
    expect(drawn({ zones, values: instant })).toMatch(/<option[^>]*value="UTC"[^>]*selected/);
  });
});
