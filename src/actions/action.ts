/**
 * What a deed is made of. The page's form, the REST operation, the OpenAPI document, the
 * permission sweep and the audit walk are all derived from this one description.
 */
import type { z } from "zod";
import type { Actor } from "../core/people/actor.ts";
import type { Deed } from "../core/people/deeds.ts";
import type { Context } from "../store/context.ts";
import { readInput } from "./invalid-input.ts";

export interface Action<Input extends z.ZodObject = z.ZodObject, Output extends object = object> {
  /** Names the deed in permissions, events, forms and the API. */
  readonly deed: Deed;
  /** The words on its button. */
  readonly title: string;
  /** One sentence for the API's reader. */
  readonly summary: string;
  /**
   * Where it is done below /api/v1: a verb path on its subject. `{names}` are fields of the
   * input. Null for a deed that only tasks do: its way in is a job, never a request.
   */
  readonly path: `/${string}` | null;
  /** Every field has a title; `description` is its help text. */
  readonly input: Input;
  run(context: Context, actor: Actor, input: z.output<Input>): Promise<Output>;
}

/** Keeps the types of one action while the registry forgets them. */
export function defineAction<Input extends z.ZodObject, Output extends object>(
  action: Action<Input, Output>,
): Action<Input, Output> {
  return action;
}

/**
 * Does a deed with input from outside: reads it by the action's schema, then runs it.
 * Refuses with input.invalid, naming every field that does not fit (see invalid-input.ts).
 */
export async function perform<Input extends z.ZodObject, Output extends object>(
  context: Context,
  action: Action<Input, Output>,
  actor: Actor,
  input: unknown,
): Promise<Output> {
  return action.run(context, actor, readInput(action.input, input));
}
