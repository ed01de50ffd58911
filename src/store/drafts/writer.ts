/** Keeps one's own drafts, sealed under the key of one's account, and lets them go. */
import type { Draft } from "../../core/drafts/draft.ts";
import type { Context } from "../context.ts";
import { peopleHolder } from "../people/reader.ts";
import { sealJson, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { type DraftContent, draftPlace } from "./reader.ts";

/** The newest words of a form take the place of those before. False where the account is not there. */
export async function putDraft(
  context: Context,
  tx: Tx,
  of: { personId: string; caseId: string },
  { form, keptAt, view, values }: Draft,
): Promise<boolean> {
  const { personId, caseId } = of;
  const row = await tx.first<{ wrapped: Buffer; masterKeyId: string }>(
    `select key_wrapped as "wrapped", master_key_id as "masterKeyId" from people where person_id = $1`,
    [personId],
  );
  if (!row) return false;
  const key = unwrapKey(context, personId, peopleHolder, row);
  const content: DraftContent = { view, values };
  await tx.run(
    `insert into drafts (person_id, about_id, form, content_sealed, kept_at)
     values ($1, $2, $3, $4, $5)
     on conflict (person_id, about_id, form)
     do update set content_sealed = excluded.content_sealed, kept_at = excluded.kept_at`,
    [personId, caseId, form, sealJson(context, key, draftPlace(caseId, form), content), keptAt],
  );
  return true;
}

export async function removeDraft(
  tx: Tx,
  of: { personId: string; caseId: string; form: string },
): Promise<void> {
  await tx.run(`delete from drafts where person_id = $1 and about_id = $2 and form = $3`, [
    of.personId,
    of.caseId,
    of.form,
  ]);
}

/** Everybody's drafts about a case of which something is erased: they may quote it. */
export async function removeDraftsAbout(tx: Tx, caseId: string): Promise<void> {
  await tx.run(`delete from drafts where about_id = $1`, [caseId]);
}
