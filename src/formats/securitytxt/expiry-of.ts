/** Reads one date of a security.txt. Checks nothing else of it: not its signature, not its contacts. */

/**
 * When the file says that it is not to be believed any more (RFC 9116 §2.5.5), signed or not; null
 * where it says no date, or several.
 */
export function securityTxtExpiryOf(text: string): Date | null {
  const fields = text.split(/\r?\n/).filter((line) => /^expires:/i.test(line));
  const [field] = fields;
  if (!field || fields.length > 1) return null;
  const at = new Date(field.slice("expires:".length).trim());
  return Number.isNaN(at.getTime()) ? null : at;
}
