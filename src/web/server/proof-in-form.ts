/**
 * The second proof that may travel with any form: it is checked before the handler, so that a form
 * refused for want of it can be sent again as it was, with the proof beside. Never reaches a handler.
 */
import type { FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { confirmPerson } from "../../actions/people/confirm-person.ts";
import { Refusal } from "../../core/refusal.ts";
import { findStaff } from "./actor-of.ts";
import { cookieOf } from "./cookies.ts";
import type { WebContext } from "./web-context.ts";

/** The names of its fields; no form of ours has others that begin so. */
export const proofFields = {
  password: "proof-password",
  code: "proof-code",
  passkey: "proof-passkey",
} as const;

export interface SentProof {
  readonly password: string;
  readonly code: string;
  readonly answer: string;
}

export function isProofField(name: string): boolean {
  return name.startsWith("proof-");
}

/** The proof among what was sent; undefined where its fields are absent or empty. */
export function proofIn(
  pairs: readonly (readonly [name: string, value: string])[],
): SentProof | undefined {
  const sent = new Map(pairs);
  const [password = "", code = "", answer = ""] = [
    sent.get(proofFields.password),
    sent.get(proofFields.code),
    sent.get(proofFields.passkey),
  ];
  return password || code || answer ? { password, code, answer } : undefined;
}

/**
 * Checks the proof that came with this form. Where it does not fit, the whole form is refused with
 * access.step-up, and `request.proofRefusal` says why.
 */
export async function takeProof(request: FastifyRequest, web: WebContext): Promise<void> {
  // A form that is not from a page of ours proves nothing, and is not carried on with a token of ours.
  const proof = request.sentForm?.refusal ? null : request.sentProof;
  const staff = proof && (await findStaff(request));
  if (!staff) return;
  const session = cookieOf(request, web, "session") ?? "";
  try {
    await perform(web.context, confirmPerson, staff, { session, ...proof });
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500) throw error;
    request.proofRefusal = error;
    throw new Refusal("access.step-up");
  }
  // Whoever asks has proved it now: read anew.
  request.staff = null;
}
