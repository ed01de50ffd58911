/** Makes identities findable that are from before their index; nothing is left to do after one round. */
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { printsOf } from "../../store/identity/people-reader.ts";
import { indexIdentity, unindexedParties } from "../../store/identity/tokens.ts";
import { identityOf } from "../../store/parties/reader.ts";

const actor: Actor = { kind: "system", task: "index-identities" };
const roundMax = 200;

/** Gives how many it went through. */
export async function indexIdentities(context: Context): Promise<number> {
  let after = "00000000-0000-0000-0000-000000000000";
  let count = 0;
  for (;;) {
    const from = after;
    const parties = await context.transaction(actor, async (tx) => {
      const found = await unindexedParties(tx, from, roundMax);
      for (const party of found) {
        const identity = await identityOf(context, tx, party.partyId);
        const prints = await printsOf(context, tx, party.partyId);
        await indexIdentity(
          context,
          tx,
          party,
          identity,
          prints.map(({ print }) => print),
        );
      }
      return found;
    });
    count += parties.length;
    after = parties.at(-1)?.partyId ?? after;
    if (parties.length < roundMax) return count;
  }
}
