/** What a question of the API is made of, and the fields that several of them share. */
import { z } from "zod";
import type { Deed } from "../core/people/deeds.ts";
import type { Context } from "../store/context.ts";
import type { Caller } from "./api-context.ts";

/** A question that changes nothing that people would call a change. */
export interface Read<
  Query extends z.ZodObject = z.ZodObject,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly path: `/${string}`;
  readonly summary: string;
  /** Whether anybody may ask; else "read" is the scope of a token. */
  readonly open: boolean;
  /** A deed whose scope is enough for a token too. */
  readonly orWith?: Deed;
  /** Path and query parameters, as text. */
  readonly query: Query;
  readonly answer: Answer;
  run(context: Context, caller: Caller, query: z.output<Query>): Promise<z.input<Answer>>;
}

/** Keeps the types of one read while the list forgets them. */
export function defineRead<Query extends z.ZodObject, Answer extends z.ZodType>(
  read: Read<Query, Answer>,
): Read {
  return read as unknown as Read;
}

export const instant = z.iso.datetime().meta({ title: "Instant, UTC" });

export const after = z.string().max(200).optional().meta({
  title: "Where the page begins",
  description: "The `next` of the page before.",
});

export const next = z
  .string()
  .nullable()
  .meta({ title: "Where the next page begins; null at the end" });
