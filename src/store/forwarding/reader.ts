/** Reads to whom reports of a case were forwarded, from its own record. Staff of the case alone see it. */
import type { Context } from "../context.ts";
import { eventTextsOf } from "../events/text-reader.ts";
import type { ObjectKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

/** The sealed words of an event "report.forwarded", as JSON. */
export interface ForwardedWords {
  readonly recipient: string;
  /** What went, word for word. */
  readonly words: string;
  readonly explanation: string;
}

export interface Forwarding extends ForwardedWords {
  readonly eventId: string;
  readonly at: Date;
  readonly files: number;
  /** Of the archive, in hex. */
  readonly sha256: string;
}

/** The newest first. Words that were erased are gone from the list; the history keeps that it went. */
export async function forwardingsOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: ReadonlyMap<string, ObjectKey>,
): Promise<Forwarding[]> {
  const texts = await eventTextsOf(context, tx, caseId, { type: "report.forwarded", held });
  return texts.flatMap(({ eventId, at, body, text }) => {
    if (!text.startsWith("{")) return [];
    const { files, sha256 } = JSON.parse(body) as Pick<Forwarding, "files" | "sha256">;
    return [{ eventId, at, files, sha256, ...(JSON.parse(text) as ForwardedWords) }];
  });
}
