/** What a letter that an event owes is made of. Writes none itself. */
import type { LetterName } from "../../core/letters/letter-catalogue.ts";
import type { LetterValues } from "../../formats/letters/write-letter.ts";
import { type Letter, letter } from "../../mail/templates/letter.ts";
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { CaseLetter } from "./case-letter.ts";

export interface NoticeLetter {
  /** The kind of message, by which told-event.ts knows what the party has been told. */
  readonly template: string;
  readonly letter: Letter;
}

/** Undefined where there is nothing left to say. */
export type Write = (
  context: Context,
  tx: Tx,
  to: CaseLetter,
  event: EventView,
) => Promise<NoticeLetter | undefined>;

export function notice(to: CaseLetter, template: LetterName, values: LetterValues): NoticeLetter {
  return { template, letter: letter(to, template, values) };
}
