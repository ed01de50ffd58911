import { expect, test } from "vitest";
import { actions } from "../actions/registry.ts";
import { refusals } from "../core/refusal-codes.ts";
import { openapiDocument } from "./openapi.ts";
import { deedOperations, namesIn } from "./operations.ts";
import { reads } from "./reads.ts";

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: object }[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly security: readonly object[];
}
const document = openapiDocument("http://localhost:8080") as {
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, object>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

function everyValue(value: unknown, visit: (name: string, value: unknown) => void): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    visit(name, inner);
    everyValue(inner, visit);
  }
}

test("every deed with a path and every read is an operation, each under its own id", () => {
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  const expected = [
    ...actions.filter((action) => action.path !== null).map(({ deed }) => deed),
    ...reads.map(({ id }) => id),
  ];
  expect(ids.toSorted()).toEqual(expected.toSorted());
  for (const { summary, responses } of operations) {
    expect(summary).not.toBe("");
    expect(Object.keys(responses).length).toBeGreaterThan(3);
  }
});

test("each name in a path is a parameter of it, and no other", () => {
  for (const { path, parameters = [] } of operations) {
    const inPath = parameters.filter((each) => each.in === "path");
    expect(inPath.map(({ name }) => name)).toEqual(namesIn(path));
    expect(inPath.every(({ required, schema }) => required && typeof schema === "object")).toBe(
      true,
    );
  }
});

test("what the path names is a field of the deed's input, and not asked again in the body", () => {
  for (const { action, parameters } of deedOperations) {
    expect(Object.keys(action.input.shape)).toEqual(expect.arrayContaining([...parameters]));
  }
  const body = document.components.schemas?.DecideRelevancyInput as { properties: object };
  const asked = ["outcome", "touches", "reasons", "explanation", "asOf"];
  expect(Object.keys(body.properties)).toEqual(asked);
});

test("every reference leads somewhere", () => {
  const found: string[] = [];
  everyValue(document, (name, value) => {
    if (name === "$ref") found.push(String(value));
  });
  expect(found.length).toBeGreaterThan(20);
  for (const reference of found) {
    const [, components, kind = "", name = ""] = reference.split("/");
    expect(components).toBe("components");
    expect(document.components[kind]?.[name], reference).toBeDefined();
  }
});

test("each operation says who may and with which token", () => {
  for (const { path, method, security } of operations) {
    expect(security, `${method} ${path}`).toBeDefined();
  }
  const relevancy = document.paths["/cases/{caseId}/relevancy"]?.post as unknown as Record<
    string,
    unknown
  >;
  expect(relevancy.security).toEqual([{ token: ["decide-relevancy"] }, { session: [] }]);
  expect(relevancy["x-parley-permission"]).toEqual({
    deed: "decide-relevancy",
    on: "case",
    by: ["analyst", "lead", "coordinator-analyst"],
  });
  expect(document.paths["/reports"]?.post?.security[0]).toEqual({});
});

test("the codes of each response are those of its status", () => {
  const response = document.components.responses?.Refusal404 as {
    content: { "application/json": { schema: { properties: { code: { enum: string[] } } } } };
  };
  const codes = response.content["application/json"].schema.properties.code.enum;
  expect(codes).toContain("access.not-found");
  for (const code of codes) expect(refusals[code as keyof typeof refusals].status).toBe(404);
});
