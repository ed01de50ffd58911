import { expect, test } from "vitest";
import { policyOf } from "../../../test/support/policy-files.ts";
import { type CaseForDraft, draftFromCase } from "./draft-from-case.ts";

const policy = policyOf("ale.yaml");

const row = (
  more: Partial<CaseForDraft["affected"][number]>,
): CaseForDraft["affected"][number] => ({
  affectedId: "whole",
  productId: "gate",
  productName: "OmniGate",
  entity: "Home",
  status: "affected",
  justification: null,
  versions: "",
  versionId: null,
  purl: null,
  cpe: null,
  ...more,
});

const remedy = (more: object): CaseForDraft["remedies"][number] => ({
  kind: "patch",
  text: "Install 2.1.",
  howToObtain: "",
  availableAt: null,
  withdrawnAt: null,
  productIds: [],
  ...more,
});

function draft(found: Partial<CaseForDraft>) {
  const nothing = { vulnerabilities: [], scores: [], affected: [], remedies: [] };
  const options = { id: "X-1", type: "SA" as const, title: "T", namespace: "https://x.example" };
  return draftFromCase(policy, { ...nothing, ...found }, options);
}

test("each version that was set is a product of the draft; a product still looked at is left to its versions", () => {
  const { products } = draft({
    affected: [
      row({ status: "under-investigation" }),
      row({ affectedId: "v1", versionId: "1", versions: "1.0" }),
      row({ affectedId: "v2", versionId: "2", versions: "2.0", status: "fixed" }),
    ],
  });
  expect(products.map(({ id, versions, status }) => [id, versions, status])).toEqual([
    ["v1", { exact: "1.0" }, "affected"],
    ["v2", { exact: "2.0" }, "fixed"],
  ]);
});

test("a product that nothing but its whole is said of stays, whatever is said", () => {
  const { products } = draft({ affected: [row({ status: "under-investigation" })] });
  expect(products).toMatchObject([{ id: "whole", versions: null }]);
});

test("[ALU-12] a remedy is for the rows of its products that are affected, and for all where it names none", () => {
  const affected = [
    row({ affectedId: "v1", versionId: "1", versions: "1.0" }),
    row({ affectedId: "v2", versionId: "2", versions: "2.0", status: "fixed" }),
    row({ affectedId: "other", productId: "box" }),
  ];
  const { remedies } = draft({
    affected,
    remedies: [remedy({ productIds: ["gate"] }), remedy({}), remedy({ productIds: ["nowhere"] })],
  });
  expect(remedies.map(({ productIds }) => productIds)).toEqual([["v1"], []]);
});

test("a remedy that was withdrawn is told nowhere", () => {
  const gone = remedy({ withdrawnAt: new Date("2026-03-01T00:00:00Z"), howToObtain: "By mail." });
  const content = draft({ affected: [row({})], remedies: [gone] });
  expect([content.remedies, content.defensiveSteps, content.howToObtain]).toEqual([[], "", ""]);
});
