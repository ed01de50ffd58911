/**
 * Makes the evidence pack of a case: every promise with clause, clock, messages and events, signed by
 * the team. Plain, it holds no name and no word of anybody's; what is added is recorded with a reason.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import type { CaseRecord } from "../../core/evidence/case-record.ts";
import { composePack } from "../../core/evidence/compose-pack.ts";
import { inclusions, type PackSigner } from "../../core/evidence/pack.ts";
import { isWithheldFrom, type KnownPerson } from "../../core/identity/audience.ts";
import type { Outgoing } from "../../core/identity/scan-names.ts";
import type { Actor } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { proofOf } from "../../store/checkpoints/proof-reader.ts";
import type { Context } from "../../store/context.ts";
import { contentOf, namesIn, translationsIn } from "../../store/evidence/added-reader.ts";
import { caseRecordOf } from "../../store/evidence/record-reader.ts";
import { peopleOf } from "../../store/identity/people-reader.ts";
import { privateKeysOf } from "../../store/keys/reader.ts";
import { storedPolicies } from "../../store/policies/reader.ts";
import { recordAccess } from "../access/record-access.ts";
import { defineAction } from "../action.ts";
import { type NameGuard, nameGuard } from "../identity/name-guard.ts";
import { type Desk, onCase } from "../on-case.ts";

const signer: Actor = { kind: "system", task: "make-evidence" };

const input = z.object({
  caseId: z.uuid().meta({ title: "Case" }),
  include: z
    .array(z.enum(inclusions))
    .default([])
    .meta({
      title: "Add to the pack",
      description: "Nothing for a pack that names nobody and quotes nobody, as most readers need.",
      words: { names: "Names of parties and colleagues", content: "Words of reports and messages" },
    }),
  recipientId: z.uuid().optional().meta({
    title: "Who gets it",
    description: "Parties who did not allow this reader to learn their name are not named.",
  }),
  reason: z.string().trim().max(2_000).default("").meta({
    title: "Reason",
    description: "Needed where something is added: who gets the pack, and why they need that.",
  }),
});

type Wish = z.output<typeof input>;

export const makeEvidence = defineAction({
  deed: "make-evidence",
  title: "Make an evidence pack",
  summary:
    "Makes the signed archive that walks each promise of a case: clause, clock, messages, events. The archive comes in base 64.",
  path: "/cases/{caseId}/evidence",
  input,
  async run(context, actor, wish) {
    const vault = await readersVault(context, wish);
    const record = await onCase(context, actor, "make-evidence", wish.caseId, async (desk) => {
      const found = await recordFor(context, actor, desk, wish, vault.people);
      vault.guard.mustPass(textsOf(found));
      return found;
    });
    const { checkpoint, ...means } = await meansFor(context, record);
    const pack = composePack({ ...record, checkpoint }, context.holidaysIn);
    const archive = await context.packEvidence(pack, means);
    await recordAccess(context, actor, { kind: "export", what: "evidence", caseId: wish.caseId });
    return {
      fileName: fileNameOf(record.head.reference, record.now),
      sha256: createHash("sha256").update(archive).digest("hex"),
      archive: Buffer.from(archive).toString("base64"),
    };
  },
});

/** Records the deed first: the pack's chain ends with it, and tells what it added. */
async function recordFor(
  context: Context,
  actor: Actor,
  desk: Desk,
  wish: Wish,
  people: ReadersVault["people"],
): Promise<Omit<CaseRecord, "checkpoint">> {
  const includes = inclusions.filter((each) => wish.include.includes(each));
  const { tx, head, caseKey } = desk;
  // Who runs the machine reads no case: what the team keeps from them, no archive brings out.
  if (includes.length > 0 && actor.kind === "system") throw new Refusal("evidence.members-only");
  if (includes.length > 0 && wish.reason === "") throw new Refusal("evidence.reason");
  const eventId = await desk.record({
    sideId: staffSide,
    type: "evidence.made",
    body: { includes: includes.join(" ") },
    ...(wish.reason === "" ? {} : { text: { key: caseKey, plain: wish.reason } }),
  });
  const known = await caseRecordOf(context, tx, head);
  // What colleagues wrote for themselves goes to no party of the case.
  const contentFor = async ({ recipientId }: Wish) => ({
    ...(await contentOf(context, tx, head, known)),
    ...(recipientId ? {} : await translationsIn(context, tx, head.caseId)),
  });
  return {
    ...known,
    deed: { eventId, includes, reason: includes.length > 0 ? wish.reason : null },
    names: includes.includes("names") ? await namesIn(context, tx, known, people) : null,
    content: includes.includes("content") ? await contentFor(wish) : null,
  };
}

/** What the reader of the pack may not learn, and by whom the pack is looked through. */
interface ReadersVault {
  readonly guard: NameGuard;
  readonly people: readonly (KnownPerson & { readonly withheld: boolean })[];
}

async function readersVault(
  context: Context,
  { caseId, recipientId }: Wish,
): Promise<ReadersVault> {
  const audience = { kind: "recipients", ids: recipientId ? [recipientId] : [] } as const;
  const people = await context.transaction(signer, (tx) => peopleOf(context, tx, caseId));
  return {
    guard: await nameGuard(context, caseId, audience),
    people: people.map((each) => ({ ...each, withheld: isWithheldFrom(each, audience) })),
  };
}

/** Every word of the pack that a person wrote. */
function textsOf({ deed, content }: Omit<CaseRecord, "checkpoint">): Outgoing[] {
  const {
    title = "",
    reports = [],
    messages = [],
    translations = [],
    breaches = [],
  } = content ?? {};
  return [
    { place: "Reason", text: deed.reason ?? "" },
    { place: "Title", text: title },
    ...reports.map(({ text }, at) => ({ place: `Report ${at + 1}`, text })),
    ...messages.flatMap(({ subject, text }, at) => [
      { place: `Message ${at + 1}, subject`, text: subject },
      { place: `Message ${at + 1}`, text },
    ]),
    ...translations.map(({ text }, at) => ({ place: `Translation ${at + 1}`, text })),
    ...breaches.map(({ reason }, at) => ({ place: `Broken promise ${at + 1}`, text: reason })),
  ];
}

/** What only the program itself reaches: its key, the checkpoints, and the policy texts as kept. */
async function meansFor(
  context: Context,
  { head, events }: Pick<CaseRecord, "head" | "events">,
): Promise<PackSigner & Pick<CaseRecord, "checkpoint">> {
  return context.transaction(signer, async (tx) => {
    const keys = await privateKeysOf(context, tx, "advisory");
    const present = keys.find((key) => key.retiredAt === null);
    if (!present) throw new Error("no key signs for the team: it is made at the first start");
    const texts = await storedPolicies(tx);
    return {
      ...{ armored: present.armored, publicKey: present.publicKey },
      fingerprint: present.fingerprint,
      keyUrl: `${context.baseUrl}/key`,
      policyTexts: new Map(texts.map(({ version, body }) => [version, body])),
      checkpoint: await proofOf(context, tx, head.caseId, events.length),
    };
  });
}

/** The reference is minted by policy; what it may hold that a file's name may not is left out. */
function fileNameOf(reference: string, now: Date): string {
  const name = reference.replace(/[^A-Za-z0-9.-]+/g, "-").replace(/^[.-]+/, "");
  return `evidence-${name}-${now.toISOString().slice(0, 10)}.zip`;
}
