/** A policy's text of a letter taken apart. Judges nothing in it. */

/** A first line "Subject: …" where it has one, then paragraphs with an empty line between them. */
export function splitText(text: string): { subject?: string; paragraphs: string[] } {
  const [, subject, rest = text] =
    /^Subject:[ \t]*(\S.*)(?:\n|$)([\s\S]*)$/.exec(text.trim()) ?? [];
  const paragraphs = rest
    .split(/\n[ \t]*\n/)
    .map((each) => each.trim())
    .filter((each) => each !== "");
  return subject === undefined ? { paragraphs } : { subject: subject.trim(), paragraphs };
}
