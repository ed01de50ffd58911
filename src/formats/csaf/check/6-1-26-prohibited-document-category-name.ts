/**
 * CSAF 2.0 §6.1.26: a category of one's own must not look like the name or the value of a profile.
 * The library compares with the names only and lets `csafsecurityadvisory` pass.
 */
import type { Finding } from "../../../core/finding.ts";
import type { TrackedDocument } from "./tracked-document.ts";

const profiles = [
  "csaf_base",
  "csaf_security_incident_response",
  "csaf_informational_advisory",
  "csaf_security_advisory",
  "csaf_vex",
];

const prohibited = new Set(
  profiles
    .filter((profile) => profile !== "csaf_base")
    .flatMap((profile) => {
      const value = profile.replaceAll("_", "");
      return [value, value.slice("csaf".length)];
    }),
);

export function prohibitedDocumentCategoryName({ document }: TrackedDocument): Finding[] {
  const { category } = document;
  if (profiles.includes(category)) return [];
  const bare = category.toLowerCase().replace(/[-_\s]+/g, "");
  return prohibited.has(bare) || /^csaf_/i.test(category)
    ? [
        {
          rule: "6.1.26",
          path: "/document/category",
          message: `“${category}” looks like the name of a profile and is none.`,
        },
      ]
    : [];
}
