/** Who publishes what, under which id and title, in which language. */
import type { Finding } from "../../finding.ts";
import type { Advisory } from "../advisory.ts";
import { required, webAddress } from "./field.ts";

export function headerFindings(advisory: Advisory): Finding[] {
  const { publisher } = advisory;
  return [
    ...idFindings(advisory.id),
    ...required("title.empty", "/title", advisory.title, "The title is empty."),
    ...languageFindings(advisory.language),
    ...required("publisher.name", "/publisher/name", publisher.name, "The publisher has no name."),
    ...required(
      "publisher.contact",
      "/publisher/contact",
      publisher.contact,
      "The publisher has no contact.",
    ),
    ...webAddress("/publisher/namespace", publisher.namespace),
    ...advisory.references.flatMap(({ summary, url }, index) => [
      ...required(
        "reference.summary",
        `/references/${index}/summary`,
        summary,
        "The reference does not say what it is.",
      ),
      ...webAddress(`/references/${index}/url`, url),
    ]),
    ...(advisory.convertedFrom ? webAddress("/convertedFrom/url", advisory.convertedFrom.url) : []),
  ];
}

function idFindings(id: string): Finding[] {
  // A bare CVE id would collide with the CVE record in readers that key documents by id alone.
  if (/^CVE-/i.test(id)) {
    return [{ rule: "id.is-cve", path: "/id", message: "A CVE id cannot be the tracking id." }];
  }
  return /^[A-Za-z0-9][\w.+-]*$/.test(id)
    ? []
    : [
        {
          rule: "id.invalid",
          path: "/id",
          message: "The tracking id takes letters, digits and . _ + - only.",
        },
      ];
}

function languageFindings(language: string): Finding[] {
  return /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-\d{3})?$/.test(language)
    ? []
    : [
        {
          rule: "language.invalid",
          path: "/language",
          message: "The language is a BCP 47 tag such as en or fr-CH.",
        },
      ];
}
