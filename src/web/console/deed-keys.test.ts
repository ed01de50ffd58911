/** The keys of deeds: each deed with a form has one, and none takes a key that a page has. */
import { expect, test } from "vitest";
import { actions } from "../../actions/registry.ts";
import { ruleOf } from "../../core/people/deeds.ts";
import { staffRoles } from "../../core/people/roles.ts";
import { deedKeys, keyGroups } from "./deed-keys.ts";

/** Done by a script in parts, for many cases at once, or by buttons inside every form: drafts. */
const withoutForm = [
  "begin-upload",
  "end-upload",
  "rule-on-case",
  "take-back-ruling",
  "keep-draft",
  "drop-draft",
];

const ofColleagues = actions
  .filter(({ path }) => path?.startsWith("/cases/{caseId}"))
  .map(({ deed }) => deed)
  .filter((deed) => staffRoles.some((role) => ruleOf(deed).by.includes(role)));

const keys = Object.values(deedKeys).map(({ key }) => key);

test("every deed of colleagues on a case has keys of its own", () => {
  const without = ofColleagues.filter((deed) => !(deed in deedKeys));
  expect(without.sort()).toEqual([...withoutForm].sort());
  expect(Object.keys(deedKeys).filter((deed) => !ofColleagues.includes(deed as never))).toEqual([]);
  expect(new Set(keys).size).toBe(keys.length);
});

test("keys of deeds are pairs that begin with no key of a page", () => {
  const ofPages = [..."123456789", ..."jkxXtrunqwasg!/?."];
  for (const key of keys) expect(key).toMatch(/^[a-z] [a-zA-Z]$/);
  expect(new Set(keys.map(([first]) => first))).toEqual(new Set(Object.keys(keyGroups)));
  expect(Object.keys(keyGroups).filter((first) => ofPages.includes(first))).toEqual([]);
});
