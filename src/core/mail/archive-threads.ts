/**
 * Puts the mails of an archive into threads: by what they answer, and by a reference of a ticket system
 * that their subjects share. Never by the subject's words or the sender alone.
 */
import { issuerOf, type OutsideReference, outsideReferencesIn } from "./outside-references.ts";

export interface ArchivedHead {
  /** Where the mail lies in the archive. */
  readonly index: number;
  /** With its angle brackets; null where it has none. */
  readonly messageId: string | null;
  /** In-Reply-To and References. */
  readonly answers: readonly string[];
  readonly subject: string;
  readonly date: Date | null;
}

/** Each thread in the order of its mails' dates, the threads in that of their first mails. */
export function threadsIn(heads: readonly ArchivedHead[]): ArchivedHead[][] {
  const parents = heads.map((_, at) => at);
  const top = (at: number): number => {
    let found = at;
    while (parents[found] !== found) found = parents[found] ?? found;
    // Shortened, so that a chain of thousands stays quick.
    for (let each = at; parents[each] !== found; ) {
      const next = parents[each] ?? found;
      parents[each] = found;
      each = next;
    }
    return found;
  };
  const firstWith = new Map<string, number>();
  for (const [at, head] of heads.entries()) {
    for (const mark of marksOf(head)) {
      const known = firstWith.get(mark);
      if (known === undefined) firstWith.set(mark, at);
      else parents[top(at)] = top(known);
    }
  }
  const threads = new Map<number, ArchivedHead[]>();
  for (const [at, head] of heads.entries()) {
    const root = top(at);
    threads.set(root, [...(threads.get(root) ?? []), head]);
  }
  const sorted = [...threads.values()].map((thread) => thread.sort(byDate));
  return sorted.sort(([one], [other]) => (one && other ? byDate(one, other) : 0));
}

function marksOf({ messageId, answers, subject }: ArchivedHead): string[] {
  const ids = [...(messageId ? [messageId] : []), ...answers].map((id) => `id ${id}`);
  return [...ids, ...caseNumbersIn(subject).map(({ text }) => `reference ${text}`)];
}

/** Case numbers of trackers and coordinators. A CVE id is none: many cases speak of one. */
function caseNumbersIn(subject: string): OutsideReference[] {
  const numbers = outsideReferencesIn(subject);
  return numbers.filter(({ issuer }) => issuerOf(issuer).kind !== "catalogue");
}

// Such numbers are given by this house, from one on; one of an older tool would be another case's.
const ofOurForm = /^PSIRT-\d{4}-/;

/** What others call the case of a thread, from the subjects of its mails, each once. */
export function othersNumbersIn(subjects: readonly string[]): OutsideReference[] {
  const all = subjects.flatMap(caseNumbersIn).filter(({ text }) => !ofOurForm.test(text));
  return all.filter(({ text }, at) => all.findIndex((each) => each.text === text) === at);
}

function byDate(one: ArchivedHead, other: ArchivedHead): number {
  const at = ({ date }: ArchivedHead) => date?.getTime() ?? Number.MAX_SAFE_INTEGER;
  return at(one) - at(other) || one.index - other.index;
}
