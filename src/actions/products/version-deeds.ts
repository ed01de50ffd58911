/** Adds and changes the versions of a product: branch, days and support. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { insertVersion, lockProduct, updateVersion } from "../../store/products/writer.ts";
import { defineAction } from "../action.ts";
import { inOrder, orderProblem, seenField, versionFields } from "./product-fields.ts";

const productId = z.uuid().meta({ title: "Product" });

export const addVersion = defineAction({
  deed: "add-version",
  title: "Add version",
  summary: "Adds a version of a product, with its branch, its days and its support.",
  path: "/products/{productId}/versions",
  input: z.object({ productId, ...versionFields }).refine(inOrder, orderProblem),
  async run(context, actor, { productId, ...values }) {
    permit(actor, "add-version");
    return context.transaction(actor, async (tx) => {
      await lockProduct(tx, productId, undefined);
      const ids = { productId, versionId: context.newId() };
      await insertVersion(context, tx, ids, values);
      await appendHouseEvent(context, tx, { type: "product.version-added", body: ids });
      return ids;
    });
  },
});

export const changeVersion = defineAction({
  deed: "change-version",
  title: "Save version",
  summary: "Changes or renames a version of a product.",
  path: "/products/{productId}/versions/{versionId}",
  input: z
    .object({
      productId,
      versionId: z.uuid().meta({ title: "Version" }),
      ...versionFields,
      seen: seenField,
    })
    .refine(inOrder, orderProblem),
  async run(context, actor, { productId, versionId, seen, ...values }) {
    permit(actor, "change-version");
    return context.transaction(actor, async (tx) => {
      const ids = { productId, versionId };
      await updateVersion(context, tx, ids, values, seen);
      await appendHouseEvent(context, tx, { type: "product.version-changed", body: ids });
      return ids;
    });
  },
});
