/**
 * The two ceremonies of WebAuthn as Parley asks for them: a discoverable passkey, with the person
 * verified (so that it is both factors), at our own origin. A challenge is heard once. No attestation.
 */
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { z } from "zod";
import { counterMayFollow } from "../../core/people/passkey-counter.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { giveChallenge, takeChallenge } from "../../store/people/challenge-writer.ts";
import { lockPasskey, type Passkey } from "../../store/people/passkey-reader.ts";
import { notePasskeyUse } from "../../store/people/passkey-writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";

/** What a challenge is for, and for whom: an answer to one opens nothing else. */
export type CeremonyPurpose = "sign-in anyone" | `${"confirm" | "add" | "set-up"} ${string}`;

/** The browser's answer as JSON text; more than any authenticator writes is not read. */
export const answerField = z
  .string()
  .max(16_384)
  .meta({ title: "Passkey", description: "What the browser's passkey answered." });

const answerMs = 3 * 60_000;

/** EdDSA, ES256 and RS256 (COSE), in this order of liking. */
const algorithms = [-8, -7, -257];

/** What `navigator.credentials.get` is asked; names no account, so it tells nobody which there are. */
export async function askForPasskey(
  context: Context,
  purpose: CeremonyPurpose,
): Promise<Awaited<ReturnType<typeof generateAuthenticationOptions>>> {
  return generateAuthenticationOptions({
    rpID: siteOf(context).id,
    challenge: await newChallenge(context, purpose),
    userVerification: "required",
    timeout: answerMs,
  });
}

/** What `navigator.credentials.create` is asked for this person. */
export async function askForNewPasskey(
  context: Context,
  purpose: CeremonyPurpose,
  person: { id: string; signInName: string; name: string; known: readonly Passkey[] },
): Promise<Awaited<ReturnType<typeof generateRegistrationOptions>>> {
  return generateRegistrationOptions({
    rpID: siteOf(context).id,
    rpName: siteOf(context).id,
    // An id of ours, never the name: authenticators show it to whoever holds them.
    userID: new Uint8Array(Buffer.from(person.id.replaceAll("-", ""), "hex")),
    userName: person.signInName,
    userDisplayName: person.name,
    challenge: await newChallenge(context, purpose),
    attestationType: "none",
    timeout: answerMs,
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: person.known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports] as AuthenticatorTransport[],
    })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

export interface MadePasskey {
  readonly credentialId: string;
  readonly publicKey: string;
  readonly transports: readonly string[];
  readonly counter: number;
}

/** Refuses with sign-in.passkey where the answer is not to a challenge of this purpose. */
export async function newPasskeyOf(
  context: Context,
  purpose: CeremonyPurpose,
  answer: string,
): Promise<MadePasskey> {
  const response = readAnswer<RegistrationResponseJSON>(answer);
  const expectedChallenge = await takenChallenge(context, purpose, response);
  const { origin, id } = siteOf(context);
  const checked = await verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(notOurs);
  if (!checked.verified) throw new Refusal("sign-in.passkey");
  const { credential } = checked.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString("base64url"),
    transports: credential.transports ?? [],
    counter: credential.counter,
  };
}

/** Whose passkey answered; `copied` where its counter says that there are two of it. */
export type PasskeyProof = { passkey: Passkey; copied: boolean };

/** An answer to a challenge of ours, which is used up by it. */
export interface HeardAnswer {
  readonly response: AuthenticationResponseJSON;
  readonly challenge: string;
}

/** Refuses with sign-in.passkey. In a transaction of its own: the challenge is gone whatever follows. */
export async function hearPasskey(
  context: Context,
  purpose: CeremonyPurpose,
  answer: string,
): Promise<HeardAnswer> {
  const response = readAnswer<AuthenticationResponseJSON>(answer);
  return { response, challenge: await takenChallenge(context, purpose, response) };
}

/**
 * The passkey that answered, its use noted in `tx`. Refuses with sign-in.passkey, in the same words
 * for a passkey that nobody has and for a wrong signature.
 */
export async function passkeyOf(
  context: Context,
  tx: Tx,
  { response, challenge }: HeardAnswer,
): Promise<PasskeyProof> {
  const passkey = await lockPasskey(context, tx, String(response.id).slice(0, 2_000));
  if (!passkey || !belongsTo(passkey, response)) throw new Refusal("sign-in.passkey");
  const { origin, id } = siteOf(context);
  const checked = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    // The counter is judged below, where a copy is told from a wrong signature.
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
      counter: -1,
    },
  }).catch(notOurs);
  if (!checked.verified) throw new Refusal("sign-in.passkey");
  const { newCounter } = checked.authenticationInfo;
  if (!counterMayFollow(passkey.counter, newCounter)) return { passkey, copied: true };
  await notePasskeyUse(context, tx, passkey.passkeyId, newCounter);
  return { passkey, copied: false };
}

function belongsTo(passkey: Passkey, response: AuthenticationResponseJSON): boolean {
  const handle = response.response?.userHandle;
  if (!handle) return true;
  return Buffer.from(handle, "base64url").toString("hex") === passkey.personId.replaceAll("-", "");
}

/** The library throws what is wrong with an answer; to people it is all one. */
function notOurs(error: unknown): never {
  throw new Refusal("sign-in.passkey", {}, { cause: error });
}

/** Passkeys are bound to the host of the public address, and heard from that address alone. */
function siteOf(context: Context): { id: string; origin: string } {
  return { id: new URL(context.baseUrl).hostname, origin: context.baseUrl };
}

async function newChallenge(
  context: Context,
  purpose: CeremonyPurpose,
): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = new Uint8Array(context.randomBytes(32));
  const text = Buffer.from(challenge).toString("base64url");
  await asKeeperOfPeople(context, (tx) => giveChallenge(context, tx, `${purpose} ${text}`));
  return challenge;
}

async function takenChallenge(
  context: Context,
  purpose: CeremonyPurpose,
  response: { response?: { clientDataJSON?: unknown } },
): Promise<string> {
  const challenge = challengeIn(String(response.response?.clientDataJSON ?? ""));
  const taken = await asKeeperOfPeople(context, (tx) =>
    takeChallenge(context, tx, `${purpose} ${challenge}`),
  );
  if (!taken) throw new Refusal("sign-in.passkey");
  return challenge;
}

function challengeIn(clientData: string): string {
  const { challenge } = readAnswer<{ challenge?: unknown }>(
    Buffer.from(clientData, "base64url").toString(),
  );
  return typeof challenge === "string" ? challenge.slice(0, 100) : "";
}

/** JSON that must be an object; its parts are judged by the library. */
function readAnswer<T extends object>(text: string): T {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as T;
  } catch (error) {
    throw new Refusal("sign-in.passkey", {}, { cause: error });
  }
  throw new Refusal("sign-in.passkey");
}
