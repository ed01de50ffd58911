/**
 * Takes a report that a customer brought to the support desk. The agent who files it is put on a side
 * of its own: they see how it stands and write with the team, and read nothing of the staff side.
 */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import { codeOf } from "../../lib/secret-code.ts";
import { takeOriginal } from "../../store/intake/taking-writer.ts";
import { sealOriginal } from "../../store/intake/writer.ts";
import { portalSecretHash } from "../../store/parties/receipt-reader.ts";
import { defineAction } from "../action.ts";

const line = (title: string, description: string) =>
  z.string().trim().max(500).optional().meta({ title, description });

export const fileReport = defineAction({
  deed: "file-report",
  title: "File the report",
  summary: "Takes a report that a customer brought to the support desk.",
  path: "/filed-reports",
  input: z.object({
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
    name: line("Name of the customer’s contact", "Sealed apart from the case."),
    organisation: line("Customer", "Sealed apart from the case."),
    email: line(
      "Mail address of the contact",
      "We answer there. Left empty, the customer reads our answers with the receipt code.",
    ),
  }),
  async run(context, actor, { product, description, ...contact }) {
    permit(actor, "file-report");
    const filedBy = staffIdOf(actor);
    if (contact.email && !/^[^\s@<>"(),:;\\]+@[^\s@<>"(),:;\\]+$/.test(contact.email)) {
      throw new Refusal("report.address", { value: contact.email });
    }
    const given = Object.entries(contact).filter(([, value]) => value);
    const arrival: Arrival = {
      fields: { product, description, ...Object.fromEntries(given) },
      files: [],
      language: "en",
      answersBy: contact.email ? "mail" : "portal",
      undertakings: null,
      encrypted: false,
      decrypted: true,
      signature: "none",
      key: null,
      problems: [],
      automatic: false,
      attemptedAt: null,
      filedBy,
    };
    const code = codeOf(context.randomBytes(16));
    const sealed = await sealOriginal(context, {
      channel: "support",
      bytes: Buffer.from(JSON.stringify(arrival)),
      receiptHash: portalSecretHash(context, { kind: "code", secret: code }),
      once: false,
    });
    await takeOriginal(context, sealed);
    return { receiptCode: code, receivedAt: context.now().toISOString() };
  },
});
