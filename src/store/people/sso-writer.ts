/** Links people to their account at the organisation's provider, and finds them by it. In the system's name only. */
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

/** Who a provider says somebody is, for ever: names and addresses change, this does not. */
export interface SsoSubject {
  readonly issuer: string;
  readonly subject: string;
}

/** Whose subject it is, noting its use; undefined where it is nobody's. */
export async function useSsoLink(
  context: Context,
  tx: Tx,
  subject: SsoSubject,
): Promise<string | undefined> {
  const row = await tx.first<{ personId: string }>(
    `update sso_links set last_used_at = $2 where subject_hash = $1 returning person_id as "personId"`,
    [subjectHash(context, subject), context.now()],
  );
  return row?.personId;
}

/** False where the person or the subject is linked already. Marks the account as set up. */
export async function insertSsoLink(
  context: Context,
  tx: Tx,
  personId: string,
  subject: SsoSubject,
): Promise<boolean> {
  const made = await tx.run(
    `insert into sso_links (subject_hash, person_id, linked_at, last_used_at) values ($1, $2, $3, $3)
     on conflict do nothing`,
    [subjectHash(context, subject), personId, context.now()],
  );
  if (made > 0) await tx.run(`update people set set_up = true where person_id = $1`, [personId]);
  return made > 0;
}

export async function deleteSsoLinkOf(tx: Tx, personId: string): Promise<boolean> {
  return (await tx.run(`delete from sso_links where person_id = $1`, [personId])) > 0;
}

function subjectHash(context: Pick<Context, "masterKey">, { issuer, subject }: SsoSubject): Buffer {
  return context.masterKey.hash("sign-in-hash", `sso ${issuer.length} ${issuer} ${subject}`);
}
