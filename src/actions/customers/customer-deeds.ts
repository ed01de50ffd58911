/** Keeps customers and what their contracts entitle them to. Support sees it; no reporter is asked. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { isVisibleLine } from "../../core/visible-line.ts";
import {
  endEntitlement as end,
  insertCustomer,
  insertEntitlement,
} from "../../store/customers/writer.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { countKnown } from "../../store/products/reader.ts";
import { defineAction } from "../action.ts";
import { dayField } from "../day-field.ts";

const customerId = z.uuid().meta({ title: "Customer" });

export const addCustomer = defineAction({
  deed: "add-customer",
  title: "Add customer",
  summary: "Adds a customer; the name is sealed.",
  path: "/customers",
  input: z.object({
    name: z
      .string()
      .trim()
      .min(2, "Name the customer.")
      .max(200)
      .refine(isVisibleLine, "Name the customer in one line.")
      .meta({ title: "Name" }),
  }),
  async run(context, actor, { name }) {
    permit(actor, "add-customer");
    return context.transaction(actor, async (tx) => {
      const customerId = context.newId();
      await insertCustomer(context, tx, { customerId, name });
      await appendHouseEvent(context, tx, { type: "customer.added", body: { customerId } });
      return { customerId };
    });
  },
});

export const addEntitlement = defineAction({
  deed: "add-entitlement",
  title: "Add entitlement",
  summary: "Says what a customer's contract entitles it to, for a product or for everything.",
  path: "/customers/{customerId}/entitlements",
  input: z.object({
    customerId,
    level: z.string().trim().min(1, "Say what the contract gives.").max(200).meta({
      title: "Contract level",
      description: "As you call it, such as “Gold” or “Fixes, no new versions”.",
    }),
    productId: z.uuid().optional().meta({
      title: "Product",
      description: "Left out, it is for everything that they have.",
    }),
    validUntil: dayField.optional().meta({ title: "Valid until", description: "The last day." }),
  }),
  async run(context, actor, { customerId, level, productId, validUntil }) {
    permit(actor, "add-entitlement");
    return context.transaction(actor, async (tx) => {
      if (productId && (await countKnown(tx, [productId])) === 0) {
        throw new Refusal("product.unknown");
      }
      const entitlementId = context.newId();
      await insertEntitlement(context, tx, {
        entitlementId,
        customerId,
        level,
        productId: productId ?? null,
        validUntil: validUntil ?? null,
      });
      const body = { customerId, entitlementId, productId: productId ?? null };
      await appendHouseEvent(context, tx, { type: "customer.entitled", body });
      return { entitlementId };
    });
  },
});

export const endEntitlement = defineAction({
  deed: "end-entitlement",
  title: "End entitlement",
  summary: "Ends what a customer was entitled to.",
  path: "/customers/{customerId}/entitlements/{entitlementId}/end",
  input: z.object({ customerId, entitlementId: z.uuid().meta({ title: "Entitlement" }) }),
  async run(context, actor, { customerId, entitlementId }) {
    permit(actor, "end-entitlement");
    return context.transaction(actor, async (tx) => {
      if (!(await end(context, tx, customerId, entitlementId))) {
        throw new Refusal("customer.unknown");
      }
      const body = { customerId, entitlementId };
      await appendHouseEvent(context, tx, { type: "customer.entitlement-ended", body });
      return { entitlementId };
    });
  },
});
