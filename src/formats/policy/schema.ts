/** The schema of a policy file: every setting, and what it may hold. What each means its type says. */
import { z } from "zod";
import type { Policy } from "../../core/policy/policy.ts";
import { Refusal } from "../../core/refusal.ts";
import { checkBands } from "../../core/severity/bands.ts";
import { explanationProblems } from "./explanation-problems.ts";
import { letterProblems } from "./letter-problems.ts";
import { alerts } from "./schema-alerts.ts";
import { appeals, cna, embargo, explanations, recognition, thirdParty } from "./schema-dealings.ts";
import { decisions } from "./schema-decisions.ts";
import { disclosure } from "./schema-disclosure.ts";
import { channels, liveIncident, reporterUndertakings, reportForm } from "./schema-intake.ts";
import { needToKnow } from "./schema-need-to-know.ts";
import { languages, optionalText, paragraphs, requirements, text } from "./schema-parts.ts";
import { promises } from "./schema-promises.ts";
import { retention } from "./schema-retention.ts";
import { languageGaps } from "./text-languages.ts";

const organisation = z.strictObject({
  name: z.string().min(1),
  shortName: z.string().min(1),
  teamName: z.string().min(1),
  entities: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        kind: z.enum(["subsidiary", "joint-venture", "business-group"]),
      }),
    )
    .default([]),
  mission: text,
  programme: z.array(text).default([]),
  standards: z
    .array(
      z.strictObject({ name: z.string().min(1), url: z.url({ protocol: /^https?$/ }).optional() }),
    )
    .default([]),
  requirements,
});

const cvssVersion = z.enum(["2.0", "3.0", "3.1", "4.0"]);

const scoring = z
  .strictObject({
    cvssDefault: cvssVersion,
    accepted: z.array(cvssVersion).min(1),
    readOnly: z.array(cvssVersion).default([]),
    bands: z.array(
      z.strictObject({
        name: z.string().min(1),
        low: z.number().min(0).max(10),
        high: z.number().min(0).max(10),
        colour: z.enum(["purple", "red", "orange", "yellow", "green", "blue", "grey"]),
        label: text,
      }),
    ),
    override: z.strictObject({ allowed: z.boolean(), reasonRequired: z.boolean() }),
    says: paragraphs,
    requirements,
  })
  .superRefine((value, context) => {
    if (!value.accepted.includes(value.cvssDefault)) {
      const message = "is not among the accepted versions";
      context.addIssue({ code: "custom", path: ["cvssDefault"], message });
    }
    try {
      checkBands(value.bands);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const message = String(error.details.problem);
      context.addIssue({ code: "custom", path: ["bands"], message });
    }
  });

const fields = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/, "is not a short name of a-z, 0-9 and hyphens"),
  version: z.int().min(1),
  inForceFrom: z.iso
    .datetime({
      offset: true,
      error: ({ input }) =>
        input === undefined
          ? "is missing"
          : "is not an instant with its zone, such as 2026-01-01T00:00:00Z",
    })
    .transform((instant) => new Date(instant))
    .refine((instant) => instant.getUTCFullYear() >= 1980, {
      // Nobody had a policy then; a year such as 0206 is a slip for 2026.
      message: "is before 1980; write the year in full, such as 2026-01-01T00:00:00Z",
    }),
  languages,
  source: text,
  demonstration: z.boolean(),
  organisation,
  roles: z.array(z.enum(["vendor", "coordinator", "cna", "root", "cna-lr"])).min(1),
  channels,
  letters: z.record(z.string(), text).default({}),
  liveIncident,
  reportForm,
  reporterUndertakings,
  responses: z.strictObject({
    guaranteed: z.boolean(),
    noReplyClasses: z.array(z.strictObject({ name: z.string().min(1), says: text })).default([]),
    requirements,
  }),
  counting: z.strictObject({
    lastDayEnds: z.enum(["midnight", "closing-time"]),
    endMovesToWorkingDay: z.boolean(),
    atLeastTwoWorkingDays: z.boolean(),
  }),
  promises,
  relevancy: z.strictObject({ definition: text, requirements }),
  scoring,
  disclosure,
  embargo,
  explanations,
  cna,
  appeals,
  thirdParty,
  recognition,
  rewards: optionalText,
  privacy: z.strictObject({
    purpose: optionalText,
    retentionDaysAfterClose: z.int().min(0).max(36_600),
    retention,
    safeHarbour: optionalText,
    says: paragraphs,
    requirements,
  }),
  decisions,
  needToKnow,
  alerts,
  publicFigures: z
    .strictObject({
      shown: z.boolean(),
      atLeast: z.int().min(1).max(1000).default(5),
      requirements,
    })
    .default({ shown: false, atLeast: 5, requirements: [] }),
  mayChange: optionalText,
  requirements,
});

type Complain = (path: (string | number)[], message: string) => void;

function checkBandNames(policy: Policy, complain: Complain): void {
  const bands = policy.scoring.bands.map((band) => band.name);
  for (const [id, terms] of Object.entries(policy.promises)) {
    for (const band of Object.keys(terms?.bySeverity ?? {})) {
      if (!bands.includes(band)) {
        complain(["promises", id, "bySeverity", band], `is no band; there are ${bands.join(", ")}`);
      }
    }
  }
  for (const band of Object.keys(policy.alerts.bySeverity)) {
    if (!bands.includes(band)) {
      complain(["alerts", "bySeverity", band], `is no band; there are ${bands.join(", ")}`);
    }
  }
  for (const [index, condition] of policy.disclosure.conditions.entries()) {
    for (const band of condition.severities.filter((name) => !bands.includes(name))) {
      complain(["disclosure", "conditions", index, "severities"], `names no band: ${band}`);
    }
  }
}

function checkEntities(policy: Policy, complain: Complain): void {
  const entities = policy.organisation.entities.map(({ name }) => name);
  for (const [index, { entity }] of policy.needToKnow.routing.entries()) {
    if (entity !== undefined && !entities.includes(entity)) {
      complain(
        ["needToKnow", "routing", index, "entity"],
        `names no entity of the organisation: ${entity}`,
      );
    }
  }
}

export const policySchema: z.ZodType<Policy> = fields.superRefine((policy, context) => {
  const complain: Complain = (path, message) => context.addIssue({ code: "custom", path, message });
  checkBandNames(policy, complain);
  checkEntities(policy, complain);
  for (const { path, message } of languageGaps(policy, policy.languages)) {
    complain([...path], message);
  }
  for (const { path, message } of letterProblems(policy)) complain([...path], message);
  for (const { path, message } of explanationProblems(policy)) complain([...path], message);
  if (policy.promises["acknowledge-appeal"] && !policy.appeals.taken) {
    complain(["promises", "acknowledge-appeal"], "is promised, but no appeals are taken");
  }
});

/**
 * The JSON Schema (2020-12) of a whole policy text as it is written, for editors and the reference.
 * What settings mean is in docs/reference/policy.md, from the comments of core/policy.
 */
export function policyJsonSchema(): object {
  return z.toJSONSchema(policySchema, { io: "input" });
}
