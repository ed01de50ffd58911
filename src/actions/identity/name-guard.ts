/**
 * Stands before everything that leaves a case: looks for the names that are withheld from whoever gets
 * it. Names are read by the program alone; whoever is refused learns where, and whose by pseudonym.
 */
import { createHash } from "node:crypto";
import { type Audience, termsFor } from "../../core/identity/audience.ts";
import {
  type FileText,
  type NameFinding,
  type Outgoing,
  scanFile,
  scanNames,
} from "../../core/identity/scan-names.ts";
import type { Term } from "../../core/identity/withheld-terms.ts";
import type { Actor } from "../../core/people/actor.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { peopleOf } from "../../store/identity/people-reader.ts";
import { releasedFindings } from "../../store/identity/register-reader.ts";
import { placeInWords } from "./place-in-words.ts";

const reader: Actor = { kind: "system", task: "name-guard" };

/** A find with the id by which it can be released. */
export interface GuardFinding extends Omit<NameFinding, "text"> {
  readonly findingId: string;
  /** What stands there, for comparing inside the program; no page and no answer shows it. */
  readonly words: string;
}

export interface NameGuard {
  /** Every find that was not released, those that only warn among them. */
  findings(texts: readonly Outgoing[], files?: readonly FileText[]): GuardFinding[];
  /** Refuses with identity.would-leak where something blocks. */
  mustPass(texts: readonly Outgoing[], files?: readonly FileText[]): void;
  /** What stood in these texts and was released. */
  releasedWords(texts: readonly Outgoing[]): string[];
  /** Whether anything is withheld from this audience at all. */
  readonly withholds: boolean;
}

/** Refusal identity.would-leak; its details tell the places, `findings` has all of them. */
export class WouldLeak extends Refusal {
  readonly findings: readonly GuardFinding[];

  constructor(findings: readonly GuardFinding[]) {
    super("identity.would-leak", {
      places: findings.slice(0, placesMax).map(placeInWords).join("; "),
      findings: findings
        .slice(0, placesMax)
        .map(({ findingId }) => findingId)
        .join(" "),
    });
    this.findings = findings;
  }
}

const placesMax = 20;

/**
 * The guard of one case before one audience. It is made before the deed's own transaction, since it
 * reads as the program; where there is no such case it withholds nothing, and the deed says so.
 */
export async function nameGuard(
  context: Context,
  caseId: string,
  audience: Audience,
): Promise<NameGuard> {
  const { people, released } = await context.transaction(reader, async (tx) => ({
    people: await peopleOf(context, tx, caseId),
    released: await releasedFindings(tx, caseId),
  }));
  const terms = termsFor(people, audience, ourNames(context));
  const all = (texts: readonly Outgoing[], files: readonly FileText[] = []) =>
    findingsIn(terms, texts, files).map(
      ({ text, ...rest }): GuardFinding => ({
        ...rest,
        words: text.slice(rest.start, rest.end),
        findingId: findingIdOf(context, caseId, text, rest),
      }),
    );
  const findings: NameGuard["findings"] = (texts, files) =>
    all(texts, files).filter(({ findingId }) => !released.has(findingId));
  return {
    withholds: terms.length > 0,
    findings,
    releasedWords: (texts) =>
      all(texts).flatMap(({ findingId, words }) => (released.has(findingId) ? [words] : [])),
    mustPass(texts, files) {
      const blocking = findings(texts, files).filter(({ blocks }) => blocks);
      if (blocking.length > 0) throw new WouldLeak(blocking);
    },
  };
}

function findingsIn(
  terms: readonly Term[],
  texts: readonly Outgoing[],
  files: readonly FileText[],
): NameFinding[] {
  return [...scanNames(texts, terms), ...files.flatMap((file) => scanFile(file, terms))];
}

/** Our own names stand in everything that we send, also where a reporter has the same. */
function ourNames(context: Context): string[] {
  const { organisation, channels }: Policy = inForceAt(context.policies, context.now());
  const domain = channels.reportAddress.split("@")[1] ?? "";
  const host = new URL(context.baseUrl).hostname;
  return [organisation.name, organisation.shortName, organisation.teamName, domain, host];
}

/**
 * Binds a find to the very text and the place in it. Keyed: a plain hash of a short text could be
 * guessed back to the name.
 */
function findingIdOf(
  context: Context,
  caseId: string,
  text: string,
  find: Omit<NameFinding, "text">,
): string {
  const digest = createHash("sha256").update(text).digest("hex");
  const { place, kind, whose, start, end } = find;
  const about = JSON.stringify([caseId, place, digest, kind, whose, start, end]);
  return uuidFrom(context.masterKey.hash("name-finding", about));
}

/** RFC 9562, version 8: an id of our own making, in the form that all ids here have. */
function uuidFrom(hash: Uint8Array): string {
  const bytes = Buffer.from(hash.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
