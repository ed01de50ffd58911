/** The schema of the settings on what is published, when and where. */
import { z } from "zod";
import { type PublicationType, publicationTypes } from "../../core/advisories/advisory.ts";
import { nextInSeries } from "../../core/advisories/number-series.ts";
import { Refusal } from "../../core/refusal.ts";
import { optionalText, paragraphs, requirements, text } from "./schema-parts.ts";

const condition = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, "is not a short name of a-z, 0-9 and hyphens"),
  text,
  judgedFrom: z
    .enum(["remedies", "public-fix-planned", "exploitation", "public-knowledge", "person"])
    .describe("What the program looks at to propose it; a person always judges."),
  severities: z.array(z.string()).default([]),
  early: z.boolean().describe("Whether an advisory may then appear before any remedy."),
  requirements,
});

const publicationTerms = z
  .strictObject({
    code: z.enum(Object.keys(publicationTypes) as [PublicationType, ...PublicationType[]]),
    name: text,
    series: z.string().describe("Number series with {type}, {year} and {number} or {number:4}."),
    claimsRemedy: z.boolean().describe("Whether it may say that a remedy exists (X-12)."),
    mayBeEarly: z.boolean().describe("Whether it may appear before a remedy exists (X-12)."),
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
  conditions: z.array(condition).describe("One of them true is enough for an advisory to be owed."),
  says: paragraphs,
  publicationTypes: z.array(publicationTerms).min(1),
  audiences: z.array(z.enum(["public", "customers", "none"])).min(1),
  approvals: z.strictObject({
    secondPerson: z.boolean().describe("Whether another person than the drafter must approve."),
  }),
  places: z
    .strictObject({
      publicPage: z.enum(["always", "when-cve-is-ours"]),
      portal: z.strictObject({ name: text, loginNeeded: z.boolean() }).optional(),
    })
    .describe("Where publications appear (X-07)."),
  bodies: z.array(text).default([]).describe("Bodies told of disclosures."),
  disclaimer: optionalText,
  notComprehensiveText: optionalText,
  exceptionRegister: z.strictObject({
    allowed: z.boolean(),
    secondPerson: z.boolean(),
    text: optionalText,
  }),
  requirements,
});
