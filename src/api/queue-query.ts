/** The queue's filter as a list's query takes it; a value that no filter knows is refused at its name. */
import { z } from "zod";
import { labelIn } from "../core/cases/labels.ts";
import { filterChoices, filterOf, type QueueFilter } from "../core/cases/queue-filter.ts";

const { due, waiting, kind, stage, age } = filterChoices;

export const filterQuery = {
  owner: z
    .union([z.literal(["me", "nobody"]), z.uuid()])
    .optional()
    .meta({ title: "Owner", description: "An account’s id, `me`, or `nobody`." }),
  due: z.enum(due).optional().meta({
    title: "Due",
    description: "By what is owed next: overdue, within a day or a week, or without a date.",
  }),
  waiting: z.enum(waiting).optional().meta({ title: "Waiting for" }),
  kind: z.enum(kind).optional().meta({ title: "Kind" }),
  severity: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .optional()
    .meta({ title: "Severity", description: "A band of the policy, or `none`." }),
  stage: z.enum(stage).optional().meta({ title: "Stage" }),
  product: z.string().max(200).optional().meta({
    title: "Product",
    description: "A product’s name in the catalogue, whole, in any capitals.",
  }),
  age: z.enum(age).optional().meta({ title: "Age", description: "Days since it was opened." }),
  policy: z.coerce.number().int().min(1).max(999_999).optional().meta({
    title: "Policy",
    description: "The version of the policy by which the case runs.",
  }),
  entity: z.string().max(200).optional().meta({
    title: "Entity",
    description:
      "An entity’s name, whole, in any capitals, or `none` where no entity has the case.",
  }),
  label: z
    .string()
    .max(60)
    .refine((text) => text.trim() === "" || labelIn(text) !== undefined, {
      message: "is no label: a word of letters and digits",
    })
    .optional()
    .meta({ title: "Label", description: "A label of the case, whole." }),
  mailbox: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
    .optional()
    .meta({ title: "Mailbox", description: "Only cases that came by this mailbox." }),
};

type Said = Readonly<Partial<Record<keyof typeof filterQuery, string | number | undefined>>>;

/** What was said of it, as the queue's own address would say it. */
export function filterSaid(said: Said): QueueFilter {
  const words = Object.entries(said).flatMap(([part, value]) =>
    value === undefined ? [] : [[part, String(value)]],
  );
  return filterOf(Object.fromEntries(words)).filter;
}
