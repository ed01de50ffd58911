import { expect, test } from "vitest";
import {
  aFixedProduct,
  aNewVersion,
  aNotice,
  anAdvisory,
  aProduct,
  aVulnerability,
  aWorkaround,
  criticalScore,
} from "../../../test/support/advisories.ts";
import type { AdvisoryContent, AdvisoryProduct } from "./advisory.ts";
import { missingForPublication } from "./advisory-rules.ts";

const rulesBroken = (changes: Partial<AdvisoryContent>) =>
  missingForPublication(anAdvisory(changes)).map(({ rule, path }) => `${rule} ${path}`);

test("[VEN-30] an advisory and a notice can be published as they are in the examples", () => {
  expect(missingForPublication(anAdvisory())).toEqual([]);
  expect(missingForPublication(aNotice())).toEqual([]);
});

test("[ALU-14] an advisory without description, impact or steps to defend is not published", () => {
  expect(rulesBroken({ description: " ", impact: "", defensiveSteps: "\n" })).toEqual([
    "description.empty /description",
    "impact.empty /impact",
    "defensive-steps.empty /defensiveSteps",
  ]);
});

test("[ALU-17] an advisory that does not say how to obtain the remedy is not published", () => {
  expect(rulesBroken({ howToObtain: "" })).toEqual(["how-to-obtain.empty /howToObtain"]);
});

test("[ALE-24] a publication without a support pointer is not published, nor an unanswered question", () => {
  const broken = rulesBroken({
    support: { text: "", url: null },
    faq: [{ question: "Are we attacked?", answer: "" }],
  });
  expect(broken).toEqual(["support.empty /support/text", "faq.answer /faq/0/answer"]);
});

test("[VEN-38] [VEN-39] a publication without its disclaimer is not published", () => {
  expect(rulesBroken({ disclaimer: "" })).toEqual(["disclaimer.empty /disclaimer"]);
});

test("[ALE-60] an advisory may come before its correction when it is marked early", () => {
  const uncorrected = { products: [aProduct], remedies: [aWorkaround] };
  expect(rulesBroken(uncorrected)).toEqual(["advisory.no-correction /early"]);
  expect(rulesBroken({ ...uncorrected, early: true })).toEqual([]);
});

test("[ALE-60] an early advisory says what to do meanwhile and ends with the correction", () => {
  expect(rulesBroken({ early: true, remedies: [] })).toEqual(["early.nothing-meanwhile /remedies"]);
  expect(rulesBroken({ early: true })).toEqual(["early.has-correction /early"]);
});

test("an advisory may say that no correction will come", () => {
  const remedies = [{ ...aWorkaround, kind: "no-fix-planned" as const }];
  expect(rulesBroken({ products: [aProduct], remedies })).toEqual([]);
});

test("[ALU-29] [X-12] a notice needs no remedy and claims none", () => {
  const claims = aNotice({
    products: [aProduct, aFixedProduct],
    remedies: [{ ...aNewVersion, productIds: [] }],
  });
  expect(missingForPublication(aNotice({ remedies: [] }))).toEqual([]);
  expect(missingForPublication(claims).map(({ path }) => path)).toEqual([
    "/remedies/0/kind",
    "/products/1/status",
  ]);
});

test("a product cannot have a correction and none", () => {
  const remedies = [aNewVersion, { ...aWorkaround, kind: "none-available" as const }];
  expect(rulesBroken({ remedies })).toEqual(["remedy.contradicts /remedies"]);
});

test("a remedy is for products that need one", () => {
  const broken = rulesBroken({ remedies: [{ ...aNewVersion, productIds: ["P-1", "P-2", "P-9"] }] });
  expect(broken).toEqual([
    "remedy.product /remedies/0/productIds/1",
    "remedy.product /remedies/0/productIds/2",
  ]);
});

test("the status for one vulnerability decides whether its product needs a remedy", () => {
  const vulnerability = {
    ...aVulnerability,
    statusExceptions: [{ productId: "P-1", status: "not-affected" as const }],
  };
  expect(rulesBroken({ vulnerabilities: [vulnerability] })).toContain(
    "remedy.product /remedies/0/productIds/0",
  );
});

test("[ALE-41] a name that was withheld is found in every text, whatever its spelling", () => {
  const found = (description: string) =>
    missingForPublication(anAdvisory({ description }), {
      withheldNames: ["Q. Finder", "q@x.example"],
    }).map(({ rule, path }) => `${rule} ${path}`);
  for (const text of ["found by q.\u00a0 finder.", "Ｑ. FINDER found it", "(q@x.example)"]) {
    expect(found(text)).toEqual(["credit.withheld-name /description"]);
  }
  expect(found("found by q. finders' club")).toEqual([]);
});

test("the finding about a withheld name does not repeat it", () => {
  const advisory = anAdvisory({ title: "As Q. Finder saw" });
  const findings = missingForPublication(advisory, { withheldNames: ["Q. Finder"] });
  expect(JSON.stringify(findings)).not.toContain("Finder");
  expect(findings).toHaveLength(1);
});

test.each<[string, Partial<AdvisoryProduct>]>([
  ["product.version-not-exact", { versions: { exact: "1.3 and earlier" } }],
  ["product.version-not-exact", { versions: { exact: "<1.4" } }],
  ["product.range-not-vers", { versions: { range: "1.0 - 1.4" } }],
  ["product.purl", { purl: "pkg:generic" }],
  ["product.cpe", { cpe: "cpe:2.3:o:example:router" }],
  ["product.name", { name: "" }],
])("what a reader's tools could not match is refused: %s", (rule, changes) => {
  const broken = rulesBroken({ products: [{ ...aProduct, ...changes }, aFixedProduct] });
  expect(broken).toHaveLength(1);
  expect(broken[0]).toContain(rule);
});

test("one id names one product, and one CVE one vulnerability", () => {
  const broken = rulesBroken({
    products: [aProduct, { ...aFixedProduct, id: "P-1" }],
    vulnerabilities: [aVulnerability, aVulnerability],
  });
  expect(broken).toContain("product.id-twice /products/1/id");
  expect(broken).toContain("vulnerability.cve-twice /vulnerabilities/1/cve");
});

test("a score stands once per CVSS version, under its own version and band", () => {
  const broken = (...cvss: (typeof criticalScore)[]) =>
    rulesBroken({ vulnerabilities: [{ ...aVulnerability, cvss }] });
  const at = "/vulnerabilities/0/cvss";
  expect(broken(criticalScore, criticalScore)).toEqual([`score.version-twice ${at}/1`]);
  expect(broken({ ...criticalScore, version: "3.0" })).toEqual([`score.vector ${at}/0`]);
  expect(broken({ ...criticalScore, severity: "low" })).toEqual([`score.band ${at}/0`]);
});

test("a CVE id is no tracking id", () => {
  expect(rulesBroken({ id: "CVE-2026-1234" })).toEqual(["id.is-cve /id"]);
});

test("[VEN-40] a history with a gap, equal dates or a silent change is not published", () => {
  const first = anAdvisory();
  const [revision] = first.revisions;
  const broken = missingForPublication({
    ...first,
    revisions: [...first.revisions, { ...(revision ?? expect.fail()), number: 3, summary: "" }],
  });
  expect(broken.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
    "revisions.inconsistent /revisions/1/number",
    "revisions.inconsistent /revisions/1/date",
    "revision.summary /revisions/1/summary",
  ]);
});
