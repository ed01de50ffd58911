/** Gives a key in use a later end; its fingerprint stays. */
import { z } from "zod";
import { Refusal } from "../../core/refusal.ts";
import { replaceOwnKey } from "../../store/keys/writer.ts";
import { defineAction } from "../action.ts";
import { mustBeInUse, onOwnKeys, ownKey } from "./on-own-keys.ts";
import { keyField, monthsField, monthsOn } from "./own-key-input.ts";

export const extendOwnKey = defineAction({
  deed: "extend-own-key",
  title: "Extend",
  summary:
    "Gives a key in use a later end. People who have it fetch it again; its fingerprint stays.",
  path: "/own-keys/{keyId}/extend",
  input: z.object({ keyId: keyField, months: monthsField }),
  async run(context, actor, { keyId, months }) {
    return onOwnKeys(context, actor, "extend-own-key", async ({ tx, record }) => {
      const at = await ownKey(context, tx, keyId);
      mustBeInUse(at);
      // What lies in the operator's file would still have the old end.
      if (at.key === undefined || at.armored === undefined) throw new Refusal("key.kept-outside");
      const now = context.now();
      const until = monthsOn(now, months);
      const extended = await context.ownKeyTools.extendOwnKey(at.armored, until, now);
      const { key, revocation } = at;
      await replaceOwnKey(context, tx, keyId, { ...extended, key, revocation });
      const { fingerprint } = at.found;
      await record("own-key.extended", { keyId, fingerprint, until: until.toISOString() });
      return { keyId, fingerprint, until: until.toISOString() };
    });
  },
});
