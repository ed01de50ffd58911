/** The schema of the settings on dealings with others. */
import { z } from "zod";
import { length, optionalText, paragraphs, requirements, text } from "./schema-parts.ts";

export const embargo = z.strictObject({
  endsWhen: z
    .array(z.enum(["resolution-available", "published", "resolved", "consent"]))
    .min(1)
    .describe("What must all be true before confidentiality ends (X-03)."),
  proposed: length.describe("Length proposed first; none leaves it to the people."),
  dateConflict: z
    .enum(["earliest-external", "agreed-only"])
    .describe("Which date rules when several are on the table (X-11)."),
  coordinatorDefault: length.describe(
    "A coordinator's date where it states none, from its first contact attempt (X-11).",
  ),
  says: paragraphs,
  requirements,
});

export const explanations = z.strictObject({
  toReporter: z
    .enum(["detailed", "reasoned"])
    .describe("What a reporter is owed on a rejection (X-06)."),
  publicMayOmitDetails: z.boolean().describe("Whether public texts may leave out details (X-06)."),
  requirements,
});

export const cna = z.strictObject({
  shortName: z.string().default(""),
  scopes: z
    .array(z.enum(["own-products", "subsidiaries", "third-party-found-by-us", "coordinated-by-us"]))
    .describe("What CVE ids are assigned for (X-05)."),
  excludesThirdPartyComponents: z
    .boolean()
    .describe("Whether flaws in components of others are left to their makers (X-05)."),
  says: paragraphs,
  requirements,
});

export const appeals = z.strictObject({
  taken: z.boolean(),
  address: z
    .union([z.email(), z.literal("")], { error: "is not an e-mail address" })
    .default("")
    .describe("Where appeals and escalations are sent."),
  grounds: z.array(text).default([]).describe("Grounds on which somebody may appeal."),
  process: z.array(text).default([]).describe("The process of an appeal, step by step."),
  finalWithin: z.enum(["our-root", "not-final"]).describe("How far a decision is final (X-14)."),
  nextLevel: optionalText,
  requirements,
});

export const thirdParty = z.strictObject({
  sources: z.array(z.string().min(1)).default([]),
  everyCveAnalysed: z.boolean(),
  mayForward: z.boolean(),
  forwardIdentity: z
    .enum(["only-with-permission", "never"])
    .describe("What a forwarded report says of its reporter (X-10)."),
  says: paragraphs,
  requirements,
});

export const recognition = z.strictObject({
  default: z
    .enum(["none-until-asked", "credit-unless-declined"])
    .describe("What happens until a reporter chose (X-09)."),
  vendorDecision: z.enum(["case-by-case", "always"]).describe("Who decides besides them (X-09)."),
  says: paragraphs,
  requirements,
});
