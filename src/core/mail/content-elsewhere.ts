/**
 * Tells a letter whose matter lies in somebody's portal ("log in to see the report"): it has a link, asks
 * to sign in, and says little else. Never opens the link, which may be anybody's.
 */

/** A few sentences: who writes a report by mail writes more. */
const lettersMax = 1_200;

const signIn =
  /\b(?:log|sign)[ -]?(?:in|on)\b|\blog(?:in|ged in)\b|\b(?:view|read|access|see|open|retrieve|available|posted|respond|reply|visit)\b[^.!?]{0,80}\b(?:portal|platform|site|website|link|vince|case page|secure mail|workspace)\b|\bportal\b[^.!?]{0,60}\b(?:view|read|access|see)\b|\b(?:connectez|identifiez)-vous\b|\bse connecter\b/iu;

const linkForm = /\bhttps?:\/\/[^\s<>"'()[\]]{4,500}/giu;

/** What only a report of its own has: steps, code, traces, files are said at length or attached. */
const matter =
  /\b(?:proof of concept|poc attached|steps to reproduce|stack trace|overflow|injection|payload|crash(?:es)?|exploit code)\b|^\s*(?:\$|#|>>>|GET|POST)\s/imu;

/** The address that the letter points at; null where it says what it is about by itself. */
export function contentElsewhere(text: string): string | null {
  const own = text
    .split("\n")
    .filter((line) => !/^\s*>/.test(line))
    .join("\n")
    .split(/^-- ?$/mu)[0]
    ?.trim();
  if (!own || own.length > lettersMax || matter.test(own) || !signIn.test(own)) return null;
  const [link] = own.match(linkForm) ?? [];
  return link?.replace(/[.,;:!?]+$/, "") ?? null;
}
