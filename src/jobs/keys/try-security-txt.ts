/** Reads our security.txt as a finder would, and says what they would not believe. */
import {
  checkSecurityTxt,
  type SecurityTxtField,
} from "../../formats/securitytxt/check-security-txt.ts";
import { publishedFile } from "../../store/publications/reader.ts";
import type { Found, KeyChecking, KeyToCheck } from "./key-checking.ts";
import type { ReadPublished } from "./read-published.ts";

const path = "/.well-known/security.txt";
const system = { kind: "system", task: "check-own-keys" } as const;

export async function findInSecurityTxt(
  on: KeyChecking,
  key: KeyToCheck | undefined,
  read: ReadPublished,
): Promise<Found[]> {
  const { context } = on;
  const place = `${context.baseUrl}${path}`;
  const stored = await context.transaction(system, (tx) => publishedFile(tx, path));
  // At the first start the one that is not signed stands in, for seconds.
  if (!stored) return [{ problem: "not-yet", place }];
  const answer = await read(place);
  if (answer?.status === 200) return judged(on, answer.body, key, place);
  const why = await judged(on, stored.bytes, key, place);
  if (why.length > 0) return why;
  return [{ problem: answer ? "not-there" : "unreachable", place }];
}

async function judged(
  { context, mailReader }: KeyChecking,
  bytes: Uint8Array,
  key: KeyToCheck | undefined,
  place: string,
): Promise<Found[]> {
  const now = context.now();
  const development = context.baseUrl.startsWith("http:");
  const { findings, expires, fields } = checkSecurityTxt(bytes, { now, development });
  if (expires !== null && expires <= now) return [{ problem: "expired", place }];
  if (findings.length > 0) return [{ problem: "not-valid", place }];
  if (key && !leadsTo(fields, key.fingerprint)) return [{ problem: "differs", place }];
  const text = Buffer.from(bytes).toString();
  const trust = key ? [key.publicKey] : [];
  const { state } = await mailReader.verifyClearText(text, trust, now);
  return state === "good" ? [] : [{ problem: "not-signed", place }];
}

/** Every fingerprint that the file names is that of the key in use (RFC 9116 section 2.5.4). */
function leadsTo(fields: readonly SecurityTxtField[], fingerprint: string): boolean {
  const scheme = "openpgp4fpr:";
  const named = fields.flatMap(({ name, value }) =>
    name === "Encryption" && value.toLowerCase().startsWith(scheme)
      ? [value.slice(scheme.length).toUpperCase()]
      : [],
  );
  return named.every((each) => each === fingerprint);
}
