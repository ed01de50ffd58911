/**
 * Compares a new report's address with those of the parties of the cases that the report names. Tells
 * nobody whose they are: what comes out is a code that staff read as a warning.
 */
import { domainToUnicode } from "node:url";
import { ownReferencesIn } from "../../core/mail/outside-references.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import { senderDoubtsOf } from "../../core/reports/sender-doubts.ts";
import { lowerAscii } from "../../lib/lower-ascii.ts";
import type { Context } from "../../store/context.ts";
import { partiesNamed } from "../../store/messages/correspondence-reader.ts";
import { identityOf } from "../../store/parties/reader.ts";

const actor = { kind: "system", task: "register-report" } as const;

/** `answered`: the Message-IDs of mails that this one says it answers. */
export async function withDoubts(
  context: Context,
  arrival: Arrival,
  answered: readonly string[] = [],
): Promise<Arrival> {
  const address = arrival.fields.email;
  if (!address) return arrival;
  const references = ownReferencesIn(Object.values(arrival.fields).join("\n"));
  const named = await addressesOf(context, { references, answered });
  const others = named.filter((each) => lowerAscii(each) !== lowerAscii(address));
  const doubts = senderDoubtsOf([address, asSeen(address)], others);
  return doubts.length > 0 ? { ...arrival, problems: [...arrival.problems, ...doubts] } : arrival;
}

/** "xn--pple-43d.example" is read as "аpple.example" in many a program. */
function asSeen(address: string): string {
  const [local = "", domain = ""] = address.split("@");
  return `${local}@${domainToUnicode(domain) || domain}`;
}

async function addressesOf(
  context: Context,
  named: { references: readonly string[]; answered: readonly string[] },
): Promise<string[]> {
  return context.transaction(actor, async (tx) => {
    const addresses: string[] = [];
    for (const partyId of await partiesNamed(tx, named)) {
      const identity = await identityOf(context, tx, partyId);
      if (identity?.email) addresses.push(identity.email);
    }
    return addresses;
  });
}
