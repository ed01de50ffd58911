/**
 * Says where a sender's address is not what it looks like, so that staff take nobody for somebody
 * else. Never decides who anybody is: an address belongs to a party only where it is the same.
 */
import { isAlike, isLookAlike } from "../people/look-alikes.ts";

/** Codes that stand among a report's problems, and what staff read. */
export const senderDoubts = {
  "sender.like-party":
    "The sender’s address looks like that of a party of the case that the report names, and is another one. Do not take them for the same person.",
  "sender.other-address":
    "It came from another address than the one we know of this party. The address that it was sent to, the letter that it answers, or its signature shows whose it is.",
  "sender.look-alike":
    "The sender’s address holds letters of several alphabets, or ones that cannot be seen or look like others. It may stand for an address that it is not.",
} as const;

type SenderDoubt = keyof typeof senderDoubts;

/**
 * `forms`: the address as it came, and with the name of its domain as people see it. `parties`: the
 * addresses of the cases that the report names, none of which is the sender's.
 */
export function senderDoubtsOf(
  forms: readonly string[],
  parties: readonly string[],
): SenderDoubt[] {
  const odd = forms.some((form) => isDisguised(form) || isLookAlike(form));
  const like = forms.some((form) => parties.some((party) => isAlike(form, party)));
  return [
    ...(like ? ["sender.like-party" as const] : []),
    ...(odd ? ["sender.look-alike" as const] : []),
  ];
}

/** In a form that people would not type, such as full-width letters. */
function isDisguised(address: string): boolean {
  return address.normalize("NFKC") !== address;
}
