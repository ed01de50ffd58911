/** Writes to us as a finder would: with the key that the site hands out, to what intake reads with. */
import { Refusal } from "../../core/refusal.ts";
import { privateKeysOf } from "../../store/keys/reader.ts";
import type { Found, KeyChecking, KeyToCheck } from "./key-checking.ts";
import type { ReadPublished } from "./read-published.ts";

const system = { kind: "system", task: "check-own-keys" } as const;

export async function probeKey(
  on: KeyChecking,
  key: KeyToCheck,
  read: ReadPublished,
): Promise<Found> {
  const { context } = on;
  const place = `${context.baseUrl}${fileOf(key)}`;
  const answer = await read(place);
  // Where the site cannot be asked from here, what it would hand out is tried; the doubt stays.
  const block = answer?.status === 200 ? Buffer.from(answer.body).toString() : key.publicKey;
  if (answer && answer.status !== 200) return { problem: "not-there", place };
  const problem = await probe(on, block, key.addresses[0] ?? "");
  if (problem) return { problem, place };
  return answer ? { problem: null, place: null } : { problem: "unreachable", place };
}

export function fileOf({ first, fingerprint }: Pick<KeyToCheck, "first" | "fingerprint">): string {
  return first ? "/key.asc" : `/key/${fingerprint}.asc`;
}

async function probe({ context, mailReader }: KeyChecking, block: string, address: string) {
  const now = context.now();
  const nonce = Buffer.from(context.randomBytes(16)).toString("hex");
  const mail = {
    from: { address },
    to: [{ address }],
    subject: "Probe",
    messageId: `<${context.newId()}@${address.split("@")[1]}>`,
    date: now,
    text: `A probe of our own key: ${nonce}\n`,
  };
  const raw = await mailReader.compose(mail, { encryptTo: [block] }).catch((error: unknown) => {
    if (error instanceof Refusal) return null;
    throw error;
  });
  if (raw === null) return "not-usable" as const;
  const own = await context.transaction(system, (tx) => privateKeysOf(context, tx, "mail"));
  const keys = { own: own.map(({ armored }) => ({ armored })), trust: [], now };
  const { decrypted, text } = await mailReader.read(raw, keys);
  return decrypted && text.includes(nonce) ? null : ("not-opened" as const);
}
