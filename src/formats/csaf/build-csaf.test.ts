import fc from "fast-check";
import { expect, test } from "vitest";
import {
  aFixedProduct,
  aNewVersion,
  aNotice,
  anAdvisory,
  anyAdvisory,
  aProduct,
  aVulnerability,
  aWorkaround,
} from "../../../test/support/advisories.ts";
import type { Advisory, RemedyKind } from "../../core/advisories/advisory.ts";
import { missingForPublication } from "../../core/advisories/advisory-rules.ts";
import { csafOf, csafText } from "./build-csaf.ts";
import { examine } from "./check/examine.ts";
import { csafFileName } from "./csaf-file-name.ts";
import { csafPathOf } from "./csaf-layout.ts";

const build = (advisory: Advisory) =>
  csafOf(advisory, {
    selfUrl: `https://psirt.example/.well-known/csaf/white/${csafPathOf(advisory)}`,
    pageUrl: `https://psirt.example/publications/${advisory.id}`,
  });

test("[ALU-29] [VEN-30] the example advisory and the example notice are valid, and carry no advice", async () => {
  for (const advisory of [
    anAdvisory(),
    aNotice(),
    aNotice({ vulnerabilities: [aVulnerability] }),
  ]) {
    const { errors, warnings } = await examine(csafText(build(advisory)));
    expect(errors).toEqual([]);
    // The products are a range and a whole product: advice against that is for the author.
    const advice = warnings.filter(({ rule }) => !["6.2.16", "6.3.9", "6.3.10"].includes(rule));
    expect(advice).toEqual([]);
  }
});

test("whatever may be published gives a valid CSAF document", async () => {
  let publishable = 0;
  await fc.assert(
    fc.asyncProperty(anyAdvisory, async (advisory) => {
      fc.pre(missingForPublication(advisory).length === 0);
      publishable++;
      const text = csafText(build(advisory));
      const { errors, warnings } = await examine(text);
      expect(errors).toEqual([]);
      const strict = warnings.filter(({ rule }) => ["6.2.11", "6.2.13", "6.2.20"].includes(rule));
      expect(strict).toEqual([]);
    }),
    { numRuns: 150, maxSkipsPerRun: 1000 },
  );
  expect(publishable).toBeGreaterThan(100);
});

test("[ALU-15] each kind of step is the CSAF remediation of its meaning", () => {
  const expected: Record<RemedyKind, string> = {
    "configuration-change": "mitigation",
    mitigation: "mitigation",
    workaround: "workaround",
    patch: "vendor_fix",
    "maintenance-update": "vendor_fix",
    "new-version": "vendor_fix",
    "none-available": "none_available",
    "no-fix-planned": "no_fix_planned",
  };
  for (const [kind, category] of Object.entries(expected)) {
    const remedy = { ...aNewVersion, kind: kind as RemedyKind };
    const [vulnerability] = build(anAdvisory({ remedies: [remedy] })).vulnerabilities ?? [];
    expect(vulnerability?.remediations).toEqual([
      {
        category,
        details: aNewVersion.text,
        product_ids: ["P-1"],
        date: aNewVersion.date,
        url: aNewVersion.url,
      },
    ]);
  }
});

test("[ALE-25] a workaround is carried as its own remediation for every product that needs it", () => {
  const [vulnerability] = build(anAdvisory()).vulnerabilities ?? [];
  expect(vulnerability?.remediations).toContainEqual({
    category: "workaround",
    details: aWorkaround.text,
    product_ids: ["P-1"],
  });
});

test("[ALE-60] an early advisory is a valid document that says that there is no fix yet", async () => {
  const advisory = anAdvisory({
    early: true,
    status: "interim",
    products: [aProduct],
    remedies: [
      { ...aWorkaround, kind: "none-available", text: "A new version is being made." },
      aWorkaround,
    ],
  });
  const document = build(advisory);
  expect((await examine(csafText(document))).valid).toBe(true);
  const categories = document.vulnerabilities?.[0]?.remediations?.map(({ category }) => category);
  expect(categories).toEqual(["none_available", "workaround"]);
  expect(document.document.tracking.status).toBe("interim");
});

test("[ALU-14] [ALU-17] [ALE-24] [VEN-38] [VEN-39] every section of the advisory is a note", () => {
  const advisory = anAdvisory();
  const notes = build(advisory).document.notes.map(({ title, text }) => [title, text]);
  expect(notes).toEqual([
    ["Summary", advisory.summary],
    ["Description", advisory.description],
    ["Impact", advisory.impact],
    ["Steps to defend", advisory.defensiveSteps],
    ["How to obtain the remedy", advisory.howToObtain],
    ["Support", advisory.support.text],
    ["Is my router attacked?", "No attack is known."],
    ["Disclaimer", advisory.disclaimer],
  ]);
  const disclaimer = build(advisory).document.notes.at(-1);
  expect(disclaimer?.category).toBe("legal_disclaimer");
});

