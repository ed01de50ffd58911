/** The schema of a policy's settings on need-to-know. What each means its type says. */
import { z } from "zod";
import { requirements } from "./schema-parts.ts";

/** A review that nobody dated would never be late: unlike a promise's, this length is a number. */
const reviewWithin = z.union(
  [
    z.strictObject({ hours: z.int().min(1).max(8_784) }),
    z.strictObject({ workingDays: z.int().min(1).max(60) }),
  ],
  { error: "is no such length; write { workingDays: 2 } or { hours: 24 }" },
);

/** Names of rules that the program has itself. */
const ownRules = ["every-report", "author", "entity", "on-call"];

const routingRule = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9-]{1,60}$/, "is not a short name of a-z, 0-9 and hyphens")
      .refine((name) => !ownRules.includes(name), { message: "is the name of a rule of Parley’s" }),
    team: z.string().trim().min(1).optional(),
    entity: z.string().trim().min(1).optional(),
    channels: z.array(z.enum(["form", "mail", "api", "support", "import"])).default([]),
    products: z.array(z.string().trim().min(2, "is shorter than two letters")).default([]),
  })
  .refine((rule) => (rule.team === undefined) !== (rule.entity === undefined), {
    message: "names either a team or an entity, not both",
  });

const breakGlass = z
  .strictObject({
    aloneByOnCall: z.boolean().default(false),
    hoursMax: z.int().min(1).max(168).default(4),
    reviewWithin: reviewWithin.default({ workingDays: 2 }),
  })
  .default({ aloneByOnCall: false, hoursMax: 4, reviewWithin: { workingDays: 2 } });

export const needToKnow = z
  .strictObject({
    routing: z
      .array(routingRule)
      .default([])
      .refine((rules) => new Set(rules.map(({ name }) => name)).size === rules.length, {
        message: "has two rules of one name",
      }),
    breakGlass,
    requirements,
  })
  .default({
    routing: [],
    breakGlass: { aloneByOnCall: false, hoursMax: 4, reviewWithin: { workingDays: 2 } },
    requirements: [],
  });
