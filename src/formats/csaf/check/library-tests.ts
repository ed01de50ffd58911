/**
 * The list of rules beyond the schema: the validator library's tests by number, two of them
 * replaced by our own. Never 6.3.6 and 6.3.7 (they request URLs out of the document: SSRF) nor
 * 6.3.8 (it starts a spelling program), not even loaded.
 */
import type { Finding } from "../../../core/finding.ts";
import { missingItemInRevisionHistory } from "./6-1-21-missing-item-in-revision-history.ts";
import { prohibitedDocumentCategoryName } from "./6-1-26-prohibited-document-category-name.ts";
import { informative, mandatory, optional } from "./library-modules.ts";
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

// The package has no types, and those of an imported module claim a default that is not there.
const testsIn = (module: object) => module as Readonly<Record<string, LibraryTest>>;

const ownMandatory: Record<string, (document: TrackedDocument) => Finding[]> = {
  "6.1.21": missingItemInRevisionHistory,
  "6.1.26": prohibitedDocumentCategoryName,
};

/** What makes a document invalid. 6.1.8 is part of the schema. */
export const mandatoryRules: readonly CsafRule[] = Object.entries(testsIn(mandatory))
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
  ...Object.entries(testsIn(optional)).map(([name, test]) => libraryRule(numberOf(name), test)),
  ...Object.entries(informative).map(([rule, test]) => libraryRule(rule, test)),
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
