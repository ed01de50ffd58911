/**
 * The OpenAPI 3.1 document, made from the registry of actions and the list of reads: what it says
 * of an operation is what the operation runs.
 */
import { z } from "zod";
import { type Deed, ruleOf } from "../core/people/deeds.ts";
import { type RefusalCode, refusals } from "../core/refusal-codes.ts";
import { apiRoot, type DeedOperation, deedOperations, namesIn } from "./operations.ts";
import type { Read } from "./read.ts";
import { reads } from "./reads.ts";

type Json = Readonly<Record<string, unknown>>;

/** The document for an installation at this address. */
export function openapiDocument(baseUrl: string): Json {
  const schemas: Record<string, unknown> = { ...commonSchemas };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const read of reads) {
    paths[read.path] = { ...paths[read.path], get: readEntry(read, schemas) };
  }
  for (const operation of deedOperations) {
    const { path } = operation.action;
    paths[path] = { ...paths[path], post: deedEntry(operation, schemas) };
  }
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: {
      title: "Parley",
      version: "1",
      summary: "Every deed of Parley that a person can do.",
      description: introduction,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: `${baseUrl}${apiRoot}` }],
    paths,
    components: { schemas, responses: refusalResponses(), securitySchemes },
  };
}

const introduction = `Changes are POST requests with a JSON object; other types of body are refused.
A refusal has a stable \`code\`, a sentence for people and \`requestId\`; \`input.invalid\` names every
field in \`faults\`. What is not yours and what is not there are answered alike, with 404. Lists are
read page by page: give the \`next\` of a page as \`after\`.`;

const securitySchemes = {
  token: {
    type: "http",
    scheme: "bearer",
    description: "An API token of one's own, scoped and expiring (POST /tokens).",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "parley-session",
    description: "The session of a browser; over https its name begins with __Host-.",
  },
} as const;

const commonSchemas = {
  Refusal: {
    type: "object",
    required: ["code", "message", "requestId"],
    properties: {
      code: { type: "string", description: "Stable; it never changes its meaning." },
      message: { type: "string", description: "One sentence for people." },
      details: {
        type: "object",
        additionalProperties: { type: ["string", "number", "boolean"] },
      },
      faults: {
        type: "array",
        items: {
          type: "object",
          required: ["field", "message"],
          properties: { field: { type: "string" }, message: { type: "string" } },
        },
      },
      requestId: { type: "string" },
    },
  },
  Done: {
    type: "object",
    description: "Ids and instants of what the deed made.",
    additionalProperties: true,
  },
} as const;

function deedEntry(
  { action, parameters, status }: DeedOperation,
  schemas: Record<string, unknown>,
) {
  const name = `${nameOf(action.deed)}Input`;
  const input = z.toJSONSchema(action.input, { io: "input", unrepresentable: "any" }) as Schema;
  schemas[name] = bodySchema(input, parameters);
  const needed = (schemas[name] as Schema).required ?? [];
  return {
    operationId: action.deed,
    summary: action.summary,
    description: whoMay(action.deed),
    tags: [tagOf(action.path)],
    ...permission(action.deed),
    ...(parameters.length > 0
      ? { parameters: parameters.map((each) => inPath(each, input.properties?.[each])) }
      : {}),
    requestBody: {
      required: needed.length > 0,
      content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
    },
    responses: {
      [status]: answered({ $ref: "#/components/schemas/Done" }),
      ...refusalsOf(deedRefusals(action.deed, parameters.length > 0)),
    },
  };
}

function readEntry(read: Read, schemas: Record<string, unknown>) {
  const name = `${nameOf(read.id)}Answer`;
  const { $schema: _, ...answer } = z.toJSONSchema(read.answer, { unrepresentable: "any" });
  schemas[name] = answer;
  const query = z.toJSONSchema(read.query, { io: "input", unrepresentable: "any" }) as Schema;
  const pathNames = namesIn(read.path);
  const statuses = read.open ? [422, 429, 500, 503] : [401, 403, 404, 422, 429, 500, 503];
  return {
    operationId: read.id,
    summary: read.summary,
    tags: [tagOf(read.path)],
    security: read.open ? [] : [{ token: ["read"] }, { session: [] }],
    parameters: Object.entries(query.properties ?? {}).map(([each, schema]) =>
      pathNames.includes(each)
        ? inPath(each, schema)
        : { name: each, in: "query", required: false, ...describedBy(schema) },
    ),
    responses: {
      200: answered({ $ref: `#/components/schemas/${name}` }),
      ...refusalsOf(statuses),
    },
  };
}

interface Schema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** The input without what the path says already. */
function bodySchema(input: Schema, parameters: readonly string[]): Schema {
  const { $schema: _, ...schema } = input;
  const properties = Object.fromEntries(
    Object.entries(schema.properties ?? {}).filter(([name]) => !parameters.includes(name)),
  );
  const required = (schema.required ?? []).filter((name) => !parameters.includes(name));
  const { required: __, ...rest } = schema;
  return { ...rest, properties, ...(required.length > 0 ? { required } : {}) };
}

function inPath(name: string, schema: Schema | undefined) {
  return { name, in: "path", required: true, ...describedBy(schema ?? {}) };
}

function describedBy(schema: Schema) {
  const { title, description, ...rest } = schema;
  const said = [title, description].filter(Boolean).join(". ");
  return { ...(said ? { description: said } : {}), schema: rest };
}

function whoMay(deed: Deed): string {
  const { on, by } = ruleOf(deed);
  if (by.includes("anyone")) return "Open to anybody.";
  const who = by.filter((role) => role !== "system").join(", ");
  return on === "case" ? `For members of the case as: ${who}.` : `For: ${who}.`;
}

function permission(deed: Deed): Json {
  const { on, by } = ruleOf(deed);
  const open = by.includes("anyone");
  const secured = [{ token: [deed] }, { session: [] }];
  return {
    // An empty requirement says that it works without, too.
    security: open ? [{}, ...secured] : secured,
    "x-parley-permission": { deed, on, by: [...by] },
  };
}

function deedRefusals(deed: Deed, onSubject: boolean): number[] {
  const { by } = ruleOf(deed);
  return [
    400,
    401,
    ...(by.includes("anyone") ? [] : [403]),
    ...(onSubject ? [404] : []),
    409,
    413,
    415,
    422,
    429,
    500,
    503,
  ];
}

function refusalsOf(statuses: readonly number[]): Json {
  return Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/Refusal${status}` }]),
  );
}

/** Codes that only a start or a command meets. */
const neverAnswered = /^(server|key|policy|securitytxt)\./;

/** One response for each status, with the codes it may carry. */
function refusalResponses(): Json {
  const byStatus = new Map<number, string[]>([[500, ["internal"]]]);
  for (const code of Object.keys(refusals) as RefusalCode[]) {
    if (neverAnswered.test(code)) continue;
    const { status } = refusals[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      `Refusal${status}`,
      answered({
        allOf: [{ $ref: "#/components/schemas/Refusal" }],
        properties: { code: { enum: codes.toSorted() } },
      }),
    ]),
  );
}

function answered(schema: Json) {
  const { $ref } = schema;
  const description = typeof $ref === "string" ? "It is done." : "Refused.";
  return { description, content: { "application/json": { schema } } };
}

/** "decide-relevancy" as "DecideRelevancy". */
function nameOf(deed: string): string {
  return deed.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}

function tagOf(path: string): string {
  return path.split("/")[1] ?? "";
}
