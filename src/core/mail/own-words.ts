/**
 * What somebody wrote in a mail themselves: without what they quoted, a signature, a sign-off, a key.
 * Meant to tell a mail that says nothing from one that does; in doubt, it says something.
 */

/** Lines of their own, trimmed; empty where all of it is quoted, signed or a key. */
export function ownLines(text: string): string[] {
  const written = withoutKeys(text).split(/^-- ?$/m)[0] ?? "";
  const lines = written.split(/\r?\n/).map((line) => line.trim());
  const end = lines.findIndex((line) => beginsQuoted.test(line));
  const own = (end < 0 ? lines : lines.slice(0, end)).filter(
    (line, index) => line !== "" && !line.startsWith(">") && !introduces(lines, index),
  );
  return withoutSignOff(own);
}

/** Whether a mail that brought a key says no more than that it does. */
export function bringsOnlyKey(text: string): boolean {
  const said = ownLines(text)
    .filter((line) => !greeting.test(line))
    .join(" ");
  return said === "" || (said.length <= keyWordsMax && aboutKey.test(said));
}

/** A sentence, such as “Here is my public key.”; who says more may have answered as well. */
const keyWordsMax = 80;
const aboutKey =
  /^[^.!?]*(?<!\p{L})(?:(?:my|our|public|pgp|openpgp|gpg) (?:\p{L}+ ){0,2}keys?|(?:ma|notre) (?:clé|clef))(?!\p{L})[^.!?]*[.!]?$/iu;
const greeting =
  /^(?:hello|hi|dear|bonjour|bonsoir|good (?:morning|day|afternoon|evening))(?!\p{L})[^.?]{0,40}$/iu;

function withoutKeys(text: string): string {
  return text.replace(
    /-----BEGIN PGP PUBLIC KEY BLOCK-----.*?(?:-----END PGP PUBLIC KEY BLOCK-----|$)/gs,
    "",
  );
}

/** Programs that quote below a line, without marks. */
const beginsQuoted = /^(?:-{3,}.*(?:original|origine|forwarded).*-{3,}|_{10,})$/i;

/** “On …, somebody wrote:” before what is quoted, also over two lines. */
function introduces(lines: readonly string[], index: number): boolean {
  const [line = "", below = ""] = lines.slice(index, index + 2);
  if (line.endsWith(":")) return isQuoted(lines, index + 1);
  return /^(?:on|le)\s/i.test(line) && below.endsWith(":") && isQuoted(lines, index + 2);
}

function isQuoted(lines: readonly string[], from: number): boolean {
  const next = lines.slice(from).find((line) => line !== "");
  return next?.startsWith(">") ?? false;
}

const signOff =
  /^(?:(?:best|kind|warm|many) )?(?:regards|wishes|thanks|thank you|cheers|sincerely|yours|cordialement|bien à vous|salutations|merci)(?!\p{L})[^.?]{0,30}[.,!]?$/iu;

/** A formula, and whoever signs below it in a few short lines. */
function withoutSignOff(lines: readonly string[]): string[] {
  const at = lines.findIndex((line) => signOff.test(line));
  const below = lines.slice(at + 1);
  const isSigned = below.length <= 4 && below.every((line) => /^[^?]{1,60}$/.test(line));
  return at >= 0 && isSigned ? lines.slice(0, at) : [...lines];
}
