/** The fields that planning a remedy and changing one share. */
import { z } from "zod";
import { remedyKinds } from "../../core/remedies/remedy.ts";

export const remedyFields = {
  kind: z.enum(remedyKinds).meta({ title: "Kind" }),
  term: z.enum(["short", "long"]).default("long").meta({
    title: "Term",
    description: "A short-term countermeasure or a longer-term correction.",
  }),
  text: z.string().trim().min(3, "Say what it is.").max(20_000).meta({ title: "What to do" }),
  howToObtain: z.string().trim().max(4_000).default("").meta({ title: "How to obtain it" }),
  productIds: z
    .array(z.uuid())
    .max(500)
    .default([])
    .meta({ title: "For which products", description: "None chosen means every affected one." }),
  ownerId: z
    .uuid()
    .optional()
    .meta({ title: "Who sees to it", description: "Somebody who is on the case." }),
};
