/**
 * Takes a report that a customer brought to the support desk. The agent who files it is put on a side
 * of its own: they see how it stands and write with the team, and read nothing of the staff side.
 */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { nothingOfMail } from "../../core/reports/nothing-of-mail.ts";
import { mustBeAddress } from "../../core/reports/reporter-address.ts";
import { defineAction } from "../action.ts";
import { takeArrival } from "./take-arrival.ts";

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
    if (contact.email) mustBeAddress(contact.email);
    const given = Object.entries(contact).filter(([, value]) => value);
    return takeArrival(context, "support", {
      fields: { product, description, ...Object.fromEntries(given) },
      files: [],
      language: "en",
      answersBy: contact.email ? "mail" : "portal",
      undertakings: null,
      ...nothingOfMail,
      filedBy,
    });
  },
});
