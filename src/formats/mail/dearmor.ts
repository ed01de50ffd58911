/** Takes OpenPGP data out of its armor (RFC 9580 section 6). Never fails: the checks are in the data itself. */

const armorStart = /-----BEGIN PGP [A-Z ,/0-9]{1,40}-----[ \t]*\r?\n/;

/**
 * The bytes of the first armored block, or the data as it came where none is there. The checksum
 * is not looked at: relays lose it, and what must not be altered has a cryptographic one.
 */
export function dearmor(data: Buffer): Buffer {
  const text = data.toString("latin1");
  const start = armorStart.exec(text);
  if (!start) return data;
  const from = start.index + start[0].length;
  const end = text.indexOf("\n-----END ", from - 1);
  const block = text.slice(from, end < 0 ? undefined : end).replace(/\r/g, "");
  return Buffer.from(withoutHeaders(block).replace(/\n=[A-Za-z0-9+/]{4}\s*$/, ""), "base64");
}

// "Version: …", "Hash: …" and so on up to the first line without anything on it.
function withoutHeaders(block: string): string {
  const lines = block.split("\n");
  let at = 0;
  while (/^[A-Za-z-]{1,40}:/.test(lines[at] ?? "")) at++;
  return lines.slice(at).join("\n");
}
