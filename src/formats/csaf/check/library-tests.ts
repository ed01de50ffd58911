/**
 * The list of rules beyond the schema: the validator library's tests by number, two of them
 * replaced by our own. Never 6.3.6 and 6.3.7 (they request URLs out of the document: SSRF) nor
 * 6.3.8 (it starts a spelling program), not even loaded.
 */
import informative1 from "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_1.js";
import informative2 from "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_2.js";
import informative3 from "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_3.js";
import informative4 from "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_4.js";
import informative5 from "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_5.js";
import informative9 from "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_9.js";
import informative10 from "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_10.js";
import informative11 from "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_11.js";
import * as mandatory from "@secvisogram/csaf-validator-lib/lib/mandatoryTests.js";
import * as optional from "@secvisogram/csaf-validator-lib/lib/optionalTests.js";
import type { Finding } from "../../../core/finding.ts";
import { missingItemInRevisionHistory } from "./6-1-21-missing-item-in-revision-history.ts";
import { prohibitedDocumentCategoryName } from "./6-1-26-prohibited-document-category-name.ts";
import type { TrackedDocument } from "./tracked-document.ts";

/** What one of the library's tests answers; which lists it fills depends on the group. */
export interface LibraryResult {
  isValid?: boolean;
  errors?: LibraryFinding[];
  warnings?: LibraryFinding[];
  infos?: LibraryFinding[];
}

interface LibraryFinding {
  message: string;
  instancePath: string;
}

export type LibraryTest = (document: unknown) => LibraryResult | Promise<LibraryResult>;

/** One rule; `run` may throw where the library did not think of a shape. */
export interface CsafRule {
  readonly rule: string;
  readonly run: (document: unknown) => Promise<Finding[]>;
}

const ownMandatory: Record<string, (document: TrackedDocument) => Finding[]> = {
  "6.1.21": missingItemInRevisionHistory,
  "6.1.26": prohibitedDocumentCategoryName,
};

/** What makes a document invalid. 6.1.8 is part of the schema. */
export const mandatoryRules: readonly CsafRule[] = Object.entries(mandatory)
  .map(([name, test]) => {
    const rule = numberOf(name);
    const own = ownMandatory[rule];
    // The schema has passed before any rule runs, so the shape is there.
    return own
      ? { rule, run: async (document: unknown) => own(document as TrackedDocument) }
      : libraryRule(rule, test);
  })
  .sort(byNumber);

/** What a careful publisher mends: the optional and the harmless informative tests. */
export const advisoryRules: readonly CsafRule[] = [
  ...Object.entries(optional).map(([name, test]) => libraryRule(numberOf(name), test)),
  libraryRule("6.3.1", informative1),
  libraryRule("6.3.2", informative2),
  libraryRule("6.3.3", informative3),
  libraryRule("6.3.4", informative4),
  libraryRule("6.3.5", informative5),
  libraryRule("6.3.9", informative9),
  libraryRule("6.3.10", informative10),
  libraryRule("6.3.11", informative11),
].sort(byNumber);

function libraryRule(rule: string, test: LibraryTest): CsafRule {
  return {
    rule,
    run: async (document) => {
      const { isValid = true, errors = [], warnings = [], infos = [] } = await test(document);
      const found = [...errors, ...warnings, ...infos].map(({ instancePath, message }) => ({
        rule,
        path: instancePath,
        message,
      }));
      return found.length === 0 && !isValid
        ? [{ rule, path: "", message: "The document breaks this rule." }]
        : found;
    },
  };
}

/** `mandatoryTest_6_1_27_3` is 6.1.27.3. */
function numberOf(name: string): string {
  return name.slice(name.indexOf("_") + 1).replaceAll("_", ".");
}

function byNumber(a: CsafRule, b: CsafRule): number {
  return a.rule.localeCompare(b.rule, "en", { numeric: true });
}
