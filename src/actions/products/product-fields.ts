/** The fields of a product and of a version, as its forms and the API ask for them. */
import { z } from "zod";
import { supportStates } from "../../core/catalogue/support.ts";
import { isVisibleLine } from "../../core/visible-line.ts";
import { dayField } from "../day-field.ts";

/** Said of a name by which nobody would know the thing. */
const unseen = "must be one line with something to see";

export const productFields = {
  entity: z.string().trim().min(1).max(200).refine(isVisibleLine, unseen).meta({
    title: "Entity that answers for it",
  }),
  line: z.string().trim().max(200).optional().meta({ title: "Product line" }),
  name: z.string().trim().min(1).max(200).refine(isVisibleLine, unseen).meta({ title: "Name" }),
  kind: z
    .enum(["product", "service"])
    .default("product")
    .meta({ title: "Kind", words: { product: "Product", service: "Service" } }),
  purl: z.string().max(500).optional().meta({ title: "Package URL" }),
  cpe: z.string().max(500).optional().meta({ title: "CPE 2.3 name" }),
  inSupport: z.coerce.boolean().default(true).meta({ title: "In support" }),
} as const;

/** When what the form shows was last changed: a change by somebody else meanwhile is refused. */
export const seenField = z.iso.datetime().optional().meta({
  title: "As you read it",
  description: "The `changedAt` that you read. Left out, the change is made whatever there is.",
});

const day = (title: string, description?: string) =>
  dayField.optional().meta({ title, ...(description ? { description } : {}) });

export const versionFields = {
  name: z
    .string()
    .trim()
    .min(1, "Name the version.")
    .max(100)
    .refine(isVisibleLine, unseen)
    .meta({ title: "Version" }),
  branch: z.string().trim().max(100).optional().meta({
    title: "Branch",
    description: "The line of releases that it belongs to, such as 4.x or LTS.",
  }),
  support: z
    .enum(supportStates)
    .default("full")
    .meta({
      title: "Support",
      words: { full: "Full support", security: "Security fixes only", ended: "Ended" },
    }),
  releasedOn: day("Released on"),
  supportedFrom: day("Supported from"),
  supportedUntil: day("Supported until", "The last day of support."),
} as const;

/** The order of a version's days, said at the later one. */
export function inOrder(version: {
  supportedFrom?: string | undefined;
  supportedUntil?: string | undefined;
}): boolean {
  const { supportedFrom, supportedUntil } = version;
  return !supportedFrom || !supportedUntil || supportedFrom <= supportedUntil;
}

export const orderProblem = {
  path: ["supportedUntil"],
  message: "Support ends before it begins.",
};
