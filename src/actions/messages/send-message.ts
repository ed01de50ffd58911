/**
 * Sends a message in a party's thread: staff to the party (by mail and on the portal), or the
 * party to us. An answer to an open question ends our waiting.
 */
import { z } from "zod";
import { questionsIn, withQuestions } from "../../core/conversation/questions.ts";
import { blanksLeft } from "../../core/letters/blank.ts";
import { letterNames, letterTemplates } from "../../core/letters/letter-catalogue.ts";
import type { ContentKind } from "../../core/mail/may-leave.ts";
import { isOfCoordinator, outsideReferencesIn } from "../../core/mail/outside-references.ts";
import type { Actor } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import type { Context } from "../../store/context.ts";
import { type PartyRow, partiesOf } from "../../store/parties/reader.ts";
import { referencesOf } from "../../store/references/reader.ts";
import { defineAction } from "../action.ts";
import { letterGuard } from "../identity/letter-guard.ts";
import { type Desk, onCase } from "../on-case.ts";
import { writeFromParty } from "./write-from-party.ts";
import { writeToParty } from "./write-to-party.ts";

const input = z.object({
  caseId: z.uuid().meta({ title: "Case" }),
  partyId: z
    .uuid()
    .optional()
    .meta({ title: "To", description: "The party; left out by a party, who writes to us." }),
  text: z.string().trim().min(1, "Write a message.").max(50_000).meta({ title: "Message" }),
  subject: z
    .string()
    .trim()
    .max(150)
    .regex(/^\P{Cc}*$/u, "holds a line break or a control character")
    .optional()
    .meta({ title: "Subject", description: "Ours, where none is given; the reference leads it." }),
  letter: z
    .enum(letterNames)
    .optional()
    .meta({ title: "Letter", description: "The ready text that the message began with." }),
  byLink: z
    .boolean()
    .optional()
    .meta({ title: "By a plain mail's link", description: "Set by its page; proves nobody." }),
  tells: z
    .enum(["talk", "decision", "secret"])
    .optional()
    .meta({
      title: "What it speaks of",
      description:
        "What is not public never goes to somebody unencrypted by the usual policy, whatever they agreed to.",
      words: {
        talk: "What they sent us",
        decision: "A decision of ours",
        secret: "Fixes, drafts, or what others told us",
      },
    }),
  question: z.coerce
    .boolean()
    .default(false)
    .meta({ title: "We need an answer", description: "Our clocks stand still until it comes." }),
  questions: z.string().trim().max(20_000).optional().meta({
    title: "Single questions",
    description:
      "One a line. Each stands numbered below the message, and is answered or open by itself.",
  }),
  withoutReference: z.coerce.boolean().optional().meta({
    title: "Send without their reference",
    description: "A coordinator’s system sorts mail by its number: without it an answer may wait.",
  }),
});

type Input = z.output<typeof input>;

export const sendMessage = defineAction({
  deed: "send-message",
  title: "Send message",
  summary: "Sends a message in a party's thread.",
  path: "/cases/{caseId}/messages",
  input,
  run: (context, actor, message) =>
    actor.kind === "outsider"
      ? fromParty(context, actor, message)
      : toParty(context, actor, message),
});

async function toParty(context: Context, actor: Actor, input: Input) {
  mustBeComplete(input);
  const letter = await letterGuard(context, input.caseId, input.partyId);
  return onCase(context, actor, "send-message", input.caseId, async (desk) => {
    const parties = await partiesOf(desk.tx, input.caseId);
    const party = parties.find((each) => each.partyId === input.partyId);
    if (!party) throw new Refusal("party.unknown");
    await mustNameReference(context, desk, party, input);
    letter.mustPass(party.pseudonym, [
      { place: "Subject", text: input.subject ?? "" },
      { place: "Message", text: input.text },
      { place: "Message", text: input.questions ?? "" },
    ]);
    const { subject = "", letter: began } = input;
    const questions = questionsIn(input.questions ?? "");
    const words = {
      ...{ subject, questions, letter: began, tells: tellsOf(input) },
      text: withQuestions(input.text, questions),
      question: input.question || questions.length > 0,
    };
    const messageId = await writeToParty(context, desk, { actor, party }, words);
    return { messageId };
  });
}

/** What a colleague says of it, else what the ready text says that it began with. */
function tellsOf({ tells, letter }: Input): ContentKind {
  if (tells) return tells;
  const says = letter ? letterTemplates[letter].says : "talk";
  // Words of one's own may stand in any ready text.
  return says === "nothing" || says === "public" ? "talk" : says;
}

/** A ready text goes out when every blank of it was filled in, and not before. */
function mustBeComplete({ subject = "", text, questions = "" }: Input): void {
  const [what] = [...blanksLeft(subject), ...blanksLeft(text), ...blanksLeft(questions)];
  if (what !== undefined) throw new Refusal("message.blank-left", { what });
}

/** CC-13: an answer without the coordinator's number may be delayed significantly. */
async function mustNameReference(
  context: Context,
  { tx, head }: Pick<Desk, "tx" | "head">,
  { kind, partyId, pseudonym }: PartyRow,
  { withoutReference, subject = "", text }: Input,
): Promise<void> {
  if (kind !== "coordinator" || withoutReference) return;
  const known = await referencesOf(context, tx, head.caseId);
  const isNamed = outsideReferencesIn(`${subject}\n${text}`).some(isOfCoordinator);
  if (isNamed || known.some((each) => each.partyId === partyId)) return;
  throw new Refusal("message.reference-missing", { party: pseudonym });
}

async function fromParty(
  context: Context,
  actor: Extract<Actor, { kind: "outsider" }>,
  { caseId, text, byLink }: Input,
) {
  return context.transaction(actor, async (tx) => {
    permit(actor, "send-message", await membershipOf(tx, caseId));
    return writeFromParty(context, tx, actor, { text, ...(byLink ? { through: "link" } : {}) });
  });
}
