import { expect, test } from "vitest";
import { z } from "zod";
import type { FormField } from "../lib/form-description.ts";
import { formOf } from "./form-of.ts";
import { actions } from "./registry.ts";

const asked = actions.filter((action) => action.path !== null);

function field(deed: string, name: string): FormField | undefined {
  const action = asked.find((each) => each.deed === deed);
  return action && formOf(action).fields.find((each) => each.name === name);
}

test.each(asked.map((action) => [action.deed, action] as const))(
  "%s has a form with a label for every field of its input",
  (_, action) => {
    const form = formOf(action);
    expect(form.fields.map(({ name }) => name)).toEqual(Object.keys(action.input.shape));
    for (const each of form.fields) expect(each.label).not.toBe("");
  },
);

test("what the path names travels hidden, other ids are chosen", () => {
  expect(field("assign-case", "caseId")?.kind).toBe("hidden");
  expect(field("assign-case", "ownerId")?.kind).toBe("id");
  expect(field("deliver-remedy", "remedyId")?.kind).toBe("hidden");
});

test("each field is asked in the way its schema calls for", () => {
  expect(field("decide-relevancy", "outcome")).toMatchObject({ kind: "choice", required: true });
  expect(field("decide-relevancy", "touches")).toMatchObject({ kind: "choices", required: false });
  expect(field("decide-relevancy", "explanation")).toMatchObject({
    kind: "long-text",
    maxLength: 50_000,
  });
  expect(field("plan-remedy", "promisedFor")?.kind).toBe("instant");
  expect(field("send-message", "question")).toMatchObject({ kind: "yes-no", fallback: "no" });
  expect(field("score-vulnerability", "vector")).toMatchObject({ kind: "text", required: true });
  expect(field("take-report", "files")?.kind).toBe("files");
  expect(field("set-affected-products", "products")?.columns?.map(({ kind }) => kind)).toEqual([
    "id",
    "choice",
    "text",
    "choice",
  ]);
});

test("the words of a choice are its own or made from its value", () => {
  const outcomes = field("decide-relevancy", "outcome")?.choices?.map(({ label }) => label);
  expect(outcomes).toEqual(["Relevant", "Not relevant", "Need more"]);
  const input = z.object({
    band: z
      .enum(["a", "b_c"])
      .nullable()
      .meta({ title: "Band", words: { a: "The first" } }),
    count: z.int().min(1).max(9).default(2),
  });
  const form = formOf({ deed: "close-case", title: "", summary: "", path: null, input });
  expect(form.fields[0]?.choices).toEqual([
    { value: "a", label: "The first" },
    { value: "b_c", label: "B c" },
  ]);
  expect(form.fields[1]).toMatchObject({ kind: "number", min: 1, max: 9, fallback: "2" });
});
