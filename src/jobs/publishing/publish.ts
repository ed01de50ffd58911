/**
 * Publishes: makes every file from one source, checks the CSAF document, and hands all of it to
 * one action that switches the published set. Where another publication came between, all is made
 * anew from the new set; nothing half-made is ever seen.
 */
import { publicationGuard } from "../../actions/identity/publication-guard.ts";
import { importPublications } from "../../actions/publications/import-publications.ts";
import { recordPublication } from "../../actions/publications/record-publication.ts";
import { refusePublication } from "../../actions/publications/refuse-publication.ts";
import type { Advisory } from "../../core/advisories/advisory.ts";
import { firstRevision, revise } from "../../core/advisories/revise.ts";
import { utcInstant } from "../../core/advisories/utc-instant.ts";
import type { Actor } from "../../core/people/actor.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Refusal } from "../../core/refusal.ts";
import type { CsafChecker } from "../../formats/csaf/check-csaf.ts";
import { textOfFile } from "../../formats/file-text/file-text.ts";
import type { Context } from "../../store/context.ts";
import { publicationOf, publishedSet } from "../../store/publications/reader.ts";
import { JobFailure } from "../job-failure.ts";
import { indexFiles } from "./index-files.ts";
import { csafOfAdvisory, filesOfAdvisory, type SetOptions } from "./publication-files.ts";

export interface Publisher {
  readonly context: Context;
  readonly checker: Pick<CsafChecker, "check">;
  /** Every public key that signs or signed, the present one first. */
  readonly keys: SetOptions["keys"];
  /** Makes an armoured detached signature with the present key. */
  sign(bytes: Uint8Array): Promise<string>;
}

const system: Actor = { kind: "system", task: "publish-advisory" };

/** How often a publication is made anew because others published at the same moment. */
const triesMax = 20;

/** Publishes one released publication. Does nothing where it is published already: tasks may run twice. */
export async function publish(publisher: Publisher, publicationId: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await publishOnce(publisher, publicationId);
      return;
    } catch (error) {
      const moved = error instanceof Refusal && error.code === "advisory.set-moved";
      if (!moved || tries >= triesMax) throw error;
    }
  }
}

async function publishOnce(publisher: Publisher, publicationId: string): Promise<void> {
  const { context } = publisher;
  const read = await context.transaction(system, async (tx) => ({
    publication: await publicationOf(context, tx, publicationId),
    set: await publishedSet(tx),
  }));
  const { publication, set } = read;
  if (publication?.state !== "publishing") return;
  mustBeDue(publication.releaseAt, context.now());
  const before = set.advisories.find((each) => each.id === publication.number);
  const date = utcInstant(context.now().toISOString());
  const advisory = before
    ? revise(before, publication.content, { date, summary: "Updated." })
    : firstRevision(publication.content, { date, summary: "Initial version." });
  const { caseId } = publication;
  const error = await firstErrorOf(publisher, advisory);
  if (error) {
    // A person has to mend it: trying again would find the same error.
    const { rule, message: problem } = error;
    await refusePublication.run(context, system, { caseId, publicationId, rule, problem });
    return;
  }
  const options = optionsOf(publisher);
  const leak = await leakIn(publisher, caseId, advisory, options);
  if (leak) {
    const problem = leak.message;
    await refusePublication.run(context, system, {
      caseId,
      publicationId,
      rule: leak.code,
      problem,
    });
    return;
  }
  const others = set.advisories.filter((each) => each.id !== advisory.id);
  const files = [
    ...(await filesOfAdvisory(advisory, options)),
    ...indexFiles([...others, advisory], options),
  ];
  const { lastEventId: seen } = publication;
  const input = { caseId, publicationId, seen, advisory, files, basis: set.version };
  await recordPublication.run(context, system, input);
}

/**
 * Whether any file of it would name somebody. Indexes are read as if nothing else were published: what
 * others say is public already.
 */
async function leakIn(
  { context }: Publisher,
  caseId: string,
  advisory: Advisory,
  options: SetOptions,
): Promise<Refusal | undefined> {
  const guard = await publicationGuard(context, caseId);
  const files = [...(await filesOfAdvisory(advisory, options)), ...indexFiles([advisory], options)];
  const texts = await Promise.all(files.map(({ path, bytes }) => textOfFile(path, bytes)));
  try {
    guard.mustPass({ number: advisory.id, content: advisory });
    guard.filesMustPass(advisory, texts);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The clocks of the database, which wakes the job, and of this machine may differ by so much. */
const clockSlackMs = 1_000;

/** An embargo holds whoever started the job: a row of the outbox is no proof of the instant. */
function mustBeDue(releaseAt: Date | null, now: Date): void {
  if (releaseAt && releaseAt.getTime() - now.getTime() > clockSlackMs) {
    throw new JobFailure("advisory.not-due");
  }
}

/** Takes over publications that appeared before Parley, under their own dates and numbers. */
export async function publishImported(
  publisher: Publisher,
  advisories: readonly Advisory[],
): Promise<void> {
  const { context } = publisher;
  for (const advisory of advisories) await mustBeValid(publisher, advisory);
  const set = await context.transaction(system, (tx) => publishedSet(tx));
  const options = optionsOf(publisher);
  const documents = await Promise.all(advisories.map((each) => filesOfAdvisory(each, options)));
  const numbers = new Set(advisories.map((each) => each.id));
  const others = set.advisories.filter((each) => !numbers.has(each.id));
  const files = [...documents.flat(), ...indexFiles([...others, ...advisories], options)];
  await importPublications.run(context, system, { advisories, files, basis: set.version });
}

/** Nothing is published that the mandatory tests of CSAF 2.0 find an error in. */
async function firstErrorOf(publisher: Publisher, advisory: Advisory) {
  const text = csafOfAdvisory(advisory, publisher.context.baseUrl);
  const verdict = await publisher.checker.check(text);
  return verdict.valid ? undefined : verdict.errors[0];
}

async function mustBeValid(publisher: Publisher, advisory: Advisory): Promise<void> {
  const error = await firstErrorOf(publisher, advisory);
  if (!error) return;
  const { rule, message: problem } = error;
  throw new Refusal("advisory.csaf-invalid", { number: advisory.id, rule, problem });
}

/** What all files of the set have in common, as things stand now. */
export function optionsOf(publisher: Publisher): SetOptions {
  const { context, keys, sign } = publisher;
  const policy = inForceAt(context.policies, context.now());
  return { policy, baseUrl: context.baseUrl, now: context.now(), keys, sign };
}
