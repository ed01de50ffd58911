/** The operations of the API: every action that has a path, and the reads beside them. */
import { type Action, perform } from "../actions/action.ts";
import { actions } from "../actions/registry.ts";
import type { Context } from "../store/context.ts";
import type { Caller } from "./api-context.ts";
import { mustBeInScope } from "./api-context.ts";

export const apiRoot = "/api/v1";

/** A deed as a REST operation. */
export interface DeedOperation {
  readonly action: Action & { readonly path: `/${string}` };
  /** Names in the path, which are fields of the input too. */
  readonly parameters: readonly string[];
  /** 201 where the path is a collection that the deed adds to. */
  readonly status: 200 | 201;
}

export const deedOperations: readonly DeedOperation[] = actions.flatMap((each) => {
  const action = each as Action;
  if (action.path === null) return [];
  const parameters = namesIn(action.path);
  const status = parameters.length === 0 ? 201 : 200;
  return [{ action: action as DeedOperation["action"], parameters, status }];
});

/** The `{names}` of a path. */
export function namesIn(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

/** The same path as the router writes it. */
export function routerPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}

/** Does the deed of a request: its body with the path's own names over it. */
export async function performOperation(
  context: Context,
  { action }: DeedOperation,
  caller: Caller,
  sent: { body: unknown; params: Readonly<Record<string, string>> },
): Promise<object> {
  mustBeInScope(caller, action.deed);
  const { body = {}, params } = sent;
  const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
  return perform(context, action, caller.actor, isObject ? { ...body, ...params } : body);
}
