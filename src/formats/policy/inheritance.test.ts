import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { policyOf, policyText } from "../../../test/support/policy-files.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { laidOver, parentIn, readPolicy } from "./read-policy.ts";

const template = policyText("template.yaml");
const parent = policyOf("template.yaml");
const own = `inherits: template
name: works
version: 4
inForceFrom: "2026-05-01T00:00:00Z"
`;

function childOf(settings: string): Policy {
  const read = readPolicy(laidOver(template, own + settings));
  if ("findings" in read) throw new Error(JSON.stringify(read.findings));
  return read.policy;
}

function complaints(child: string): string[] {
  const read = readPolicy(laidOver(template, child));
  return "findings" in read ? read.findings.map(({ message }) => message) : [];
}

describe("a child entity's policy", () => {
  test("[TH-33] is its parent's with its own settings over it, and says which those are", () => {
    const policy = childOf("organisation: { shortName: Works }\nroles: [vendor, cna]\n");
    expect(policy.name).toBe("works");
    expect(policy.version).toBe(4);
    expect(policy.organisation).toEqual({ ...parent.organisation, shortName: "Works" });
    expect(policy.roles).toEqual(["vendor", "cna"]);
    expect(policy.promises).toEqual(parent.promises);
    expect(policy.inherited).toEqual({
      from: "template",
      version: parent.version,
      overrides: ["organisation.shortName", "roles"],
    });
  });

  test("overrides nothing where it repeats what its parent says", () => {
    expect(childOf("roles: [vendor]\n").inherited?.overrides).toEqual([]);
  });

  test("a length and a text in several languages are replaced as a whole", () => {
    const policy = childOf(`promises: { relevancy: { within: { days: 3 } } }
languages: [en, fr]
rewards: { en: None., fr: Aucune. }
`);
    expect(policy.promises.relevancy?.within).toEqual({ days: 3 });
    expect(policy.promises.relevancy?.basis).toBe(parent.promises.relevancy?.basis);
    const read = readPolicy(
      laidOver(
        laidOver(template, `${own}languages: [en, fr]\nrewards: { en: None., fr: Aucune. }\n`),
        own.replace("works", "shop").replace("template", "works").concat("rewards: { en: Some. }"),
      ),
    );
    // The parent's French does not stand beside the child's English: it is missed.
    expect("findings" in read && read.findings.map(({ message }) => message)).toEqual([
      "rewards: is not said in fr; this file's languages are en, fr",
    ]);
  });

  test("takes a setting away with ~", () => {
    const policy = childOf("promises: { coordinator-publication: ~ }\n");
    expect(policy.promises["coordinator-publication"]).toBeUndefined();
    expect(policy.inherited?.overrides).toEqual(["promises.coordinator-publication"]);
  });

  test("of a child names its own parent and what it says otherwise than that one", () => {
    const grandchild = own.replace("works", "shop").replace("template", "works");
    const text = laidOver(
      laidOver(template, `${own}roles: [cna]\n`),
      `${grandchild}rewards: Money.\n`,
    );
    const read = readPolicy(text);
    expect("policy" in read && read.policy.roles).toEqual(["cna"]);
    expect("policy" in read && read.policy.inherited).toEqual({
      from: "works",
      version: 4,
      overrides: ["rewards"],
    });
  });

  test.each([
    ["without a version", own.replace(/version.*\n/, ""), "version: is missing: a child's"],
    ["without a name", own.replace(/name.*\n/, ""), "name: is missing: a child's"],
    ["without a beginning", own.replace(/inForce.*\n/, ""), "inForceFrom: is missing: a child's"],
    ["with its parent's name", own.replace("works", "template"), "is the parent's name"],
    ["of another parent", own.replace("template", "thales"), 'names "thales", but the text'],
    ["that names no parent", own.replace(/inherits.*\n/, ""), "says whose child it is"],
    ["that is a list", "- a\n", "says whose child it is"],
    ["with an unknown setting", `${own}reward: x\n`, "reward: is not a setting"],
    ["with its list of overrides", `${own}inherited: {}\n`, "inherited: is not a setting"],
  ])("is refused %s", (_, child, says) => {
    expect(complaints(child).join("\n")).toContain(says);
  });

  test("without its parent's text is refused, and says whose child it is", () => {
    const read = readPolicy(own);
    expect("findings" in read && read.findings[0]?.message).toContain('the text of "template"');
    expect(parentIn(`# one\n${own}`)).toEqual({ name: "template", line: 2 });
    expect(parentIn(template)).toBeUndefined();
  });

  test("has its mistakes at the line of the text that makes them", () => {
    const begins = laidOver(template, "").split("\n").length;
    const lineOf = (child: string) => {
      const read = readPolicy(laidOver(template, child));
      return "findings" in read ? read.findings.map(({ line }) => line - begins + 1) : [];
    };
    expect(lineOf(`${own}roles: []\n`)).toEqual([5]);
    expect(lineOf(`${own}roles: [\n`)).toEqual([6]);
    expect(lineOf(`${own}channels:\n  officeHours:\n    holidays: XX\n`)).toEqual([7]);
    // A list is replaced: what its entry lacks is missing there, though the parent's has it.
    const condition = "  conditions:\n    - { id: one, judgedFrom: person, early: true }\n";
    expect(lineOf(`${own}disclosure:\n${condition}`)).toEqual([7]);
    expect(lineOf(own.replace(/version.*\n/, ""))).toEqual([1]);
  });
});

test("whatever a child writes, the answer is a policy or findings with a line", () => {
  const lines = template.split("\n");
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom(...lines)), { maxLength: 12 }),
      (junk) => {
        const read = readPolicy(laidOver(template, `${own}${junk.join("\n")}`));
        if ("policy" in read) expect(read.policy.inherited?.from).toBe("template");
        else for (const { line } of read.findings) expect(line).toBeGreaterThan(0);
      },
    ),
    { numRuns: 100 },
  );
});
