/** The schema of the settings on how long things are kept. */
import { z } from "zod";
import { keepsAll } from "../../core/policy/retention.ts";

const keepFor = z.union(
  [
    z.strictObject({ days: z.int().min(1).max(36_600) }),
    z.strictObject({ months: z.int().min(1).max(1_200) }),
    z.literal("none"),
  ],
  { error: "is not a term; write one such as { days: 90 }, { months: 24 } or none" },
);

export const retention = z
  .strictObject({
    identities: keepFor.default("none"),
    content: keepFor.default("none"),
    rejected: keepFor.default("none"),
    accounts: keepFor.default("none"),
    customers: keepFor.default("none"),
    automatic: z.array(z.enum(["identities", "content", "accounts", "customers"])).default([]),
    requests: keepFor.default("none"),
  })
  .default({ ...keepsAll, automatic: [] });
