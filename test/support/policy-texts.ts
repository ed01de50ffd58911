/** What a policy says and settles, for tests that hold it against the page that it follows. */
import { conflicts } from "../../src/core/policy/conflicts.ts";
import type { Policy } from "../../src/core/policy/policy.ts";
import { wordingOf } from "../../src/core/policy/promise-terms.ts";

/** A text that people read: its setting ("promises.relevancy.says") and its words per language. */
export type SaidText = { path: string; words: Readonly<Record<string, string>> };

/** Every text of the policy; one that is a plain string counts as English. */
export function textsOf(policy: Policy): SaidText[] {
  return leavesOf(policy, "").flatMap(({ path, value }) => {
    if (typeof value !== "string") return [{ path, words: value }];
    return value.includes(" ") && !isName(path) ? [{ path, words: { en: value } }] : [];
  });
}

/** Names that are the same in every language, and the pattern of a number series. */
function isName(path: string): boolean {
  return /^(organisation\.(name|shortName|teamName|(standards|entities)\.\d+\.name)|responses\.noReplyClasses\.\d+\.name|disclosure\.bodies\.\d+|.*\.series)$/.test(
    path,
  );
}

type Leaf = { path: string; value: string | Readonly<Record<string, string>> };

function leavesOf(value: unknown, path: string): Leaf[] {
  if (typeof value === "string") return [{ path, value }];
  if (typeof value !== "object" || value === null) return [];
  if ("en" in value) return [{ path, value: value as Readonly<Record<string, string>> }];
  return Object.entries(value).flatMap(([key, each]) =>
    leavesOf(each, path === "" ? key : `${path}.${key}`),
  );
}

/** The texts of a policy but for `ours`: settings that begin so, each with the reason. */
export function textsBut(policy: Policy, ours: Readonly<Record<string, string>>): SaidText[] {
  const starts = Object.keys(ours);
  return textsOf(policy).filter(({ path }) => !starts.some((start) => path.startsWith(start)));
}

/** How the fourteen points are settled where a page says nothing of them: by us. */
export const pageIsSilent: Readonly<Record<string, unknown>> = {
  "scoring.cvssDefault": "3.1",
  "scoring.accepted": ["3.0", "3.1", "4.0"],
  "scoring.readOnly": ["2.0"],
  "reporterUndertakings.strength": "asked",
  "embargo.endsWhen": ["published"],
  "responses.noReplyClasses": [],
  "cna.excludesThirdPartyComponents": false,
  "explanations.toReporter": "reasoned",
  "explanations.publicMayOmitDetails": false,
  "disclosure.places": { publicPage: "always" },
  "liveIncident.raisesExploitationCheck": true,
  "recognition.default": "none-until-asked",
  "recognition.vendorDecision": "case-by-case",
  "thirdParty.forwardIdentity": "only-with-permission",
  "embargo.coordinatorDefault": { days: 45 },
  "channels.plainReplies": "if-reporter-wrote-plain",
  "channels.plainKinds": ["talk", "decision"],
  "appeals.finalWithin": "not-final",
  "appeals.nextLevel": "",
};

/** Every setting that answers a point on which policies differ, by its path. */
export function conflictSettingsOf(policy: Policy): Record<string, unknown> {
  const at = (path: string) =>
    path
      .split(".")
      .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], policy);
  const paths = Object.values(conflicts).flat();
  return Object.fromEntries(paths.map((path) => [path, at(path)]));
}

/** The promises whose date people outside are told, and as what; numbers of a rule are not. */
export function toldNumbersOf(policy: Policy): Record<string, string> {
  const wordings = Object.entries(policy.promises).map(([id, terms]) => [id, wordingOf(terms)]);
  return Object.fromEntries(wordings.filter(([, wording]) => wording !== "unsaid"));
}
