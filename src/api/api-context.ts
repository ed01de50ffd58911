/** What the API is given by whoever builds the server, and how it knows who asks. Knows no page. */
import type { FastifyRequest } from "fastify";
import { recordAccess } from "../actions/access/record-access.ts";
import type { Actor } from "../core/people/actor.ts";
import { Refusal } from "../core/refusal.ts";
import type { Context } from "../store/context.ts";
import { apiTokenHash, apiTokenHolder } from "../store/people/token-reader.ts";

export interface ApiContext {
  readonly context: Context;
  /** Who asks by the browser's cookies: staff, an outsider, or anyone. */
  actorOf(request: FastifyRequest): Promise<Actor>;
}

/** Who asks, and what their token lets them do; a request without a token may do all that they may. */
export interface Caller {
  readonly actor: Actor;
  readonly scopes: readonly string[] | null;
}

/**
 * A bearer token before any cookie. Refuses with access.sign-in for a token that opens nothing:
 * a script whose token ran out must not go on as anyone.
 */
export async function callerOf(api: ApiContext, request: FastifyRequest): Promise<Caller> {
  const { authorization } = request.headers;
  if (authorization === undefined) return { actor: await api.actorOf(request), scopes: null };
  const [, token] = /^Bearer (parley_[\w-]{22})$/i.exec(authorization) ?? [];
  const { context } = api;
  const isRefused = async () => {
    await recordAccess(context, { kind: "anyone" }, { kind: "token.refused", what: "api" });
    return new Refusal("access.sign-in");
  };
  if (!token) throw await isRefused();
  const hash = apiTokenHash(context, token);
  const holder = await context.transaction({ kind: "anyone" }, (tx) =>
    apiTokenHolder(tx, hash, context.now()),
  );
  if (!holder) throw await isRefused();
  const { personId: id, roles, teamIds: groupIds, scopes, tokenId } = holder;
  return { actor: { kind: "staff", id, name: "", roles, groupIds, tokenId }, scopes };
}

/** Refuses with token.scope where the caller's token is not made for this. */
export function mustBeInScope(caller: Caller, scope: string): void {
  if (caller.scopes && !caller.scopes.includes(scope)) throw new Refusal("token.scope", { scope });
}
