import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { letterTemplates } from "../letters/letter-catalogue.ts";
import { contentKinds, keyStates, type LeavesAs, type Leaving, mayLeave } from "./may-leave.ts";

/** Talk about what came in a plain mail, to somebody without a key, by the usual policy. */
const usual: Leaving = {
  ...{ says: "talk", key: "none", wrote: "plain", plainFor: ["talk", "decision"] },
  ...{ answered: "never-asked", toExpired: false },
};

const pointer = (because: string, ask = false) => ({ as: "pointer", because, ask });
const withheld = (because: string) => ({ as: "withheld", because });
const encrypted = { as: "encrypted" };
const contentless = { as: "plain", because: "contentless" };
const open = { as: "plain", because: "public" };
const agreed = { as: "plain", because: "agreed" };

const table: readonly (readonly [string, Partial<Leaving>, object])[] = [
  ["a good key is used for whatever is said", { key: "good", says: "secret" }, encrypted],
  [
    "a good key is used for a letter that says nothing",
    { key: "good", says: "nothing" },
    encrypted,
  ],
  ["a letter that says nothing leaves without a key", { says: "nothing" }, contentless],
  ["… and with a revoked key", { says: "nothing", key: "revoked" }, contentless],
  ["… and with a key that nobody confirmed", { says: "nothing", key: "unconfirmed" }, contentless],
  ["a revoked key holds talk back", { key: "revoked" }, withheld("revoked")],
  ["a revoked key is never written to", { key: "revoked", toExpired: true }, withheld("revoked")],
  [
    "an unusable key holds a decision back",
    { key: "unusable", says: "decision" },
    withheld("unusable"),
  ],
  ["an expired key holds talk back", { key: "expired" }, withheld("expired")],
  [
    "an expired key is written to by a recorded choice",
    { key: "expired", toExpired: true },
    encrypted,
  ],
  [
    "that they agreed to plain does not outlive their key",
    { key: "expired", answered: "agreed" },
    withheld("expired"),
  ],
  ["without a key we point to the portal, and ask once", {}, pointer("not-agreed", true)],
  ["… and do not ask again", { answered: "asked" }, pointer("not-agreed")],
  ["… and answer as it came, once they agreed", { answered: "agreed" }, agreed],
  ["… and never, once they declined", { answered: "declined" }, pointer("declined")],
  [
    "our decision on what they sent us is answered as it came, too",
    { says: "decision", answered: "agreed" },
    agreed,
  ],
  [
    "what is not public waits on the portal, though they agreed",
    { says: "secret", answered: "agreed" },
    pointer("kind"),
  ],
  [
    "a policy may keep decisions back as well",
    { says: "decision", answered: "agreed", plainFor: ["talk"] },
    pointer("kind"),
  ],
  ["what is public leaves as it stands, and nobody is asked", { says: "public" }, open],
  [
    "… also to who wrote encrypted and left no key",
    { says: "public", wrote: "encrypted", plainFor: [] },
    open,
  ],
  ["… encrypted where that can be", { says: "public", key: "good" }, encrypted],
  ["… and not past a key that fails", { says: "public", key: "revoked" }, withheld("revoked")],
  ["a policy may let nothing out", { answered: "agreed", plainFor: [] }, pointer("kind")],
  [
    "who wrote encrypted is never answered in plain",
    { wrote: "encrypted", answered: "agreed" },
    pointer("wrote-encrypted"),
  ],
  ["who wrote on our site reads there", { wrote: "site" }, pointer("no-key")],
  ["… but may ask for plain mail", { wrote: "site", answered: "agreed" }, agreed],
  [
    "nothing is encrypted to a key that nobody confirmed",
    { key: "unconfirmed", says: "secret" },
    pointer("unconfirmed"),
  ],
  [
    "… and who agreed to plain gets plain meanwhile",
    { key: "unconfirmed", answered: "agreed" },
    agreed,
  ],
];

describe("what may leave, and how", () => {
  test.each(table)("%s", (_, given, leaves) => {
    expect(mayLeave({ ...usual, ...given })).toEqual(leaves);
  });

  const anyLeaving: fc.Arbitrary<Leaving> = fc.record({
    says: fc.constantFrom("nothing" as const, "public" as const, ...contentKinds),
    key: fc.constantFrom(...keyStates),
    wrote: fc.constantFrom("plain" as const, "encrypted" as const, "site" as const),
    plainFor: fc.subarray([...contentKinds]),
    answered: fc.constantFrom(
      "never-asked" as const,
      "asked" as const,
      "agreed" as const,
      "declined" as const,
    ),
    toExpired: fc.boolean(),
  });

  const holds = (rule: (leaving: Leaving, leaves: LeavesAs) => boolean) =>
    fc.assert(
      fc.property(anyLeaving, (leaving) => rule(leaving, mayLeave(leaving))),
      { numRuns: 2000 },
    );

  test("[ALE-44] words of the matter leave in plain only where the policy lets that kind out and the party agreed", () => {
    holds(({ says, plainFor, answered, wrote, key }, { as }) => {
      if (as !== "plain" || says === "nothing" || says === "public") return true;
      const noKey = key === "none" || key === "unconfirmed";
      return noKey && plainFor.includes(says) && answered === "agreed" && wrote !== "encrypted";
    });
  });

  test("a letter that says nothing is never withheld", () => {
    holds(({ says }, { as }) => says !== "nothing" || as === "plain" || as === "encrypted");
  });

  test("nothing is encrypted to a key that is revoked, unusable or nobody's, nor to an expired one by itself", () => {
    holds(
      ({ key, toExpired }, { as }) =>
        as !== "encrypted" || key === "good" || (key === "expired" && toExpired),
    );
  });

  test("what is public is never a pointer", () => {
    holds(({ says }, { as }) => says !== "public" || as !== "pointer");
  });

  test("where a confirmed key fails, nothing of the matter leaves instead, not even a pointer", () => {
    holds(({ says, key, toExpired }, { as }) => {
      const fails = key === "revoked" || key === "unusable" || (key === "expired" && !toExpired);
      return !fails || says === "nothing" || as === "withheld";
    });
  });

  test("the letters that everything else rests on say nothing of the matter", () => {
    for (const name of [
      "acknowledgement",
      "live-incident",
      "key-request",
      "pointer",
      "could-not-encrypt",
    ] as const) {
      expect([name, letterTemplates[name].says]).toEqual([name, "nothing"]);
    }
  });
});
