/** Makes an OpenPGP key for addresses that have none yet. Where one is in use, rotation is the deed. */
import { z } from "zod";
import { addressesIn, mustBeFree } from "../../core/keys/key-addresses.ts";
import { permit } from "../../core/people/permit.ts";
import { publicKeysOf } from "../../store/keys/reader.ts";
import { insertOwnKey } from "../../store/keys/writer.ts";
import { defineAction } from "../action.ts";
import { houseOf, onOwnKeys } from "./on-own-keys.ts";
import { kindField, monthsField, monthsOn } from "./own-key-input.ts";

export const makeOwnKey = defineAction({
  deed: "make-own-key",
  title: "Make a key",
  summary: "Makes an OpenPGP key of ours for one or several addresses, and publishes it.",
  path: "/own-keys",
  input: z.object({
    addresses: z.string().trim().min(3, "Name at least one address.").max(500).meta({
      title: "Addresses",
      description: "One or several, separated by commas. Each becomes a name in the key.",
    }),
    kind: kindField,
    months: monthsField,
  }),
  async run(context, actor, { addresses: text, kind, months }) {
    permit(actor, "make-own-key");
    const addresses = addressesIn(text);
    const now = context.now();
    const { team, reportAddress } = houseOf(context);
    const [email, ...furtherEmails] = addresses;
    // Before the transaction: an RSA key takes seconds.
    const made = await context.ownKeyTools.makeKeyPair({
      ...{ name: team, email, furtherEmails, kind, now },
      validForSeconds: Math.round((monthsOn(now, months).getTime() - now.getTime()) / 1000),
    });
    return onOwnKeys(context, actor, "make-own-key", async ({ tx, record }) => {
      const keys = await publicKeysOf(tx, "mail");
      mustBeFree(
        addresses,
        keys.filter(({ retiredAt }) => retiredAt === null),
        reportAddress,
      );
      const further = !addresses.includes(reportAddress);
      const keyId = await insertOwnKey(context, tx, {
        ...made,
        purpose: "mail",
        addresses,
        further,
      });
      await record("own-key.made", { purpose: "mail", keyId, fingerprint: made.fingerprint });
      return { keyId, fingerprint: made.fingerprint };
    });
  },
});
