/** The schema of a policy's settings on decisions. What each means its type says. */
import { z } from "zod";
import { secondPersonOutcomes } from "../../core/policy/decisions.ts";
import { requirements } from "./schema-parts.ts";

export const decisions = z
  .strictObject({
    secondPersonFor: z.array(z.enum(secondPersonOutcomes)).default([]),
    requirements,
  })
  .default({ secondPersonFor: [], requirements: [] });
