/**
 * Examines the text of a CSAF 2.0 document: JSON, schema, mandatory rules, then advice. Any text
 * gives a verdict; nothing in it makes this throw. It can take seconds: run it in a worker.
 */
import type { Finding } from "../../../core/finding.ts";
import type { CsafRule } from "./library-tests.ts";
import { schemaFindings } from "./schema.ts";

export interface CsafVerdict {
  /** No errors: the schema and every mandatory rule hold. */
  readonly valid: boolean;
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** Loads everything a check needs, so that the first document does not wait for it. */
export async function warmUp(): Promise<void> {
  schemaFindings({});
  await import("./library-tests.ts");
}

export async function examine(text: string): Promise<CsafVerdict> {
  const parsed = parse(text);
  if ("finding" in parsed) return verdict([parsed.finding]);
  const shape = schemaSafely(parsed.document);
  if (shape.length > 0) return verdict(shape);
  const { mandatoryRules, advisoryRules } = await import("./library-tests.ts");
  const advice = isLarge(parsed.document)
    ? advisoryRules.filter(({ rule }) => rule !== "6.2.20")
    : advisoryRules;
  return verdict(
    await findingsOf(mandatoryRules, parsed.document),
    await findingsOf(advice, parsed.document),
  );
}

function parse(text: string): { document: unknown } | { finding: Finding } {
  try {
    return { document: JSON.parse(text) };
  } catch (error) {
    return { finding: { rule: "json", path: "", message: `This is not JSON: ${reason(error)}` } };
  }
}

/** Thousands of nested branches overflow the validator's stack: a finding, not a crash. */
function schemaSafely(document: unknown): Finding[] {
  try {
    return schemaFindings(document);
  } catch (error) {
    return [
      { rule: "schema", path: "", message: `The schema cannot be applied: ${reason(error)}` },
    ];
  }
}

async function findingsOf(rules: readonly CsafRule[], document: unknown): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { rule, run } of rules) {
    try {
      found.push(...(await run(document)));
    } catch (error) {
      // Closed: a rule that cannot be applied is broken, or a crafted document could skip it.
      const message = `The rule cannot be applied: ${reason(error)}`;
      found.push({ rule, path: "", message });
    }
  }
  return found;
}

// 6.2.20 compiles down to the library's own strict schema, quadratic in the number of products.
function isLarge(document: unknown): boolean {
  return (JSON.stringify(document).match(/"product_id":/g)?.length ?? 0) > 1000;
}

function verdict(errors: Finding[], warnings: Finding[] = []): CsafVerdict {
  return { valid: errors.length === 0, errors, warnings };
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
