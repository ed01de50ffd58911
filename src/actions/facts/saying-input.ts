/** What the forms of a fact ask, and how their answers become what an entry says. */
import { z } from "zod";
import {
  desks,
  type FactSaying,
  factConfidences,
  factKinds,
  factSources,
} from "../../core/facts/fact.ts";
import {
  deskWords,
  factConfidenceWords,
  factKindWords,
  factSourceWords,
} from "../../core/facts/fact-words.ts";

export const sayingInput = z.object({
  kind: z.enum(factKinds).meta({ title: "What is known?", words: factKindWords }),
  occurredAt: z.iso.datetime({ offset: true }).optional().meta({
    title: "When did it happen?",
    description: "Empty where nobody knows. For a code fix that becomes public: when it will be.",
  }),
  awareAt: z.iso.datetime({ offset: true }).optional().meta({
    title: "When did anyone of us become aware of it?",
    description:
      "Anyone in the organisation, at any desk; empty means now. Authorities’ hours count from here.",
  }),
  desk: z.enum(desks).meta({ title: "At which desk?", words: deskWords }),
  who: z.string().trim().max(200).default("").meta({
    title: "Who of us learnt of it first?",
    description: "A role is enough.",
  }),
  source: z.enum(factSources).meta({ title: "From whom?", words: factSourceWords }),
  confidence: z
    .enum(factConfidences)
    .meta({ title: "How sure is it?", words: factConfidenceWords }),
  advisory: z
    .enum(["owed", "not-owed"])
    .optional()
    .meta({
      title: "Does it make a public advisory owed?",
      description: "Asked where a condition of the policy may be fulfilled by it.",
      words: { owed: "Yes, an advisory is owed", "not-owed": "No; the evidence says why" },
    }),
  evidence: z.string().trim().min(3, "Say how this is known.").max(4_000).meta({
    title: "Evidence",
    description: "What was seen, by whom, and where it is kept. It is sealed.",
  }),
});

type Answers = z.output<typeof sayingInput>;

/** What the answers say; an awareness that was left empty is now. */
export function sayingOf(answers: Answers, now: Date): FactSaying {
  const { kind, occurredAt, awareAt, desk, source, confidence, advisory } = answers;
  return {
    kind,
    occurredAt: occurredAt ? new Date(occurredAt) : null,
    awareAt: awareAt ? new Date(awareAt) : now,
    desk,
    source,
    confidence,
    advisory: advisory ?? null,
  };
}

/** What is sealed beside the entry. */
export function wordsOf({ evidence, who }: Pick<Answers, "evidence" | "who">): string {
  return who ? `${evidence}\n\nWho of us learnt of it first: ${who}` : evidence;
}
