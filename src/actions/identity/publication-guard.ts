/**
 * Stands before a publication: it names nobody who did not agree to it, and thanks everybody who did in
 * the words they chose. Asked when approval is requested, given, at release, and of every file made.
 */
import type { AdvisoryContent, Credit } from "../../core/advisories/advisory.ts";
import { creditsFrom } from "../../core/identity/credit.ts";
import { compact } from "../../core/identity/fold.ts";
import { textsOfPublication } from "../../core/identity/publication-texts.ts";
import type { FileText } from "../../core/identity/scan-names.ts";
import type { Actor } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { canonicalJson } from "../../lib/canonical-json.ts";
import type { Context } from "../../store/context.ts";
import { findersOf } from "../../store/identity/people-reader.ts";
import { type GuardFinding, nameGuard, WouldLeak } from "./name-guard.ts";

const reader: Actor = { kind: "system", task: "name-guard" };

export interface PublicationGuard {
  /** What the draft would have to say in thanks, by what people chose. */
  readonly credits: readonly Credit[];
  /** Finds in the words, those that only warn among them. */
  findings(content: AdvisoryContent): GuardFinding[];
  /** Refuses with identity.would-leak or credit.changed. */
  mustPass(publication: { readonly number: string; readonly content: AdvisoryContent }): void;
  /** The same for the files made of it: what was released in the words is released in them. */
  filesMustPass(content: AdvisoryContent, files: readonly FileText[]): void;
}

export async function publicationGuard(
  context: Context,
  caseId: string,
): Promise<PublicationGuard> {
  const guard = await nameGuard(context, caseId, { kind: "public" });
  const credits = await creditsOfCase(context, caseId);
  return {
    credits,
    findings: (content) => guard.findings(textsOfPublication(content)),
    mustPass({ number, content }) {
      guard.mustPass(textsOfPublication(content));
      if (!sameCredits(content.credits, credits)) throw new Refusal("credit.changed", { number });
    },
    filesMustPass(content, files) {
      const released = new Set(guard.releasedWords(textsOfPublication(content)).map(compact));
      const blocking = guard
        .findings([], files)
        .filter(({ blocks, words }) => blocks && !released.has(compact(words)));
      if (blocking.length > 0) throw new WouldLeak(blocking);
    },
  };
}

/** What the parties of a case agreed to have printed. */
export async function creditsOfCase(context: Context, caseId: string): Promise<Credit[]> {
  const people = await context.transaction(reader, (tx) => findersOf(context, tx, caseId));
  return creditsFrom(people.map(({ credit }) => credit));
}

function sameCredits(written: readonly Credit[], chosen: readonly Credit[]): boolean {
  return (
    canonicalJson(JSON.parse(JSON.stringify(written))) ===
    canonicalJson(JSON.parse(JSON.stringify(chosen)))
  );
}
