/**
 * Takes out the record of access: sign-ins, refused attempts, searches, exports and openings, as far
 * as an auditor may see them. That it was taken out is on record before anything is answered.
 */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { isUuid } from "../../lib/uuid7.ts";
import {
  type AccessCursor,
  type AccessView,
  accessPage,
} from "../../store/access/access-reader.ts";
import { searchedWords } from "../../store/access/searched-words.ts";
import { defineAction } from "../action.ts";
import { recordAccess } from "./record-access.ts";

/** So many rows at a time; `next` leads on. */
const rowsMax = 20_000;

const instant = z.iso.datetime({ offset: true }).optional();

const notAPlace = "is not a place that an answer gave";

export const exportAccessRecord = defineAction({
  deed: "export-access-record",
  title: "Export the record of access",
  summary:
    "Takes out sign-ins, refused attempts, searches, exports and openings, the newest first, at most 20,000 at a time.",
  path: "/access-events/export",
  input: z.object({
    kinds: z
      .array(z.string().max(60))
      .max(60)
      .default([])
      .meta({ title: "Kinds", description: "Only these; all where none is named." }),
    actorId: z.uuid().optional().meta({ title: "Person" }),
    from: instant.meta({ title: "From" }),
    until: instant.meta({ title: "Until" }),
    word: z
      .string()
      .max(100)
      .optional()
      .meta({ title: "Word that was searched", description: "Only searches for this word." }),
    after: z
      .string()
      .regex(/^\S{20,30} [0-9a-f-]{36}$/, { error: notAPlace, abort: true })
      .refine((text) => placeIn(text) !== undefined, notAPlace)
      .optional()
      .meta({ title: "After", description: "What the answer before gave as next." }),
  }),
  async run(context, actor, wish) {
    permit(actor, "export-access-record");
    const after = placeIn(wish.after ?? "") ?? null;
    const filter = {
      kinds: wish.kinds,
      actorId: wish.actorId ?? null,
      from: wish.from ? new Date(wish.from) : null,
      until: wish.until ? new Date(wish.until) : null,
      word: wish.word ? (searchedWords(context, wish.word)[0] ?? "") : null,
    };
    const events = await context.transaction(actor, (tx) => accessPage(tx, filter, after, rowsMax));
    const body = { rows: events.length };
    await recordAccess(context, actor, { kind: "export", what: "access-record", body });
    const last = events.length === rowsMax ? events.at(-1) : undefined;
    return {
      events: events.map(exported),
      next: last ? `${last.at.toISOString()} ${last.accessId}` : null,
    };
  },
});

/** Where an answer said that it goes on; undefined for any other text. */
function placeIn(text: string): AccessCursor | undefined {
  const [time = "", accessId = ""] = text.split(" ");
  const isPlace = z.iso.datetime().safeParse(time).success && isUuid(accessId);
  return isPlace ? { at: new Date(time), accessId } : undefined;
}

/** As it is taken out: ids, codes, numbers and instants. */
function exported(view: AccessView) {
  return { ...view, at: view.at.toISOString() };
}
