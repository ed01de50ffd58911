/**
 * Takes a report that a customer brought to the support desk. The agent who files it is put on a side
 * of its own: they see how it stands and write with the team, and read nothing of the staff side. A
 * program may file with a token, and a key that makes a second try harmless.
 */
import { z } from "zod";
import { mustBeTaken } from "../../core/attachments/file-limits.ts";
import { type Actor, staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import { nothingOfMail } from "../../core/reports/nothing-of-mail.ts";
import { reportQuestions } from "../../core/reports/report-questions.ts";
import { mustBeAddress } from "../../core/reports/reporter-address.ts";
import { codeOf } from "../../lib/secret-code.ts";
import type { Context } from "../../store/context.ts";
import { customerKey } from "../../store/customers/reader.ts";
import { keepIntakeKey } from "../../store/intake/key-writer.ts";
import { takeOriginalWithin } from "../../store/intake/taking-writer.ts";
import { sealOriginal } from "../../store/intake/writer.ts";
import { portalSecretHash } from "../../store/parties/receipt-reader.ts";
import { defineAction } from "../action.ts";
import { fileName } from "../attachments/file-input.ts";
import { takeArrival } from "./take-arrival.ts";

const line = (title: string, description: string, max = 500) =>
  z.string().trim().max(max, `is longer than ${max} letters`).optional().meta({
    title,
    description,
  });

/** What the schema takes at most; the installation's own limits are asked in the deed. */
const base64Max = 35 * 1024 * 1024;

/** A choice of the report form, with its words. */
function answer(field: "live-incident" | "exploited", title: string, description: string) {
  const choices = reportQuestions[field].choices ?? [];
  const [first = "", ...rest] = choices.map(({ value }) => value);
  const words = Object.fromEntries(choices.map(({ value, label }) => [value, label]));
  return z
    .enum([first, ...rest])
    .optional()
    .meta({ title, description, words });
}

const input = z.object({
  asked: z
    .enum(["report", "question"])
    .default("report")
    .meta({
      title: "What the customer brings",
      words: {
        report: "A vulnerability, or what looks like one",
        question: "A question: is this a security problem?",
      },
    }),
  ticket: line(
    "Ticket number",
    "Yours: you find the report by it, and the team sees it.",
    60,
  ).refine(
    (typed = "") => !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(typed),
    "holds marks that cannot be seen: type it again",
  ),
  product: z
    .string()
    .trim()
    .min(1, "Name the product or service.")
    .max(500)
    .meta({ title: "Product or service" }),
  description: z.string().trim().min(1, "Write down what the customer found.").max(50_000).meta({
    title: "What the customer found",
    description: "In their own words where you can; versions and steps help most.",
  }),
  "live-incident": answer(
    "live-incident",
    "Is it happening now in their network?",
    "Then they are helped by you at once; the team learns whether a vulnerability of ours is used.",
  ),
  exploited: answer(
    "exploited",
    "Have they seen it being exploited?",
    "It may start a legal date.",
  ),
  files: z
    .array(
      z.object({ name: fileName, type: z.string().max(127), base64: z.base64().max(base64Max) }),
    )
    .max(20)
    .default([])
    .meta({
      title: "Files",
      description:
        "What the customer sent you: logs, pictures, captures. Choose them again if the form comes back.",
    }),
  name: line("Name of the customer’s contact", "Sealed apart from the case."),
  organisation: line("Customer", "Sealed apart from the case."),
  email: line(
    "Mail address of the contact",
    "We answer there. Left empty, the customer reads our answers with the receipt code.",
  ),
  customerId: z.uuid().optional().meta({ title: "Customer of the catalogue" }),
  idempotencyKey: z
    .string()
    .regex(/^[\x21-\x7e]{8,128}$/, "should be 8 to 128 letters, digits and signs without blanks")
    .optional()
    .meta({
      title: "Key of this report",
      description:
        "Sent twice with the same report, it is filed once and answered alike; kept for 30 days.",
    }),
});

export const fileReport = defineAction({
  deed: "file-report",
  title: "File the report",
  summary: "Takes a report that a customer brought to the support desk.",
  path: "/filed-reports",
  input,
  async run(context, actor, { idempotencyKey: key, ...report }) {
    permit(actor, "file-report");
    const personId = staffIdOf(actor);
    const tokenId = (actor.kind === "staff" && actor.tokenId) || null;
    const { email, files } = report;
    if (email) mustBeAddress(email);
    if (report.customerId) await mustBeKnown(context, actor, report.customerId);
    mustBeTaken(
      context.fileLimits,
      files.map(({ name, base64 }) => ({ name, content: Buffer.from(base64, "base64") })),
    );
    const arrival = arrivalOf(report, { personId, tokenId });
    if (!key) return takeArrival(context, "support", arrival);
    return context.transaction(actor, async (tx) => {
      const sent = { personId, tokenId, key, content: report };
      const { isFirst, codeBytes, takenAt } = await keepIntakeKey(context, tx, sent);
      const receiptCode = codeOf(codeBytes);
      if (isFirst)
        await takeOriginalWithin(context, tx, await sealed(context, arrival, receiptCode));
      return { receiptCode, receivedAt: takenAt.toISOString() };
    });
  },
});

async function mustBeKnown(context: Context, actor: Actor, customerId: string): Promise<void> {
  const key = await context.transaction(actor, (tx) => customerKey(context, tx, customerId));
  if (!key) throw new Refusal("customer.unknown");
}

function arrivalOf(
  report: Omit<z.output<typeof input>, "idempotencyKey">,
  by: { personId: string; tokenId: string | null },
): Arrival {
  const { asked, ticket, customerId, files, ...fields } = report;
  const given = Object.entries(fields).filter(([, value]) => value);
  return {
    fields: Object.fromEntries(given),
    files,
    language: "en",
    answersBy: report.email ? "mail" : "portal",
    undertakings: null,
    ...nothingOfMail,
    filedBy: by.personId,
    filing: {
      asked,
      ticket: ticket || null,
      customerId: customerId ?? null,
      tokenId: by.tokenId,
    },
  };
}

function sealed(context: Context, arrival: Arrival, secret: string) {
  return sealOriginal(context, {
    channel: "support",
    bytes: Buffer.from(JSON.stringify(arrival)),
    receiptHash: portalSecretHash(context, { kind: "code", secret }),
    once: false,
  });
}
