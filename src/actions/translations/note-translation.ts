/**
 * Writes the translation of a report or of a party's message beside it (VEN-19). The original stays as it
 * came; a later note corrects an earlier one, which is kept. No party reads it.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import {
  translationMeans,
  translationMeansWords,
  translationOf,
} from "../../core/conversation/translation.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { indexText } from "../../store/search/tokens.ts";
import { originalToTranslate } from "../../store/translations/reader.ts";
import { insertTranslation } from "../../store/translations/writer.ts";
import { defineAction } from "../action.ts";
import { asOfField, mustBeAsOf } from "../as-of.ts";
import { onCase } from "../on-case.ts";

export const noteTranslation = defineAction({
  deed: "note-translation",
  title: "Note the translation",
  summary: "Writes the translation of a report or of a party's message beside it, for staff alone.",
  path: "/cases/{caseId}/originals/{objectId}/translations",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    objectId: z.uuid().meta({ title: "Report or message" }),
    text: z.string().trim().min(1, "Write the translation.").max(100_000).meta({
      title: "Translation",
      description: "Only colleagues on this case read it. The original stays as it came.",
    }),
    language: z.string().trim().min(2, "Say from which language.").max(100).meta({
      title: "From which language",
      description: "By its name or its code: German, Deutsch, de.",
    }),
    means: z.enum(translationMeans).meta({
      title: "Who translated it?",
      words: translationMeansWords,
    }),
    translator: z.string().trim().max(200).default("").meta({
      title: "Name of the translator or of the tool",
      description: "Left empty, a person means you.",
    }),
    madeAt: z.iso.datetime({ offset: true }).optional().meta({
      title: "When it was made",
      description: "Left empty, now.",
    }),
    asOf: asOfField,
  }),
  async run(context, actor, { caseId, objectId, asOf, ...given }) {
    return onCase(context, actor, "note-translation", caseId, async (desk) => {
      const { tx, policy } = desk;
      const original = await originalToTranslate(tx, caseId, objectId);
      if (!original) throw new Refusal("translation.unknown");
      mustBeAsOf(asOf, original.newest ?? objectId);
      const { kind, keyId, sideId, writtenAt } = original;
      const content = translationOf(given, { now: context.now(), writtenAt, policy });
      const key = await keyOf(context, tx, keyId);
      const translationId = context.newId();
      const named =
        kind === "report" ? { reportId: objectId } : { messageId: objectId, partyId: sideId };
      const eventId = await desk.record({
        sideId: staffSide,
        type: `${kind}.translated`,
        body: { ...named, translationId, means: content.means, corrects: original.newest },
      });
      const row = { translationId, caseId, objectId, kind, by: staffIdOf(actor), content };
      await insertTranslation(context, tx, key, row, eventId);
      // Beside the words of the original: where those are erased, these find nothing either.
      await indexText(context, tx, { caseId, sideId }, content.text);
      return { translationId };
    });
  },
});
