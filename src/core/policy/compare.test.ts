import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { policyFiles, policyOf } from "../../../test/support/policy-files.ts";
import { chapterOfSetting } from "./chapters.ts";
import { comparePolicies, type PolicyChange } from "./compare.ts";
import type { Policy } from "./policy.ts";
import { publishedSettings } from "./published-settings.ts";

const ale = policyOf("ale.yaml");
const { promises, disclosure, reporterUndertakings } = ale;
const acknowledge = { ...promises["acknowledge-report"], within: { workingDays: 77 } };

/** One change each to the ALE policy: of texts, words, numbers, lists and groups. */
const edits: readonly ((policy: Policy) => Policy)[] = [
  (policy) => ({ ...policy, rewards: "We pay nothing." }),
  (policy) => ({ ...policy, embargo: { ...policy.embargo, endsWhen: ["consent"] } }),
  (policy) => ({ ...policy, organisation: { ...policy.organisation, programme: [] } }),
  (policy) => ({
    ...policy,
    organisation: {
      ...policy.organisation,
      programme: ["First of all this.", ...policy.organisation.programme],
    },
  }),
  (policy) => ({
    ...policy,
    organisation: {
      ...policy.organisation,
      programme: policy.organisation.programme.toReversed(),
    },
  }),
  (policy) => ({ ...policy, promises: { ...policy.promises, ...promised("text") } }),
  (policy) => ({ ...policy, promises: { ...policy.promises, ...promised("target") } }),
  (policy) => ({ ...policy, scoring: { ...policy.scoring, bands: policy.scoring.bands.slice(1) } }),
  (policy) => ({
    ...policy,
    disclosure: { ...policy.disclosure, conditions: disclosure.conditions.slice(0, 2) },
  }),
  (policy) => ({
    ...policy,
    reporterUndertakings: {
      ...reporterUndertakings,
      must: [{ en: "Be careful.", fr: "Soyez prudent." }],
    },
  }),
];

function promised(basis: "text" | "target"): Policy["promises"] {
  return { "acknowledge-report": { ...acknowledge, basis } } as Policy["promises"];
}

const aPolicy = fc.oneof(
  fc.constantFrom(...policyFiles.map(policyOf)),
  fc
    .subarray([...edits])
    .map((chosen) => chosen.reduce<Policy>((policy, edit) => edit(policy), ale)),
);

const shape = ({ path, kind }: PolicyChange) => `${kind} ${path}`;
const turned = { added: "removed", removed: "added", changed: "changed" } as const;

describe("two texts of a policy", () => {
  test("a text differs from itself in nothing", () => {
    fc.assert(
      fc.property(aPolicy, (policy) => {
        expect(comparePolicies(policy, structuredClone(policy))).toEqual({ told: [], untold: 0 });
      }),
    );
  });

  test("compared the other way round, what was added is what was removed", () => {
    fc.assert(
      fc.property(aPolicy, aPolicy, (a, b) => {
        const there = comparePolicies(a, b);
        const back = comparePolicies(b, a);
        const reversed = back.told.map((each) =>
          shape({ ...each, kind: turned[each.kind] } as never),
        );
        expect(there.told.map(shape).sort()).toEqual(reversed.sort());
        expect(there.untold).toBe(back.untold);
      }),
    );
  });

  test("each difference is told by a chapter, and only of a setting that pages print", () => {
    fc.assert(
      fc.property(aPolicy, aPolicy, (a, b) => {
        for (const { path, setting } of comparePolicies(a, b).told) {
          expect(publishedSettings).toContain(setting);
          if (!path.startsWith("promises.")) expect(chapterOfSetting(path), path).not.toBeNull();
        }
      }),
    );
  });
});

const differences = (edit: (policy: Policy) => Policy) => comparePolicies(ale, edit(ale)).told;

test("a sentence put in at the top changes no other", () => {
  const programme = ["First of all this.", ...ale.organisation.programme];
  const edit = (policy: Policy) => ({
    ...policy,
    organisation: { ...policy.organisation, programme },
  });
  expect(differences(edit)).toEqual([
    {
      path: "organisation.programme",
      setting: "organisation.programme.*",
      item: undefined,
      kind: "added",
      after: "First of all this.",
    },
  ]);
});

test("sentences that change places are told, for the order of a process matters", () => {
  const told = differences((policy) => ({
    ...policy,
    organisation: {
      ...policy.organisation,
      programme: policy.organisation.programme.toReversed(),
    },
  }));
  expect(told.map((each) => each.kind)).toEqual(["changed", "changed"]);
});

test("[ALE-29] a number that may not be said outside is in no comparison, and is counted as untold", () => {
  const other = { ...ale, promises: { ...promises, ...promised("target") } };
  const { told, untold } = comparePolicies(ale, other);
  expect(told.filter(({ setting }) => setting === "promises.*.within")).toEqual([]);
  expect(untold).toBe(1);
});

test("a date agreed case by case is told only beside the policy's own words", () => {
  const agreed = (says: string): Policy => ({
    ...ale,
    promises: {
      ...promises,
      "propose-embargo": { ...acknowledge, within: "agreed", basis: "agreed", says },
    } as Policy["promises"],
  });
  const numbers = (after: Policy) =>
    comparePolicies(ale, after).told.filter(
      ({ path }) => path === "promises.propose-embargo.within",
    );
  expect(numbers(agreed(""))).toEqual([]);
  expect(numbers(agreed("We propose an embargo."))).toHaveLength(1);
});

test("a target that becomes a promise is told as added, without the target that it was", () => {
  const other = { ...ale, promises: { ...promises, ...promised("text") } };
  const numbers = comparePolicies(ale, other).told.filter(
    ({ setting }) => setting === "promises.*.within",
  );
  expect(numbers).toMatchObject([{ kind: "added", after: { workingDays: 77 } }]);
});
