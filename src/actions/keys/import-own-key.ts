/** Takes over a key that the team has already. Its passphrase is used once and never kept. */
import { z } from "zod";
import { addressesOf, mustBeFree } from "../../core/keys/key-addresses.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { type OwnPublicKey, ownKeyAtHand, ownKeys } from "../../store/keys/reader.ts";
import { insertOwnKey } from "../../store/keys/writer.ts";
import { closedMails } from "../../store/messages/unread-reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { handOver, transitionOf } from "./hand-over.ts";
import { houseOf, type KeyDesk, onOwnKeys } from "./on-own-keys.ts";

export const importOwnKey = defineAction({
  deed: "import-own-key",
  title: "Import a key",
  summary:
    "Takes over an OpenPGP key of ours with its private half. A key that could not be relied on is refused.",
  path: "/own-keys/import",
  input: z.object({
    armored: z.string().min(1, "Paste the key.").max(200_000).meta({
      title: "Private key",
      description:
        "Armoured, as gpg --armor --export-secret-keys writes it. It is sealed before it is kept.",
    }),
    passphrase: z.string().max(1_000).optional().meta({
      title: "Its passphrase",
      description: "Used now and not kept. Empty if it has none.",
    }),
    purpose: z
      .enum(["mail", "advisory"])
      .default("mail")
      .meta({
        title: "What it is for",
        words: { mail: "Mail", advisory: "Signing advisories" },
      }),
  }),
  async run(context, actor, { armored, passphrase, purpose }) {
    permit(actor, "import-own-key");
    const taken = await context.ownKeyTools.importOwnKey(armored, passphrase, context.now());
    if (purpose === "mail" && taken.addresses.length === 0) throw new Refusal("key.no-addresses");
    return onOwnKeys(context, actor, "import-own-key", async (desk) => {
      const keys = await ownKeys(desk.tx);
      if (keys.some((each) => each.fingerprint === taken.fingerprint)) {
        throw new Refusal("key.known");
      }
      const inUse = keys.filter((each) => each.purpose === purpose && each.retiredAt === null);
      const { addresses, ...next } = taken;
      const keyId = await put(desk, { next, addresses, purpose, inUse });
      const { fingerprint } = taken;
      await desk.record("own-key.imported", { purpose, keyId, fingerprint });
      if (purpose === "mail") await oweClosedMails(context, desk.tx);
      return { keyId, fingerprint };
    });

    /** In place of the key in use for its addresses, or beside the others. */
    async function put(
      { tx }: KeyDesk,
      given: {
        next: Omit<typeof taken, "addresses">;
        addresses: readonly string[];
        purpose: "mail" | "advisory";
        inUse: readonly OwnPublicKey[];
      },
    ): Promise<string> {
      const { next, addresses, inUse } = given;
      const { reportAddress } = houseOf(context);
      const replaced = replacedBy(given, reportAddress);
      const old = replaced && (await ownKeyAtHand(context, tx, replaced.keyId));
      const others = inUse.filter((each) => each !== replaced);
      if (purpose === "mail") mustBeFree(addresses, others, reportAddress);
      const own = purpose === "mail" ? addresses : [];
      if (old) {
        const transition = await transitionOf(context, old, next);
        return handOver(context, tx, old, { next, addresses: own, transition });
      }
      const further = !own.includes(reportAddress);
      return insertOwnKey(context, tx, { ...next, purpose, addresses: own, further });
    }
  },
});

/** Mails that no key of ours opened may open with this one: each is read again. */
async function oweClosedMails(context: Context, tx: Tx): Promise<void> {
  for (const { caseId, objectId } of await closedMails(tx)) {
    await owe(context, tx, "read-again", { caseId, subjectId: objectId });
  }
}

/** Refuses with key.other-addresses where one of its addresses would be left without a key. */
function replacedBy(
  given: {
    addresses: readonly string[];
    purpose: "mail" | "advisory";
    inUse: readonly OwnPublicKey[];
  },
  reportAddress: string,
): OwnPublicKey | undefined {
  const { addresses, purpose, inUse } = given;
  if (purpose === "advisory") return inUse[0];
  const replaced = inUse.find((each) =>
    addressesOf(each, reportAddress).some((address) => addresses.includes(address)),
  );
  const left = replaced && addressesOf(replaced, reportAddress).find((a) => !addresses.includes(a));
  if (left) throw new Refusal("key.other-addresses", { address: left });
  return replaced;
}
