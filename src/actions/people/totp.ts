/** Time-based one-time passwords (RFC 6238): six digits, thirty seconds, one step of tolerance. */
import { Secret, TOTP } from "otpauth";

const periodMs = 30_000;

/** The step that the code is of, or undefined where it fits neither now nor one step off. */
export function totpStep(secret: Uint8Array, code: string, now: Date): number | undefined {
  const token = code.replace(/\s+/g, "");
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totpOf(secret).validate({ token, timestamp: now.getTime(), window: 1 });
  return delta === null ? undefined : Math.floor(now.getTime() / periodMs) + delta;
}

/** What an authenticator app reads: the secret as text, and the address in the picture. */
export function totpEnrolment(
  secret: Uint8Array,
  about: { issuer: string; label: string },
): { secret: string; uri: string } {
  const totp = totpOf(secret, about);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

function totpOf(secret: Uint8Array, about: { issuer?: string; label?: string } = {}): TOTP {
  const buffer = new Uint8Array(secret).buffer;
  return new TOTP({ ...about, secret: new Secret({ buffer }), digits: 6, period: 30 });
}
