/** Makes the next key in place of one in use; the old one reads on, and both sign the statement. */
import { z } from "zod";
import { addressesOf } from "../../core/keys/key-addresses.ts";
import { defineAction } from "../action.ts";
import { handOver, transitionOf } from "./hand-over.ts";
import { houseOf, mustBeInUse, onOwnKeys, ownKey } from "./on-own-keys.ts";
import { keyField, kindField, monthsField, monthsOn } from "./own-key-input.ts";

export const rotateOwnKey = defineAction({
  deed: "rotate-own-key",
  title: "Rotate",
  summary:
    "Makes the next key in place of one in use. The old one is kept for reading, and a statement signed by both is published.",
  path: "/own-keys/{keyId}/rotate",
  input: z.object({ keyId: keyField, kind: kindField, months: monthsField }),
  async run(context, actor, { keyId, kind, months }) {
    const before = await onOwnKeys(context, actor, "rotate-own-key", async ({ tx }) => {
      const key = await ownKey(context, tx, keyId);
      mustBeInUse(key);
      return key;
    });
    const now = context.now();
    const { team, reportAddress } = houseOf(context);
    const { purpose } = before.found;
    const addresses = addressesOf(before.found, reportAddress);
    const [email = reportAddress, ...furtherEmails] = addresses;
    // Between two transactions: an RSA key takes seconds.
    const next = await context.ownKeyTools.makeKeyPair({
      ...{
        name: purpose === "mail" ? team : `${team}, advisories`,
        email,
        furtherEmails,
        kind,
        now,
      },
      validForSeconds: Math.round((monthsOn(now, months).getTime() - now.getTime()) / 1000),
    });
    const transition = await transitionOf(context, before, next);
    return onOwnKeys(context, actor, "rotate-own-key", async ({ tx, record }) => {
      mustBeInUse(await ownKey(context, tx, keyId));
      const to = { next, addresses: purpose === "mail" ? addresses : [], transition };
      const nextId = await handOver(context, tx, before, to);
      const { fingerprint } = next;
      await record("own-key.rotated", { purpose, keyId: nextId, fingerprint, follows: keyId });
      return { keyId: nextId, fingerprint };
    });
  },
});
