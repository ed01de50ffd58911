/** Revokes a key that is not in use any more. From then on it is published as revoked. */
import { z } from "zod";
import { revocationReasons } from "../../core/keys/own-key-tools.ts";
import { Refusal } from "../../core/refusal.ts";
import { markRevoked } from "../../store/keys/writer.ts";
import { defineAction } from "../action.ts";
import { onOwnKeys, ownPrivateKey } from "./on-own-keys.ts";
import { keyField } from "./own-key-input.ts";

export const revokeOwnKey = defineAction({
  deed: "revoke-own-key",
  title: "Revoke",
  summary:
    "Revokes a key that was replaced, and publishes it as revoked. It still opens what was written to it. This cannot be taken back.",
  path: "/own-keys/{keyId}/revoke",
  input: z.object({
    keyId: keyField,
    reason: z.enum(revocationReasons).meta({
      title: "Why",
      words: {
        superseded: "Another key took its place",
        compromised: "Somebody else may have the private half",
        retired: "It is not used any more",
      },
    }),
  }),
  async run(context, actor, { keyId, reason }) {
    return onOwnKeys(context, actor, "revoke-own-key", async ({ tx, record }) => {
      const { found, armored } = await ownPrivateKey(context, tx, keyId);
      if (found.retiredAt === null) throw new Refusal("key.in-use-still");
      if (found.revokedAt !== null) throw new Refusal("key.revoked");
      const armoredPublic = await context.ownKeyTools.revokeOwnKey(armored, reason, context.now());
      await markRevoked(context, tx, keyId, { armoredPublic, reason });
      const { fingerprint } = found;
      await record("own-key.revoked", { keyId, fingerprint, reason });
      return { keyId, fingerprint };
    });
  },
});
