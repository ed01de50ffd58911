/** Example publications for tests, and an arbitrary one for property tests. */
import fc from "fast-check";
import {
  type Advisory,
  type AdvisoryContent,
  type AdvisoryProduct,
  type AdvisoryRemedy,
  type AdvisoryVulnerability,
  type CvssScore,
  isCorrection,
} from "../../src/core/advisories/advisory.ts";
import { firstRevision, revise } from "../../src/core/advisories/revise.ts";
import { type UtcInstant, utcInstant } from "../../src/core/advisories/utc-instant.ts";

export const releaseDay: UtcInstant = "2026-03-02T09:00:00.000Z";

export const criticalScore: CvssScore = {
  version: "3.1",
  vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
  baseScore: 9.8,
  severity: "critical",
};

export const criticalScore4: CvssScore = {
  version: "4.0",
  vector: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
  baseScore: 9.3,
  severity: "critical",
};

export const aProduct: AdvisoryProduct = {
  id: "P-1",
  vendor: "Example Corp",
  name: "Router OS",
  versions: { range: "vers:semver/>=1.0.0|<1.4.2" },
  status: "affected",
};

export const aFixedProduct: AdvisoryProduct = {
  id: "P-2",
  vendor: "Example Corp",
  name: "Router OS",
  versions: { exact: "1.4.2" },
  status: "fixed",
  purl: "pkg:generic/router-os@1.4.2",
};

export const aVulnerability: AdvisoryVulnerability = {
  title: "Out-of-bounds write in the session table",
  description: "A crafted login request writes past the end of the session table.",
  cve: "CVE-2026-1234",
  ids: [{ system: "Tracker", text: "R-17" }],
  cwe: { id: "CWE-787", name: "Out-of-bounds Write" },
  cvss: [criticalScore, criticalScore4],
  severity: "critical",
  exploitation: null,
  statusExceptions: [],
};

export const aNewVersion: AdvisoryRemedy = {
  kind: "new-version",
  text: "Install Router OS 1.4.2.",
  productIds: ["P-1"],
  date: releaseDay,
  url: "https://downloads.example/router-os/1.4.2",
};

export const aWorkaround: AdvisoryRemedy = {
  kind: "workaround",
  text: "Close port 8443 to networks that you do not trust.",
  productIds: [],
  date: null,
  url: null,
};

export const advisoryContent: AdvisoryContent = {
  id: "EXAMPLE-SA-2026-0001",
  type: "SA",
  early: false,
  title: "Out-of-bounds write in Router OS",
  status: "final",
  language: "en",
  summary: "A remote attacker can take over a router without signing in.",
  description: "The session table of the management service can be written past its end.",
  impact: "An attacker on the network runs code as the management service.",
  defensiveSteps: "Install the new version. Until then, close port 8443 to untrusted networks.",
  howToObtain: "Through the usual channels: the download portal or your support organisation.",
  support: { text: "Ask your support organisation.", url: "https://support.example/" },
  faq: [{ question: "Is my router attacked?", answer: "No attack is known." }],
  products: [aProduct, aFixedProduct],
  vulnerabilities: [aVulnerability],
  remedies: [aNewVersion, aWorkaround],
  references: [{ summary: "Hardening guide", url: "https://docs.example/hardening" }],
  credits: [{ names: ["a researcher"], organization: "Example University", text: null }],
  publisher: {
    category: "vendor",
    name: "Example Corp PSIRT",
    namespace: "https://psirt.example",
    contact: "psirt@psirt.example",
  },
  disclaimer:
    "The information is believed to be accurate. Its use is at your own risk, and we take no " +
    "responsibility for the consequences. We may change this document at any time.",
  tlp: "CLEAR",
  convertedFrom: null,
};

/** A publishable advisory in its first revision, with the changes asked for. */
export function anAdvisory(changes: Partial<AdvisoryContent> = {}): Advisory {
  const content = { ...advisoryContent, ...changes };
  return firstRevision(content, { date: releaseDay, summary: "Initial version." });
}

/** A publishable notice about somebody else's component: not affected, nothing to install. */
export function aNotice(changes: Partial<AdvisoryContent> = {}): Advisory {
  return anAdvisory({
    id: "EXAMPLE-SN-2026-0001",
    type: "SN",
    title: "CVE-2026-4321 Example compression library",
    impact: "",
    defensiveSteps: "",
    howToObtain: "",
    products: [
      {
        ...aProduct,
        versions: null,
        status: "not-affected",
        justification: "component_not_present",
      },
    ],
    vulnerabilities: [],
    remedies: [],
    ...changes,
  });
}

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
const anyText = fc.oneof(
  { weight: 20, arbitrary: text },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
);
const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constant("https://psirt.example/"),
);
const instant = fc
  .date({ min: new Date("1999-12-31T23:59:59Z"), max: new Date("2100-01-01"), noInvalidDate: true })
  .map((date) => utcInstant(date.toISOString()));

const scores: CvssScore[] = [
  criticalScore,
  criticalScore4,
  {
    version: "3.0",
    vector: "CVSS:3.0/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H",
    baseScore: 7.8,
    severity: "high",
  },
  {
    version: "3.1",
    vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N/E:P",
    baseScore: 6.1,
    severity: "medium",
  },
];

const status = fc.constantFrom("affected", "fixed", "not-affected", "under-investigation" as const);
const justification = fc.constantFrom(
  "component_not_present",
  "inline_mitigations_already_exist",
  "vulnerable_code_not_present" as const,
);

const versions = fc.oneof(
  fc.constant(null),
  anyText.map((exact) => ({ exact })),
  fc
    .constantFrom("semver/<1.0.0", "generic/*", "deb/>=1|<2")
    .map((vers) => ({ range: `vers:${vers}` })),
);

