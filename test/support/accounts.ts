/** People with accounts, made by the deeds that make them for real. */
import { Secret, TOTP } from "otpauth";
import { perform } from "../../src/actions/action.ts";
import { acceptLink, setUpOf } from "../../src/actions/people/accept-link.ts";
import { invitePerson } from "../../src/actions/people/invite-person.ts";
import { signIn } from "../../src/actions/people/sign-in.ts";
import type { Actor } from "../../src/core/people/actor.ts";
import type { StaffRole } from "../../src/core/people/roles.ts";
import type { Context } from "../../src/store/context.ts";
import { sessionHash, sessionHolder } from "../../src/store/people/session-reader.ts";
import { aColleague, anyone } from "./context.ts";

export const aPassword = "seven quiet herons";

export interface TestAccount {
  readonly personId: string;
  readonly signInName: string;
  readonly password: string;
  readonly recoveryCodes: readonly string[];
  /** The token of the session that the set-up began. */
  readonly session: string;
  /** The authenticator's code so many steps from now. */
  code(stepsAhead?: number): string;
}

/** The secret at the end of a link. */
export function tokenOf(link: string): string {
  return link.split("/").at(-1) ?? "";
}

/** An authenticator app that was given this secret, on the context's clock. */
export function authenticator(context: Context, base32: string) {
  const totp = new TOTP({ secret: Secret.fromBase32(base32) });
  return (stepsAhead = 0) =>
    totp.generate({ timestamp: context.now().getTime() + stepsAhead * 30_000 });
}

/** Invites a person and lets them accept. Their next code is of the next step. */
export async function anAccount(
  context: Context,
  signInName: string,
  ...roles: StaffRole[]
): Promise<TestAccount> {
  const invited = await invitePerson.run(context, aColleague("administrator"), {
    name: `The ${signInName}`,
    signInName,
    roles,
  });
  return accept(context, invited.link, signInName);
}

export async function accept(
  context: Context,
  link: string,
  signInName: string,
): Promise<TestAccount> {
  const token = tokenOf(link);
  const code = authenticator(context, (await setUpOf(context, token)).totpSecret);
  const input = { token, password: aPassword, code: code() };
  const accepted = await acceptLink.run(context, anyone, input);
  return { ...accepted, signInName, password: aPassword, code };
}

/** Who the server takes the holder of this session for. */
export async function holderOf(context: Context, session: string): Promise<Actor | undefined> {
  const hash = sessionHash(context, session);
  const found = await context.transaction(anyone, (tx) => sessionHolder(context, tx, hash));
  if (!found) return undefined;
  const { personId: id, roles, teamIds: groupIds } = found;
  return { kind: "staff", id, name: "", roles, groupIds, steppedUp: true };
}

/** The same, where a test could not go on without them. */
export async function actorOf(context: Context, session: string): Promise<Actor> {
  const holder = await holderOf(context, session);
  if (!holder) throw new Error("the session opens nothing");
  return holder;
}

/** Signs in by name, password and code, on a device that nobody knows. */
export function signInBy(
  context: Context,
  given: { signInName: string; code: string } & Readonly<Record<string, unknown>>,
) {
  const usual = { password: aPassword, network: "here", device: null };
  return perform(context, signIn, anyone, { ...usual, ...given });
}
