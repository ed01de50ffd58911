/**
 * Hands out the certificate that ends a key wherever it is imported: to be kept elsewhere, for the
 * day on which this installation is lost. Whoever has it can end the key, and nothing more.
 */
import { z } from "zod";
import { Refusal } from "../../core/refusal.ts";
import { defineAction } from "../action.ts";
import { onOwnKeys, ownKey } from "./on-own-keys.ts";
import { keyField } from "./own-key-input.ts";

export const readRevocationCertificate = defineAction({
  deed: "read-revocation-certificate",
  title: "Revocation certificate",
  summary: "Hands out the certificate that ends a key of ours wherever it is imported.",
  path: "/own-keys/{keyId}/revocation-certificate",
  input: z.object({ keyId: keyField }),
  async run(context, actor, { keyId }) {
    const deed = "read-revocation-certificate";
    return onOwnKeys(context, actor, deed, async ({ tx, record }) => {
      const { found, armored, revocation } = await ownKey(context, tx, keyId);
      const { fingerprint } = found;
      const made =
        revocation ??
        (armored && (await context.ownKeyTools.revocationCertificate(armored, context.now())));
      if (made === undefined || made === "") throw new Refusal("key.no-revocation");
      await record("own-key.certificate-read", { keyId, fingerprint });
      return { fileName: `revocation-${fingerprint}.asc`, certificate: made };
    });
  },
});
