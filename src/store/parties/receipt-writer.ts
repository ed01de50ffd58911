/** Writes what opens a party's portal: receipt codes and links, as keyed hashes alone. */
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";
import type { Identity } from "./reader.ts";
import { type PortalSecret, portalSecretHash } from "./receipt-reader.ts";

interface Holder {
  readonly partyId: string;
  readonly caseId: string;
}

export async function insertReceipt(
  context: Context,
  tx: Tx,
  { partyId, caseId, hash, kind }: Holder & { hash: Buffer; kind: PortalSecret["kind"] },
): Promise<void> {
  await tx.run(
    `insert into receipts (code_hash, party_id, case_id, side_id, kind, created_at, expires_at)
     values ($1, $2, $3, $2, $4, $5, $6)`,
    [hash, partyId, caseId, kind, context.now(), kind === "code" ? null : linkEnd(context.now())],
  );
}

/** Both links of a party: the one for plain mails, and the one for encrypted letters. */
export async function insertLinks(
  context: Context,
  tx: Tx,
  holder: Holder,
  { portalToken, letterToken }: Pick<Identity, "portalToken" | "letterToken">,
): Promise<void> {
  const link = portalSecretHash(context, { kind: "link", secret: portalToken });
  await insertReceipt(context, tx, { ...holder, hash: link, kind: "link" });
  if (!letterToken) return;
  const letter = portalSecretHash(context, { kind: "letter", secret: letterToken });
  await insertReceipt(context, tx, { ...holder, hash: letter, kind: "letter" });
}

/** Links open nothing from now on; codes stay. */
export async function endLinks(tx: Tx, partyId: string, now: Date): Promise<void> {
  await tx.run(
    `update receipts set expires_at = $2
      where party_id = $1 and kind <> 'code' and (expires_at is null or expires_at > $2)`,
    [partyId, now],
  );
}

/** A letter that leaves carries the link, which works for half a year from then. */
export async function prolongLinks(tx: Tx, partyId: string, now: Date): Promise<void> {
  await tx.run(
    `update receipts set expires_at = $3
      where party_id = $1 and kind <> 'code' and (expires_at is null or expires_at > $2)`,
    [partyId, now, linkEnd(now)],
  );
}

const linkDays = 180;

function linkEnd(now: Date): Date {
  return new Date(now.getTime() + linkDays * 86_400_000);
}