test("[VEN-40] the document carries the whole revision history", () => {
  const advisory = anAdvisory();
  const { tracking } = build({
    ...advisory,
    currentReleaseDate: "2026-04-01T08:00:00.000Z",
    revisions: [
      ...advisory.revisions,
      { number: 2, date: "2026-04-01T08:00:00.000Z", summary: "Workaround added." },
    ],
  }).document;
  expect(tracking).toMatchObject({
    version: "2",
    initial_release_date: "2026-03-02T09:00:00.000Z",
    current_release_date: "2026-04-01T08:00:00.000Z",
    revision_history: [
      { date: "2026-03-02T09:00:00.000Z", number: "1", summary: "Initial version." },
      { date: "2026-04-01T08:00:00.000Z", number: "2", summary: "Workaround added." },
    ],
  });
});

test("[VEN-35] a notice that we are not affected says so, and calls no product affected", () => {
  const { document, product_tree } = build(aNotice());
  expect(document.category).toBe("csaf_informational_advisory");
  expect(product_tree).toBeUndefined();
  expect(document.notes).toContainEqual({
    category: "details",
    title: "Products",
    text: "Example Corp Router OS: not affected",
  });
});

test("a notice without a reference to outside is plain CSAF, since a profile would demand one", async () => {
  const notice = aNotice({ references: [], support: { text: "Ask us.", url: null } });
  const document = build(notice);
  expect(document.document.category).toBe("csaf_base");
  expect((await examine(csafText(document))).errors).toEqual([]);
});

test("a status for one vulnerability goes before the product's own", () => {
  const exception = {
    productId: "P-1",
    status: "not-affected",
    justification: "vulnerable_code_not_present",
  } as const;
  const other = { ...aVulnerability, cve: null, statusExceptions: [exception] };
  const { vulnerabilities } = build(anAdvisory({ vulnerabilities: [aVulnerability, other] }));
  expect(vulnerabilities?.[0]?.product_status).toEqual({ known_affected: ["P-1"], fixed: ["P-2"] });
  expect(vulnerabilities?.[1]?.product_status).toEqual({
    known_not_affected: ["P-1"],
    fixed: ["P-2"],
  });
  expect(vulnerabilities?.[1]?.flags).toEqual([
    { label: "vulnerable_code_not_present", product_ids: ["P-1"] },
  ]);
  expect(vulnerabilities?.[1]?.remediations).toBeUndefined();
});

test("products are branches of vendor, name and version, each leaf with its identifiers", () => {
  const { product_tree } = build(anAdvisory());
  expect(product_tree?.branches).toEqual([
    {
      category: "vendor",
      name: "Example Corp",
      branches: [
        {
          category: "product_name",
          name: "Router OS",
          branches: [
            {
              category: "product_version_range",
              name: "vers:semver/>=1.0.0|<1.4.2",
              product: {
                name: "Example Corp Router OS vers:semver/>=1.0.0|<1.4.2",
                product_id: "P-1",
              },
            },
            {
              category: "product_version",
              name: "1.4.2",
              product: {
                name: "Example Corp Router OS 1.4.2",
                product_id: "P-2",
                product_identification_helper: { purl: aFixedProduct.purl },
              },
            },
          ],
        },
      ],
    },
  ]);
});

test("a CVSS 4.0 vector travels in an address, a 3.1 score in its field", () => {
  const [vulnerability] = build(anAdvisory()).vulnerabilities ?? [];
  expect(vulnerability?.scores?.map(({ cvss_v3 }) => cvss_v3.baseSeverity)).toEqual(["CRITICAL"]);
  expect(vulnerability?.references?.[0]?.url).toBe(
    "https://www.first.org/cvss/calculator/4.0#CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
  );
});

test("AMBER+STRICT becomes RED with the words that converters look for", () => {
  expect(build(anAdvisory({ tlp: "AMBER+STRICT" })).document.distribution).toEqual({
    text: "TLP v2.0: TLP:AMBER+STRICT",
    tlp: { label: "RED", url: "https://www.first.org/tlp/" },
  });
  expect(build(anAdvisory()).document.distribution.tlp.label).toBe("WHITE");
});

test("[X-12] an advisory that grew out of a notice refers to it", () => {
  const convertedFrom = { id: "EXAMPLE-SN-2026-0001", url: "https://psirt.example/n1" };
  const { references } = build(anAdvisory({ convertedFrom })).document;
  expect(references).toContainEqual({
    category: "external",
    summary: "Security Notice EXAMPLE-SN-2026-0001",
    url: "https://psirt.example/n1",
  });
});

test("equal advisories give equal bytes", () => {
  expect(csafText(build(anAdvisory()))).toBe(csafText(build(structuredClone(anAdvisory()))));
});

test.each([
  ["Example Company - 2019-YH3234", "example_company_-_2019-yh3234.json"],
  ["RHBA-2019:0024", "rhba-2019_0024.json"],
  ["../../Ä+.b", "_+_b.json"],
])("the tracking id %j gives the file name %j", (id, name) => {
  expect(csafFileName(id)).toBe(name);
});
