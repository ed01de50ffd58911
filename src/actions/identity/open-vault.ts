/**
 * Opens the identity of one party for one answer, with the reason. The opening is recorded before
 * anything is read; nothing of it is kept anywhere.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import type { Actor } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { printsOf } from "../../store/identity/people-reader.ts";
import { originalOfMessage } from "../../store/messages/original-reader.ts";
import { signatureOf } from "../../store/messages/signers.ts";
import { identityOf, partiesOf } from "../../store/parties/reader.ts";
import { openKeyLinks } from "../../store/party-keys/link-reader.ts";
import { openPartyKeys, partyKeysOf } from "../../store/party-keys/reader.ts";
import { originalOf } from "../../store/reports/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { recordAccess } from "../access/record-access.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

const vault: Actor = { kind: "system", task: "open-vault" };

export const openVault = defineAction({
  deed: "open-vault",
  title: "Open the vault",
  summary:
    "Shows who a party is, once, with the reason; or which key signed a mail of its thread; or gives the untouched original of its report or of such a mail, in base 64. Every opening is recorded.",
  path: "/cases/{caseId}/vault",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().meta({ title: "Party" }),
    reportId: z.uuid().optional().meta({
      title: "Report",
      description: "Given, the answer is the report’s untouched original instead.",
    }),
    messageId: z.uuid().optional().meta({
      title: "Message",
      description:
        "A mail of the party’s thread, or a mail server’s report on a mail to it: the answer is its untouched original.",
    }),
    signerOf: z.uuid().optional().meta({
      title: "Signed message",
      description: "A mail of the party’s thread: the answer is the key that signed it.",
    }),
    reason: z
      .string()
      .trim()
      .min(10, "Say what you need the name for.")
      .max(2_000)
      .meta({ title: "Reason", description: "It is kept in the history of the case." }),
  }),
  async run(context, actor, { caseId, partyId, reportId, messageId, signerOf, reason }) {
    const seen = await onCase(context, actor, "open-vault", caseId, async (desk) => {
      const party = (await partiesOf(desk.tx, caseId)).find((each) => each.partyId === partyId);
      if (!party) throw new Refusal("party.unknown");
      await desk.record({
        sideId: staffSide,
        type: "vault.opened",
        body: {
          ...{ partyId, reportId: reportId ?? null },
          ...(signerOf ? { messageId: signerOf, what: "signer" } : {}),
          ...(messageId ? { messageId, what: "original" } : {}),
        },
        text: { key: desk.caseKey, plain: reason },
      });
      return { reference: desk.head.reference, pseudonym: party.pseudonym };
    });
    await recordAccess(context, actor, { kind: "vault.opened", what: "vault", caseId });
    if (signerOf) {
      const { pseudonym } = seen;
      return openSigner(context, { caseId, partyId, messageId: signerOf, pseudonym });
    }
    if (messageId) {
      return openMail(context, { caseId, partyId, messageId, reference: seen.reference });
    }
    return reportId
      ? openOriginal(context, { caseId, reportId, reference: seen.reference })
      : openIdentity(context, { caseId, partyId, pseudonym: seen.pseudonym });
  },
});

async function openIdentity(
  context: Context,
  { caseId, partyId, pseudonym }: { caseId: string; partyId: string; pseudonym: string },
) {
  return context.transaction(vault, async (tx) => {
    const identity = await identityOf(context, tx, partyId);
    if (!identity) throw new Refusal("identity.erased");
    const [credit] = await printsOf(context, tx, partyId);
    const { name, handle, organisation, email, telephone, keyFingerprint } = identity;
    const known = { name, handle: handle ?? null, organisation, email, telephone, keyFingerprint };
    const signedBy = identity.signer?.fingerprint ?? null;
    return {
      partyId,
      pseudonym,
      identity: { ...known, signedBy, creditAs: credit?.print || null },
      keys: await offeredKeys(context, tx, caseId, partyId),
      keyLinks: [...(await openKeyLinks(context, tx, partyId)).values()],
    };
  });
}

/** Every key that the party offered, to compare with what its owner says. */
async function offeredKeys(context: Context, tx: Tx, caseId: string, partyId: string) {
  const opened = await openPartyKeys(context, tx, partyId);
  return (await partyKeysOf(context, tx, caseId)).flatMap(({ keyId, state, source }) => {
    const key = opened.get(keyId);
    return key ? [{ state, source, fingerprint: key.fingerprint, userIds: key.userIds }] : [];
  });
}

async function openOriginal(
  context: Context,
  { caseId, reportId, reference }: { caseId: string; reportId: string; reference: string },
) {
  const found = await context.transaction(vault, (tx) => originalOf(context, tx, caseId, reportId));
  if (!found) throw new Refusal("access.not-found");
  const ending = found.channel === "mail" ? "eml" : "json";
  return { fileName: `${reference}-original.${ending}`, archive: found.bytes.toString("base64") };
}

async function openSigner(
  context: Context,
  { pseudonym, ...of }: { caseId: string; partyId: string; messageId: string; pseudonym: string },
) {
  return context.transaction(vault, async (tx) => {
    const identity = await identityOf(context, tx, of.partyId);
    if (!identity) throw new Refusal("identity.erased");
    const found = await signatureOf(context, tx, of);
    if (!found) throw new Refusal("access.not-found");
    const fingerprint = found.signer?.fingerprint ?? null;
    return {
      ...{ partyId: of.partyId, pseudonym, messageId: of.messageId },
      signed: {
        at: found.at.toISOString(),
        state: found.signature,
        kind: found.signer?.kind ?? null,
        fingerprint,
        // Whether it is the key that letters to them are encrypted to.
        isTheirs: fingerprint !== null && fingerprint === identity.keyFingerprint,
      },
    };
  });
}

async function openMail(
  context: Context,
  { reference, ...of }: { caseId: string; partyId: string; messageId: string; reference: string },
) {
  const bytes = await context.transaction(vault, (tx) => originalOfMessage(context, tx, of));
  if (!bytes) throw new Refusal("access.not-found");
  const mark = of.messageId.slice(-6);
  return { fileName: `${reference}-message-${mark}.eml`, archive: bytes.toString("base64") };
}
