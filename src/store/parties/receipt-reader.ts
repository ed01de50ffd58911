/** Finds the party that a receipt code or a mail's link opens, by its keyed hash. */
import type { OutsiderRole } from "../../core/people/roles.ts";
import { normalCode } from "../../lib/secret-code.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

/**
 * What a person outside holds: the code of a receipt, or the secret of a link. That of a "letter"
 * travels encrypted alone and opens a report as a code does; a "link" has travelled in plain mail.
 */
export interface PortalSecret {
  readonly kind: "code" | "letter" | "link";
  readonly secret: string;
}

/** What a portal's secret is stored as; the secret itself is nowhere kept. */
export function portalSecretHash(
  context: Pick<Context, "masterKey">,
  { kind, secret }: PortalSecret,
): Buffer {
  const value = kind === "code" ? `receipt ${normalCode(secret)}` : `${kind} ${secret}`;
  return context.masterKey.hash("token-hash", value);
}

export async function openReceipt(
  tx: Tx,
  hash: Buffer,
  now: Date,
): Promise<{ partyId: string; caseId: string } | undefined> {
  return tx.first(
    `select party_id as "partyId", case_id as "caseId" from open_receipt($1, $2)`,
    [hash, now],
    "open-receipt",
  );
}

/** When a report whose case is not made yet was received; undefined where the code is of no such report. */
export async function receivedAt(tx: Tx, hash: Buffer): Promise<Date | undefined> {
  const row = await tx.first<{ at: Date | null }>(`select receipt_pending($1) as at`, [hash]);
  return row?.at ?? undefined;
}

const roleOfKind: Readonly<Record<string, OutsiderRole>> = {
  reporter: "reporter",
  vendor: "vendor-contact",
  coordinator: "coordinator",
  customer: "customer",
  "sub-cna": "sub-cna",
  support: "support",
};

/** The part that the party plays, read behind its own wall; undefined for one without a portal. */
export async function roleOfParty(tx: Tx, partyId: string): Promise<OutsiderRole | undefined> {
  const row = await tx.first<{ kind: string }>(
    `select kind from parties where party_id = $1`,
    [partyId],
    "kind-of-party",
  );
  return row && roleOfKind[row.kind];
}
