/** For which addresses a key of ours is published. */
import { Refusal } from "../refusal.ts";

const addressesMax = 10;
// Narrower than RFC 5322: what stands in a user id, a header and a path must not need quoting.
const address = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/;

export interface WithAddresses {
  readonly addresses: readonly string[];
}

/** The addresses in a text, split at commas, semicolons and spaces. Refuses with key.no-addresses. */
export function addressesIn(text: string): readonly [string, ...string[]] {
  const given = text.toLowerCase().split(/[\s,;]+/);
  const [first, ...rest] = [...new Set(given.filter((each) => each !== ""))];
  const isGood = [first, ...rest].every((each) => address.test(each ?? ""));
  if (first === undefined || !isGood || rest.length >= addressesMax) {
    throw new Refusal("key.no-addresses");
  }
  return [first, ...rest];
}

/** Keys from before they named their addresses are for the one for reports. */
export function addressesOf(key: WithAddresses, reportAddress: string): readonly string[] {
  return key.addresses.length > 0 ? key.addresses : [reportAddress.toLowerCase()];
}

/** Refuses with key.address-taken where one of the keys in use is for one of the addresses. */
export function mustBeFree(
  addresses: readonly string[],
  inUse: readonly WithAddresses[],
  reportAddress: string,
): void {
  for (const key of inUse) {
    const taken = addressesOf(key, reportAddress).find((each) => addresses.includes(each));
    if (taken) throw new Refusal("key.address-taken", { address: taken });
  }
}
