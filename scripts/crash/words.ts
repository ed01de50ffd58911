/** The words by which the check knows its own texts again, and finds them where they must not be. */
import { randomBytes } from "node:crypto";

/** Words that begin alike and are otherwise each their own. */
export interface Words {
  /** Stands in what reports, mails, notes and messages say. */
  readonly secret: string;
  /** Stands in names and addresses of reporters. */
  readonly person: string;
  /** Stands in the titles of what is published: the scan must find it, or it finds nothing. */
  readonly published: string;
  next(kind: "secret" | "person" | "published"): string;
}

/** Never seeded: a word of an earlier run in a log or swap file must not count for this one. */
export function makeWords(): Words {
  const stems = { secret: stem("qua"), person: stem("pel"), published: stem("vox") };
  let count = 0;
  return {
    ...stems,
    next(kind) {
      count += 1;
      return `${stems[kind]}${count}`;
    },
  };
}

/** Letters only, so that no word search, encoding or hyphen splits it. */
function stem(start: string): string {
  return start + [...randomBytes(9)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");
}
