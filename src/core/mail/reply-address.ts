/** The address of its own that a party's answers come to: our address with a tag that only it was given. */

const tagForm = /\+([0-9a-f]{32})@/iu;

/** The tags in these addresses that may be ours, each once, in lower case. */
export function replyTagsIn(addresses: readonly string[]): string[] {
  const tags = addresses.flatMap((address) => tagForm.exec(address)?.[1]?.toLowerCase() ?? []);
  return [...new Set(tags)].slice(0, 20);
}

/** 16 random bytes as a tag: letters that no mail server changes. */
export function replyTagOf(random: Uint8Array): string {
  return [...random.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** `psirt+tag@vendor.example`; null where the address has a tag already or no room for one (RFC 5321, 4.5.3.1.1). */
export function replyAddressOf(address: string, tag: string): string | null {
  const [local = "", domain = "", ...rest] = address.split("@");
  if (rest.length > 0 || domain === "" || local === "" || local.includes("+")) return null;
  const tagged = `${local}+${tag}`;
  return tagged.length <= 64 ? `${tagged}@${domain}` : null;
}
