/** The words by which one key hands over to the next. Signed by both, they prove that neither was put in place by a stranger. */

export interface Transition {
  readonly team: string;
  readonly addresses: readonly string[];
  readonly old: string;
  readonly next: string;
  readonly at: Date;
  /** Where the keys are published. */
  readonly keyPage: string;
}

/** ASCII only, so that no mail program or terminal changes what is signed. */
export function transitionText(of: Transition): string {
  const day = of.at.toISOString().slice(0, 10);
  return [
    `OpenPGP key transition statement of ${day}`,
    "",
    `${ascii(of.team)} now uses another OpenPGP key${forWhom(of.addresses)}.`,
    "",
    "The key until now, from now on for reading and verifying only:",
    `  ${grouped(of.old)}`,
    "",
    "The key from now on:",
    `  ${grouped(of.next)}`,
    "",
    `Both are published at ${of.keyPage}`,
    "This statement is signed by both keys.",
    "",
  ].join("\n");
}

function forWhom(addresses: readonly string[]): string {
  return addresses.length === 0 ? "" : ` for ${addresses.join(", ")}`;
}

function ascii(text: string): string {
  return text.normalize("NFKD").replace(/[^\x20-\x7e]/g, "");
}

function grouped(fingerprint: string): string {
  return fingerprint.match(/.{1,4}/g)?.join(" ") ?? fingerprint;
}
