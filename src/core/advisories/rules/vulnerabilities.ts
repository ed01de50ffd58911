/** Vulnerabilities: their names, scores and statuses. Scores are compared with their band only. */
import type { Finding } from "../../finding.ts";
import { standardBands } from "../../severity/bands.ts";
import type { Advisory, AdvisoryVulnerability, CvssScore, SeverityBand } from "../advisory.ts";
import { repeated, required } from "./field.ts";

export function vulnerabilityFindings(advisory: Advisory): Finding[] {
  const none: Finding[] =
    advisory.type === "SA" && advisory.vulnerabilities.length === 0
      ? [
          {
            rule: "vulnerabilities.none",
            path: "/vulnerabilities",
            message: "An advisory describes at least one vulnerability.",
          },
        ]
      : [];
  const cves = advisory.vulnerabilities.map(({ cve }, index) => cve ?? `#${index}`);
  return [
    ...none,
    ...repeated("vulnerability.cve-twice", cves, (index) => `/vulnerabilities/${index}/cve`),
    ...advisory.vulnerabilities.flatMap((vulnerability, index) => [
      ...findingsOf(vulnerability, `/vulnerabilities/${index}`),
      ...exceptionFindings(advisory, vulnerability, `/vulnerabilities/${index}/statusExceptions`),
    ]),
  ];
}

function findingsOf(vulnerability: AdvisoryVulnerability, path: string): Finding[] {
  const { title, description, cve, exploitation } = vulnerability;
  return [
    ...required("vulnerability.title", `${path}/title`, title, "The vulnerability has no title."),
    ...required(
      "vulnerability.description",
      `${path}/description`,
      description,
      "The vulnerability is not described.",
    ),
    ...(cve === null || /^CVE-\d{4}-\d{4,}$/.test(cve)
      ? []
      : [{ rule: "vulnerability.cve", path: `${path}/cve`, message: `“${cve}” is not a CVE id.` }]),
    ...(exploitation === null
      ? []
      : required(
          "vulnerability.exploitation",
          `${path}/exploitation`,
          exploitation,
          "Say what is known of exploitation, or leave it out.",
        )),
    ...idFindings(vulnerability, `${path}/ids`),
    ...weaknessFindings(vulnerability, `${path}/cwe`),
    ...scoreFindings(vulnerability.cvss, `${path}/cvss`),
  ];
}

function idFindings({ ids }: AdvisoryVulnerability, path: string): Finding[] {
  return [
    ...repeated(
      "vulnerability.id-twice",
      ids.map(({ system, text }) => `${system} ${text}`),
      (index) => `${path}/${index}`,
    ),
    ...ids.flatMap(({ system, text }, index) => [
      ...required("vulnerability.id", `${path}/${index}/system`, system, "The id has no system."),
      ...required("vulnerability.id", `${path}/${index}/text`, text, "The id is empty."),
    ]),
  ];
}

function weaknessFindings({ cwe }: AdvisoryVulnerability, path: string): Finding[] {
  if (cwe === null || (/^CWE-[1-9]\d{0,5}$/.test(cwe.id) && cwe.name.trim() !== "")) return [];
  return [{ rule: "vulnerability.cwe", path, message: "A weakness is a CWE id and its name." }];
}

function scoreFindings(scores: readonly CvssScore[], path: string): Finding[] {
  return [
    ...repeated(
      "score.version-twice",
      scores.map(({ version }) => `CVSS ${version}`),
      (index) => `${path}/${index}`,
    ),
    ...scores.flatMap(({ version, vector, baseScore, severity }, index) => {
      const at = `${path}/${index}`;
      const other = !/^CVSS:\S+$/.test(vector) || !vector.startsWith(`CVSS:${version}/`);
      return [
        ...(other
          ? [
              {
                rule: "score.vector",
                path: at,
                message: `“${vector}” is no CVSS ${version} vector.`,
              },
            ]
          : []),
        ...(isInBand(baseScore, severity)
          ? []
          : [{ rule: "score.band", path: at, message: `${baseScore} is not “${severity}”.` }]),
      ];
    }),
  ];
}

/** CSAF takes the words of CVSS' own scale, whatever bands a policy has. */
function isInBand(score: number, severity: SeverityBand): boolean {
  return standardBands.some(
    ({ name, low, high }) => name === severity && score >= low && score <= high,
  );
}

function exceptionFindings(
  { products }: Advisory,
  { statusExceptions }: AdvisoryVulnerability,
  path: string,
): Finding[] {
  const known = new Set(products.map(({ id }) => id));
  return [
    ...repeated(
      "status.product-twice",
      statusExceptions.map(({ productId }) => productId),
      (index) => `${path}/${index}/productId`,
    ),
    ...statusExceptions.flatMap(({ productId }, index) =>
      known.has(productId)
        ? []
        : [
            {
              rule: "status.product-unknown",
              path: `${path}/${index}/productId`,
              message: `“${productId}” is not among the products.`,
            },
          ],
    ),
  ];
}
