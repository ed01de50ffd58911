/** Makes a link for a person and says its address. The secret is in the address only, never stored. */
import { linkTokenOf } from "../../lib/secret-code.ts";
import type { Context } from "../../store/context.ts";
import { insertLink, type NewLink } from "../../store/people/link-writer.ts";
import type { Tx } from "../../store/transaction.ts";

const day = 24 * 60 * 60_000;
const validMs = { "set-up": 7 * day, "sign-in": 30 * day };

export interface MadeLink {
  readonly link: string;
  readonly expiresAt: string;
}

/** The link ends every older one of its purpose. */
export async function makeLink(
  context: Context,
  tx: Tx,
  personId: string,
  purpose: "set-up" | "sign-in",
  renewal?: NewLink["renewal"],
): Promise<MadeLink> {
  const token = linkTokenOf(context.randomBytes(16));
  const expiresAt = new Date(context.now().getTime() + validMs[purpose]);
  const link = { token, personId, purpose, expiresAt };
  await insertLink(context, tx, renewal ? { ...link, renewal } : link);
  const path = purpose === "set-up" ? "set-up" : "sign-in/link";
  return { link: `${context.baseUrl}/${path}/${token}`, expiresAt: expiresAt.toISOString() };
}
