/**
 * Remedies against the type of publication: an advisory has a correction or is marked early and
 * says what to do meanwhile (ALE-60); a notice claims no correction (ALU-29).
 */
import type { Finding } from "../../finding.ts";
import {
  type Advisory,
  type AdvisoryRemedy,
  isCorrection,
  productLabel,
  statusFor,
} from "../advisory.ts";
import { required, webAddress } from "./field.ts";

export function remedyFindings(advisory: Advisory): Finding[] {
  return [
    ...(advisory.type === "SN" ? noticeFindings(advisory) : correctionFindings(advisory)),
    ...contradictions(advisory),
    ...advisory.remedies.flatMap((remedy, index) =>
      findingsOf(advisory, remedy, `/remedies/${index}`),
    ),
  ];
}

function noticeFindings({ early, products, remedies }: Advisory): Finding[] {
  const claim = "A notice claims no remedy; publish an advisory instead.";
  return [
    ...(early
      ? [{ rule: "notice.early", path: "/early", message: "Only an advisory can be early." }]
      : []),
    ...remedies.flatMap(({ kind }, index) =>
      isCorrection(kind)
        ? [{ rule: "notice.claims-remedy", path: `/remedies/${index}/kind`, message: claim }]
        : [],
    ),
    ...products.flatMap(({ status }, index) =>
      status === "fixed"
        ? [{ rule: "notice.claims-remedy", path: `/products/${index}/status`, message: claim }]
        : [],
    ),
  ];
}

function correctionFindings({ early, remedies }: Advisory): Finding[] {
  const corrected = remedies.some(({ kind }) => isCorrection(kind));
  const refused = remedies.some(({ kind }) => kind === "no-fix-planned");
  if (early && corrected) {
    const message = "A correction is there: the advisory is no longer early.";
    return [{ rule: "early.has-correction", path: "/early", message }];
  }
  if (early && remedies.length === 0) {
    const message = "An early advisory says what to do until the correction is there.";
    return [{ rule: "early.nothing-meanwhile", path: "/remedies", message }];
  }
  if (!early && !corrected && !refused) {
    const message = "There is no correction: add it, or mark the advisory as early.";
    return [{ rule: "advisory.no-correction", path: "/early", message }];
  }
  return [];
}

/** A product for which “no fix” and a fix are both said: its owner cannot know what to do. */
function contradictions(advisory: Advisory): Finding[] {
  const targets = (wanted: (remedy: AdvisoryRemedy) => boolean) =>
    new Set(advisory.remedies.filter(wanted).flatMap((remedy) => targetsOf(advisory, remedy)));
  const corrected = targets(({ kind }) => isCorrection(kind));
  const uncorrected = targets(({ kind }) => kind === "none-available" || kind === "no-fix-planned");
  return advisory.products
    .filter(({ id }) => corrected.has(id) && uncorrected.has(id))
    .map((product) => ({
      rule: "remedy.contradicts",
      path: "/remedies",
      message: `For ${productLabel(product)} there is both a correction and none.`,
    }));
}

/** The ids of the products that a remedy is for: those it names, or all that need one. */
function targetsOf(
  advisory: Pick<Advisory, "products" | "vulnerabilities">,
  { productIds }: AdvisoryRemedy,
): string[] {
  return advisory.products
    .filter((product) => needsRemedy(advisory, product.id))
    .map(({ id }) => id)
    .filter((id) => productIds.length === 0 || productIds.includes(id));
}

function needsRemedy(
  { products, vulnerabilities }: Pick<Advisory, "products" | "vulnerabilities">,
  productId: string,
): boolean {
  const product = products.find(({ id }) => id === productId);
  if (!product) return false;
  const statuses =
    vulnerabilities.length === 0
      ? [product]
      : vulnerabilities.map((vulnerability) => statusFor(vulnerability, product));
  return statuses.some(({ status }) => status === "affected" || status === "under-investigation");
}

function findingsOf(advisory: Advisory, remedy: AdvisoryRemedy, path: string): Finding[] {
  return [
    ...required("remedy.text", `${path}/text`, remedy.text, "The remedy says nothing."),
    ...(remedy.url === null ? [] : webAddress(`${path}/url`, remedy.url)),
    ...remedy.productIds.flatMap((productId, index) =>
      needsRemedy(advisory, productId)
        ? []
        : [
            {
              rule: "remedy.product",
              path: `${path}/productIds/${index}`,
              message: `“${productId}” is not a product that needs a remedy.`,
            },
          ],
    ),
  ];
}
