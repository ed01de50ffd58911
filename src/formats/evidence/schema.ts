/**
 * The shape of evidence.json, as strict as what writes it: a pack from elsewhere is read by this
 * before anything of it is believed, and its numbers are bounded before anything is counted.
 */
import { z } from "zod";
import { clockStates } from "../../core/clocks/clock-state.ts";
import { type EvidencePack, inclusions, packFormat } from "../../core/evidence/pack.ts";

const instant = z.iso.datetime({ precision: 3 });
const id = z.uuid();
const word = z.string().max(200);
const hex32 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0).max(10_000);
const text = z.union([z.string(), z.record(z.string(), z.string())]);

const length = z.union([
  z.strictObject({ hours: count }),
  z.strictObject({ days: count }),
  z.strictObject({ workingDays: count }),
  z.strictObject({ months: count }),
  z.enum(["agreed", "none"]),
]);

const few = 5_000;
const many = 1_000_000;

const clause = z.strictObject({
  from: word,
  within: length,
  bySeverity: z
    .record(word, length)
    .refine((bands) => Object.keys(bands).length <= 20, "more bands than a score can have"),
  basis: z.enum(["text", "rule", "agreed", "target"]),
  wording: z.enum(["promised", "aimed-at", "unsaid"]),
  satisfiedBy: z.enum(["person", "any"]),
  endMovesToWorkingDay: z.boolean().nullable(),
  says: text.nullable(),
  requirements: z.array(word).max(few),
});

/** So much of a clock's line can stand still: a hundred years. */
const pausedMsMax = 100 * 366 * 86_400_000;

const clock = z.strictObject({
  startedAt: instant,
  startedBy: id.nullable(),
  dueAt: instant.nullable(),
  formerDues: z
    .array(
      z.strictObject({
        dueAt: instant.nullable(),
        movedAt: instant,
        because: z.enum(["agreed", "severity", "policy", "resumed", "attempt"]),
        eventId: id,
      }),
    )
    .max(few),
  warnedAt: instant.nullable(),
  overdueAt: instant.nullable(),
  pausedAt: instant.nullable(),
  pausedMs: z.int().min(0).max(pausedMsMax),
  pauses: z.array(z.strictObject({ from: instant, to: instant })).max(few),
  metAt: instant.nullable(),
  metBy: id.nullable(),
  stoppedAt: instant.nullable(),
  stoppedBy: id.nullable(),
});

const promise = z.strictObject({
  clockId: id,
  promise: word,
  deed: word,
  owedBy: z.enum(["us", "them"]),
  owedTo: word,
  subjectId: id,
  clause: clause.nullable(),
  policyVersion: z.int(),
  clock,
  state: z.enum(clockStates),
  broken: z.boolean(),
  explainedAt: instant.nullable(),
  events: z.array(id).max(many),
  messages: z.array(id).max(many),
});

const policy = z.strictObject({
  name: word,
  version: z.int(),
  inForceFrom: instant,
  file: word,
  calendar: z.strictObject({
    zone: word,
    weekdays: z.array(z.int().min(1).max(7)).max(7),
    dayEndsAt: z.string().regex(/^\d\d:\d\d$/),
    endMovesToWorkingDay: z.boolean(),
    atLeastTwoWorkingDays: z.boolean(),
    holidays: z.record(z.string().regex(/^-?\d{1,6}$/), z.array(z.iso.date()).max(366)),
  }),
});

const report = z.strictObject({
  reportId: id,
  party: word,
  channel: word,
  relation: word,
  attemptedAt: instant,
  receivedAt: instant,
  firstReadAt: instant.nullable(),
  encrypted: z.boolean(),
});

const message = z.strictObject({
  messageId: id,
  party: word.nullable(),
  direction: z.enum(["in", "out", "internal"]),
  kind: word,
  by: z.enum(["staff", "party", "system"]),
  at: instant,
  encrypted: z.boolean(),
  deliveries: z
    .array(
      z.strictObject({
        state: word,
        owedAt: instant,
        sentAt: instant.nullable(),
        encrypted: z.boolean().nullable(),
        attempts: z.int().min(0),
        mailIdSha256: hex32,
      }),
    )
    .max(few),
});

const event = z.strictObject({
  seq: z.int().min(1),
  eventId: id,
  type: word,
  at: instant,
  happenedAt: instant.nullable(),
  until: instant.nullable(),
  actor: word,
  messageId: id.nullable(),
  clockId: id.nullable(),
  mac: hex32,
});

const checkpoint = z.strictObject({
  seq: z.int().min(1),
  record: z.strictObject({
    checkpointId: z.int().min(1),
    at: instant,
    root: hex32,
    previousRoot: hex32,
    publicKey: z.base64().max(100),
    signature: z.base64().max(200),
  }),
  index: z.int().min(0),
  count: z.int().min(1),
  path: z.array(hex32).max(64),
});

const translation = z.strictObject({
  of: id,
  notedAt: instant,
  language: z.string(),
  into: z.string(),
  means: z.enum(["person", "machine"]),
  text: z.string(),
});

const content = z.strictObject({
  title: z.string(),
  reports: z.array(z.strictObject({ reportId: id, text: z.string() })),
  messages: z.array(z.strictObject({ messageId: id, subject: z.string(), text: z.string() })),
  // Left out by packs from before translations were noted, and where there is none.
  translations: z.array(translation).optional(),
  breaches: z.array(z.strictObject({ clockId: id, reason: z.string() })),
});

export const packSchema: z.ZodType<EvidencePack> = z.strictObject({
  format: z.literal(packFormat),
  madeAt: instant,
  organisation: z.string(),
  team: z.string(),
  case: z.strictObject({
    caseId: id,
    reference: word,
    kind: word,
    stage: word,
    openedAt: instant,
    closedAt: instant.nullable(),
    policyVersion: z.int(),
  }),
  deed: z.strictObject({
    eventId: id,
    includes: z.array(z.enum(inclusions)).max(inclusions.length),
    reason: z.string().nullable(),
  }),
  policies: z.array(policy).max(100),
  parties: z.array(z.strictObject({ party: word, kind: word })).max(many),
  promises: z.array(promise).max(2_000),
  reports: z.array(report).max(many),
  messages: z.array(message).max(many),
  events: z.array(event).max(many),
  checkpoint: checkpoint.nullable(),
  names: z
    .array(z.strictObject({ who: word, name: z.string(), organisation: z.string().nullable() }))
    .nullable(),
  content: content.nullable(),
});
