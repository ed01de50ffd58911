/**
 * A browser that signed in as somebody before proves it by a cookie bound to that name. Its failures
 * are counted apart, so that attempts from elsewhere, even from its own network, never hold it up.
 */
import { timingSafeEqual } from "node:crypto";
import { normalSignInName } from "../../core/people/sign-in-name.ts";
import { linkTokenOf } from "../../lib/secret-code.ts";
import type { Context } from "../../store/context.ts";

/** What a browser is given once it has signed in: a random id and its keyed hash with the name. */
export function newDevice(context: Context, signInName: string): string {
  const id = linkTokenOf(context.randomBytes(16));
  return `${id}.${macOf(context, id, signInName)}`;
}

/** The id of the device, if this is what we gave to a browser that signed in by this name. */
export function deviceOf(
  context: Context,
  signInName: string,
  given: string | null,
): string | undefined {
  const [id = "", mac = ""] = (given ?? "").split(".");
  const expected = Buffer.from(macOf(context, id, signInName));
  const found = Buffer.from(mac);
  return found.length === expected.length && timingSafeEqual(found, expected) ? id : undefined;
}

function macOf(context: Context, id: string, signInName: string): string {
  return context.masterKey
    .hash("cookie", `device ${id} ${normalSignInName(signInName)}`)
    .toString("base64url");
}
