/** Makes the signed statement of what an erasure took: ids, kinds, counts, clause and who approved. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import type { Actor } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { certificateText } from "../../core/retention/certificate.ts";
import type { Context } from "../../store/context.ts";
import { privateKeysOf } from "../../store/keys/reader.ts";
import {
  type ErasedObject,
  type ErasureRow,
  erasureEvent,
  lockErasure,
  objectsErased,
} from "../../store/retention/erasure-reader.ts";
import { defineAction } from "../action.ts";
import { type KeptCaseDesk, onKeptCase } from "./on-kept-case.ts";

const signer: Actor = { kind: "system", task: "make-certificate" };

export const makeCertificate = defineAction({
  deed: "make-certificate",
  title: "Certificate of erasure",
  summary: "Makes the signed statement of what was erased, without content, in base 64.",
  path: "/cases/{caseId}/erasures/{erasureId}/certificate",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    erasureId: z.uuid().meta({ title: "Erasure" }),
  }),
  async run(context, actor, { caseId, erasureId }) {
    const found = await onKeptCase(context, actor, "make-certificate", caseId, (desk) =>
      factsOf(desk, caseId, erasureId),
    );
    const key = await context.transaction(signer, async (tx) =>
      (await privateKeysOf(context, tx, "advisory")).find(({ retiredAt }) => retiredAt === null),
    );
    if (!key) throw new Error("no key signs for the team: it is made at the first start");
    const text = certificateText({ ...found, madeAt: context.now(), fingerprint: key.fingerprint });
    return sealed(context, key.armored, text, found.reference);
  },
});

async function factsOf({ tx, head, policy, record }: KeptCaseDesk, caseId: string, id: string) {
  const erasure = await lockErasure(tx, caseId, id);
  if (!erasure) throw new Refusal("retention.unknown");
  const told = await erasureEvent(tx, caseId, id);
  if (erasure.state !== "erased" || !told || !erasure.endedAt) {
    throw new Refusal("retention.not-erased");
  }
  const objects = await objectsErased(tx, id);
  await record({ sideId: staffSide, type: "certificate.made", body: { erasureId: id } });
  return {
    ...statement(erasure, erasure.endedAt, objects),
    organisation: policy.organisation.name,
    team: policy.organisation.teamName,
    reference: head.reference,
    policy: { name: head.policyId, version: erasure.policyVersion },
    eventId: told.eventId,
    files: told.files,
  };
}

function statement(erasure: ErasureRow, erasedAt: Date, objects: readonly ErasedObject[]) {
  const { erasureId, scope, reason, clause, dueAt } = erasure;
  const by = [erasure.confirmedBy, erasure.approvedBy].filter((id) => id !== null);
  return { ...{ erasureId, scope, reason, clause, dueAt, erasedAt, objects }, approvedBy: by };
}

async function sealed(context: Context, armored: string, text: string, reference: string) {
  const signed = await context.signText(text, armored, context.now());
  const name = reference.replace(/[^A-Za-z0-9.-]+/g, "-");
  return {
    fileName: `erasure-${name}.txt.asc`,
    archive: Buffer.from(signed).toString("base64"),
  };
}