const purl = fc
  .tuple(
    fc.constantFrom("generic", "npm/%40example", "pypi", "deb/debian"),
    fc.stringMatching(/^[a-z][a-z0-9._~-]{0,9}(%2B|%20)?$/),
    fc.constantFrom("", "@1.0", "@1%3A2.0-3?arch=amd64", "#sub/path"),
  )
  .map(([type, name, rest]) => `pkg:${type}/${name}${rest}`);

const product = (id: string): fc.Arbitrary<AdvisoryProduct> =>
  fc.record(
    {
      id: fc.constant(id),
      vendor: fc.oneof(fc.constant("Example Corp"), anyText),
      name: fc.oneof(fc.constant("Router OS"), anyText),
      versions,
      status,
      justification,
      purl,
      cpe: fc.constant("cpe:2.3:o:example_corp:router_os:1.4.2:*:*:*:*:*:*:*"),
    },
    { requiredKeys: ["id", "vendor", "name", "versions", "status"] },
  );

const vulnerability = (productIds: string[]): fc.Arbitrary<AdvisoryVulnerability> =>
  fc.record({
    title: anyText,
    description: anyText,
    cve: fc.option(
      fc.integer({ min: 1, max: 99_999 }).map((n) => `CVE-2026-${String(n).padStart(4, "0")}`),
    ),
    ids: fc.array(fc.record({ system: text, text }), { maxLength: 2 }),
    cwe: fc.option(
      fc.constantFrom(
        { id: "CWE-787", name: "Out-of-bounds Write" },
        { id: "CWE-416", name: "Use After Free" },
      ),
    ),
    cvss: fc.uniqueArray(fc.constantFrom(...scores), { selector: ({ version }) => version }),
    severity: fc.constantFrom("none", "low", "medium", "high", "critical" as const),
    exploitation: fc.option(anyText),
    statusExceptions: fc
      .subarray(productIds)
      .chain((ids) =>
        fc.tuple(
          ...ids.map((productId) =>
            fc.record({ productId: fc.constant(productId), status, justification }),
          ),
        ),
      ),
  });

const remedy = (productIds: string[]): fc.Arbitrary<AdvisoryRemedy> =>
  fc.record({
    kind: fc.constantFrom(
      "configuration-change",
      "mitigation",
      "workaround",
      "patch",
      "maintenance-update",
      "new-version",
      "none-available",
      "no-fix-planned" as const,
    ),
    text: anyText,
    productIds: fc.subarray(productIds),
    date: fc.option(instant),
    url: fc.option(url),
  });

const content: fc.Arbitrary<AdvisoryContent> = fc
  .integer({ min: 0, max: 4 })
  .map((count) => Array.from({ length: count }, (_, index) => `P-${index}`))
  .chain((ids) =>
    fc.record({
      id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.+-]{0,20}$/),
      type: fc.constantFrom("SA", "SN" as const),
      early: fc.boolean(),
      title: anyText,
      status: fc.constantFrom("interim", "final" as const),
      language: fc.constantFrom("en", "fr", "de-CH", "pt-BR", "zh-Hans"),
      summary: anyText,
      description: anyText,
      impact: anyText,
      defensiveSteps: anyText,
      howToObtain: anyText,
      support: fc.record({ text: anyText, url: fc.option(url) }),
      faq: fc.array(fc.record({ question: text, answer: text }), { maxLength: 2 }),
      products: fc.tuple(...ids.map(product)),
      vulnerabilities: fc.array(vulnerability(ids), { maxLength: 3 }),
      remedies: fc.array(remedy(ids), { maxLength: 3 }),
      references: fc.array(fc.record({ summary: text, url }), { maxLength: 2 }),
      credits: fc.array(
        fc.record({
          names: fc.array(text, { maxLength: 2 }),
          organization: fc.option(text),
          text: fc.option(text),
        }),
        { maxLength: 2 },
      ),
      publisher: fc.record({
        category: fc.constantFrom("vendor", "coordinator", "discoverer", "other" as const),
        name: text,
        namespace: url,
        contact: text,
      }),
      disclaimer: text,
      tlp: fc.constantFrom("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED" as const),
      convertedFrom: fc.option(fc.record({ id: text, url })),
    }),
  );

/** Makes most publications consistent with their type, so that many of them may be published. */
function consistent(written: AdvisoryContent): AdvisoryContent {
  const { type, products, vulnerabilities } = written;
  const remedies = written.remedies.map((remedy) => ({ ...remedy, productIds: [] }));
  if (type === "SN") {
    const open = <T extends { status: string }>(each: T) =>
      each.status === "fixed" ? { ...each, status: "affected" as const } : each;
    return {
      ...written,
      early: false,
      products: products.map(open),
      vulnerabilities: vulnerabilities.slice(0, written.title.length % 3),
      remedies: remedies.filter(({ kind }) => !isCorrection(kind)),
    };
  }
  const corrected = remedies.some(({ kind }) => isCorrection(kind));
  const kept = remedies.filter(({ kind }) => !corrected || !/^no/.test(kind));
  return { ...written, remedies: kept, early: !corrected && kept.length > 0 };
}

/** Any advisory with one to four revisions, publishable or not. */
export const anyAdvisory: fc.Arbitrary<Advisory> = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: content.map(consistent) }, { weight: 1, arbitrary: content }),
    fc.uniqueArray(instant, { minLength: 1, maxLength: 4 }).map((dates) => dates.sort()),
    anyText,
  )
  .map(([written, dates, summary]) => {
    const [first = releaseDay, ...later] = dates;
    const start = firstRevision(written, { date: first, summary: "Initial version." });
    return later.reduce((advisory, date) => revise(advisory, written, { date, summary }), start);
  });
