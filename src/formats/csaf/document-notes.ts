/** The texts of a publication as notes of a CSAF document, in the order in which people read them. */
import { type Advisory, type ProductStatus, productLabel } from "../../core/advisories/advisory.ts";
import type { CsafNote } from "./csaf-document.ts";

export function documentNotes(advisory: Advisory): CsafNote[] {
  const notes: CsafNote[] = [
    { category: "summary", title: "Summary", text: advisory.summary },
    { category: "description", title: "Description", text: advisory.description },
    { category: "details", title: "Impact", text: advisory.impact },
    { category: "general", title: "Steps to defend", text: advisory.defensiveSteps },
    { category: "details", title: "Products", text: productText(advisory) },
    { category: "general", title: "How to obtain the remedy", text: advisory.howToObtain },
    { category: "general", title: "Support", text: advisory.support.text },
    ...advisory.faq.map(
      ({ question, answer }): CsafNote => ({ category: "faq", title: question, text: answer }),
    ),
    { category: "legal_disclaimer", title: "Disclaimer", text: advisory.disclaimer },
  ];
  return notes.filter(({ text }) => text.trim() !== "");
}

const statusWords: Record<ProductStatus, string> = {
  affected: "affected",
  fixed: "fixed",
  "not-affected": "not affected",
  "under-investigation": "under investigation",
};

/** Where there are no vulnerabilities to carry the statuses, this note is their only place. */
function productText({ products, vulnerabilities }: Advisory): string {
  if (vulnerabilities.length > 0) return "";
  return products
    .map((product) => `${productLabel(product)}: ${statusWords[product.status]}`)
    .join("\n");
}
