/**
 * The OASIS schema of CSAF 2.0, compiled once. It runs before every other rule: the library's
 * tests throw on documents that the schema refuses.
 */
import csafSchema from "@secvisogram/csaf-validator-lib/lib/schemaTests/csaf_2_0/schema.js";
import cvss2 from "@secvisogram/csaf-validator-lib/schemas/cvss-v2.0.js";
import cvss30 from "@secvisogram/csaf-validator-lib/schemas/cvss-v3.0.js";
import cvss31 from "@secvisogram/csaf-validator-lib/schemas/cvss-v3.1.js";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { default as addFormats } from "ajv-formats";
import type { Finding } from "../../../core/finding.ts";

/** Findings of rule "schema"; empty when the document has the shape of CSAF 2.0. */
export function schemaFindings(document: unknown): Finding[] {
  const validate = compiled();
  if (validate(document)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => ({
    rule: "schema",
    path: instancePath,
    message: sentence(message ?? "does not fit the schema", params),
  }));
}

let validator: ValidateFunction | undefined;

function compiled(): ValidateFunction {
  validator ??= compile();
  return validator;
}

function compile(): ValidateFunction {
  // Not strict: the schema is OASIS' text. allErrors: authors want the whole list, not the first.
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(cvss2, "https://www.first.org/cvss/cvss-v2.0.json");
  ajv.addSchema(cvss30, "https://www.first.org/cvss/cvss-v3.0.json");
  ajv.addSchema(cvss31, "https://www.first.org/cvss/cvss-v3.1.json");
  return ajv.compile(withPlainProductLists(csafSchema));
}

/**
 * The same schema with the item type of product lists written out. Ajv compares `uniqueItems` of
 * `$ref` items pair by pair, which takes seconds on large documents; of plain strings by a set.
 */
function withPlainProductLists(schema: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(schema) as {
    $defs: { products_t: ListSchema; product_groups_t: ListSchema };
  };
  copy.$defs.products_t.items = { type: "string", minLength: 1 };
  copy.$defs.product_groups_t.items = { type: "string", minLength: 1 };
  return copy;
}

interface ListSchema {
  items: object;
}

function sentence(message: string, params: Record<string, unknown>): string {
  const allowed = params.allowedValues;
  return Array.isArray(allowed) ? `${message}: ${allowed.join(", ")}` : message;
}
