/** The schema of the settings on what is published, when and where. */
import { z } from "zod";
import { type PublicationType, publicationTypes } from "../../core/advisories/advisory.ts";
import { nextInSeries } from "../../core/advisories/number-series.ts";
import { Refusal } from "../../core/refusal.ts";
import { optionalText, paragraphs, requirements, text } from "./schema-parts.ts";

const condition = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, "is not a short name of a-z, 0-9 and hyphens"),
  text,
  judgedFrom: z.enum([
    "remedies",
    "public-fix-planned",
    "exploitation",
    "public-knowledge",
    "person",
  ]),
  severities: z.array(z.string()).default([]),
  early: z.boolean(),
  requirements,
});

const publicationTerms = z
  .strictObject({
    code: z.enum(Object.keys(publicationTypes) as [PublicationType, ...PublicationType[]]),
    name: text,
    series: z.string(),
    claimsRemedy: z.boolean(),
    mayBeEarly: z.boolean(),
  })
  .superRefine(({ code, series }, context) => {
    try {
      nextInSeries({ pattern: series, type: code, year: "2026" }, []);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      context.addIssue({ code: "custom", path: ["series"], message: error.message });
    }
  });

export const disclosure = z.strictObject({
  conditions: z.array(condition),
  says: paragraphs,
  publicationTypes: z.array(publicationTerms).min(1),
  audiences: z.array(z.enum(["public", "customers", "none"])).min(1),
  approvals: z.strictObject({
    secondPerson: z.boolean(),
  }),
  places: z.strictObject({
    publicPage: z.enum(["always", "when-cve-is-ours"]),
    portal: z.strictObject({ name: text, loginNeeded: z.boolean() }).optional(),
  }),
  bodies: z.array(text).default([]),
  disclaimer: optionalText,
  notComprehensiveText: optionalText,
  exceptionRegister: z.strictObject({
    allowed: z.boolean(),
    secondPerson: z.boolean(),
    text: optionalText,
  }),
  requirements,
});
