/** The schema of the settings on dealings with others. */
import { z } from "zod";
import { explainedOutcomes, rejectionReasons } from "../../core/decisions/reasons.ts";
import { length, optionalText, paragraphs, requirements, text } from "./schema-parts.ts";

export const embargo = z.strictObject({
  endsWhen: z.array(z.enum(["resolution-available", "published", "resolved", "consent"])),
  proposed: length,
  dateConflict: z.enum(["earliest-external", "agreed-only"]),
  coordinatorDefault: length,
  says: paragraphs,
  requirements,
});

export const explanations = z.strictObject({
  toReporter: z.enum(["detailed", "reasoned"]),
  publicMayOmitDetails: z.boolean(),
  texts: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z0-9-]{1,60}$/, "is not a short name of a-z, 0-9 and hyphens"),
        title: text,
        outcome: z.enum(explainedOutcomes),
        reasons: z.array(z.enum(rejectionReasons)).default([]),
        text,
      }),
    )
    .max(200)
    .default([]),
  requirements,
});

export const cna = z.strictObject({
  shortName: z.string().default(""),
  scopes: z.array(
    z.enum(["own-products", "subsidiaries", "third-party-found-by-us", "coordinated-by-us"]),
  ),
  excludesThirdPartyComponents: z.boolean(),
  says: paragraphs,
  requirements,
});

export const appeals = z.strictObject({
  taken: z.boolean(),
  address: z.union([z.email(), z.literal("")], { error: "is not an e-mail address" }).default(""),
  grounds: z.array(text).default([]),
  process: z.array(text).default([]),
  finalWithin: z.enum(["our-root", "not-final"]),
  nextLevel: optionalText,
  requirements,
});

export const thirdParty = z.strictObject({
  sources: z.array(z.string().min(1)).default([]),
  everyCveAnalysed: z.boolean(),
  mayForward: z.boolean(),
  forwardIdentity: z.enum(["only-with-permission", "never"]),
  says: paragraphs,
  requirements,
});

export const recognition = z.strictObject({
  default: z.enum(["none-until-asked", "credit-unless-declined"]),
  vendorDecision: z.enum(["case-by-case", "always"]),
  says: paragraphs,
  requirements,
});
