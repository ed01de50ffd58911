/** Says what a product asks of security wherever it is used, as environmental metrics of CVSS. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { readProfile } from "../../core/severity/adjust.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { writeSecurityProfile } from "../../store/products/profile-writer.ts";
import { defineAction } from "../action.ts";

export const setSecurityProfile = defineAction({
  deed: "set-security-profile",
  title: "Save the profile",
  summary: "Sets the security profile of a product: environmental metrics of CVSS.",
  path: "/products/{productId}/security-profile",
  input: z.object({
    productId: z.uuid().meta({ title: "Product" }),
    profile: z.string().trim().max(200).default("").meta({
      title: "Security profile",
      description:
        "CR, IR and AR (how much confidentiality, integrity and availability matter: L, M, H) and modified metrics, such as CR:H/AR:H/MAV:A. Empty: none.",
    }),
  }),
  async run(context, actor, { productId, profile }) {
    permit(actor, "set-security-profile");
    const read = readProfile(profile);
    if ("fault" in read) throw new Refusal("severity.profile", { problem: read.fault });
    return context.transaction(actor, async (tx) => {
      const text = Object.entries(read.metrics).map(([metric, value]) => `${metric}:${value}`);
      const found = await writeSecurityProfile(tx, productId, text.join("/") || null);
      if (!found) throw new Refusal("product.unknown");
      const body = { productId, profile: text.join("/") };
      await appendHouseEvent(context, tx, { type: "product.profile-set", body });
      return { productId, profile: text.join("/") };
    });
  },
});
