/**
 * Takes a mail as it came, with what its transport said. It is sealed and committed before the
 * sender's server hears 250; the same mail again, or a copy of it, makes nothing more.
 */
import { z } from "zod";
import { type MailEnvelope, noEnvelope } from "../../core/mail/envelope.ts";
import { permit } from "../../core/people/permit.ts";
import { takeOriginal } from "../../store/intake/taking-writer.ts";
import { sealOriginal } from "../../store/intake/writer.ts";
import { defineAction } from "../action.ts";

export const takeMail = defineAction({
  deed: "take-report",
  title: "Take a mail",
  summary: "Takes a raw mail; a task reads it.",
  path: null,
  input: z.object({
    raw: z
      .custom<Uint8Array>((value) => value instanceof Uint8Array)
      .meta({ title: "Raw message" }),
    envelope: z
      .custom<MailEnvelope>()
      .optional()
      .meta({ title: "Envelope", description: "What the transport said beside the message." }),
  }),
  async run(context, actor, { raw, envelope }) {
    permit(actor, "take-report");
    const sealed = await sealOriginal(context, {
      channel: "mail",
      bytes: raw,
      receiptHash: null,
      once: true,
      envelope: envelope ?? noEnvelope,
    });
    await takeOriginal(context, sealed);
    return { receivedAt: context.now().toISOString() };
  },
});
