/** Products, their versions and identifiers: what a reader's tools match against. */
import type { Finding } from "../../finding.ts";
import { isVersRange, looksLikeRange } from "../../products/version-text.ts";
import type { Advisory, AdvisoryProduct, ProductVersions } from "../advisory.ts";
import { repeated, required } from "./field.ts";

export function productFindings(advisory: Advisory): Finding[] {
  const none: Finding[] =
    advisory.type === "SA" && advisory.products.length === 0
      ? [{ rule: "products.none", path: "/products", message: "An advisory names its products." }]
      : [];
  return [
    ...none,
    ...repeated(
      "product.id-twice",
      advisory.products.map(({ id }) => id),
      (index) => `/products/${index}/id`,
    ),
    ...advisory.products.flatMap((product, index) => findingsOf(product, `/products/${index}`)),
  ];
}

function findingsOf(product: AdvisoryProduct, path: string): Finding[] {
  return [
    ...required("product.id", `${path}/id`, product.id, "The product has no id."),
    ...required("product.vendor", `${path}/vendor`, product.vendor, "The product has no vendor."),
    ...required("product.name", `${path}/name`, product.name, "The product has no name."),
    ...(product.versions ? versionFindings(product.versions, `${path}/versions`) : []),
    ...(product.purl === undefined ? [] : purlFindings(product.purl, `${path}/purl`)),
    ...(product.cpe === undefined ? [] : cpeFindings(product.cpe, `${path}/cpe`)),
  ];
}

function versionFindings(versions: ProductVersions, path: string): Finding[] {
  if ("exact" in versions) {
    const { exact } = versions;
    const message = `“${exact}” is not one version; give a range in vers notation instead.`;
    return exact.trim() === "" || looksLikeRange(exact)
      ? [{ rule: "product.version-not-exact", path: `${path}/exact`, message }]
      : [];
  }
  const message = `“${versions.range}” is not in vers notation, such as vers:semver/<1.4.2.`;
  return isVersRange(versions.range)
    ? []
    : [{ rule: "product.range-not-vers", path: `${path}/range`, message }];
}

function purlFindings(purl: string, path: string): Finding[] {
  const shape =
    /^pkg:[a-z][a-z0-9.+-]*(\/[\w.~%:+-]+)+(@[\w.~%:+-]+)?(\?[\w.%=&:/+~-]+)?(#[\w.%/~+-]+)?$/;
  return shape.test(purl) && !/%(?![0-9A-Fa-f]{2})/.test(purl)
    ? []
    : [{ rule: "product.purl", path, message: `“${purl}” is not a package URL.` }];
}

function cpeFindings(cpe: string, path: string): Finding[] {
  const attribute = String.raw`(?:[*-]|\??(?:[\w.-]|\\[^\s\w])+\??)`;
  return new RegExp(`^cpe:2\\.3:[aho](?::${attribute}){10}$`).test(cpe)
    ? []
    : [{ rule: "product.cpe", path, message: `“${cpe}” is not a CPE 2.3 name.` }];
}
