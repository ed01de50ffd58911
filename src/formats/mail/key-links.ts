/** Finds addresses of public keys that a reporter typed. Only says where a key should lie; fetches nothing. */

const linksMax = 10;
const candidatesMax = 500;

/** Addresses over https that look like an OpenPGP key, each once, in the order of the text. */
export function findKeyLinks(texts: readonly string[]): string[] {
  const found = new Set<string>();
  for (const text of texts) {
    // What an answer quotes was typed by somebody else, mostly by us.
    const own = text.replace(/^[ \t]*>.*$/gm, "");
    // Bracketed addresses end before the bracket, sentences before their full stop.
    const typed = own.match(/https:\/\/[^\s<>"'`\\{}|^]{4,500}/gi) ?? [];
    for (const each of typed.slice(0, candidatesMax)) {
      const link = keyLink(each.replace(/[.,;:!?)\]]+$/, ""));
      if (link && found.size < linksMax) found.add(link);
    }
  }
  return [...found];
}

function keyLink(text: string): string | null {
  const address = keyAddress(text);
  return address !== null && looksLikeKey(new URL(address)) ? address : null;
}

const addressLettersMax = 500;

/** The text as an address over https, without its fragment; null where it is none. */
export function keyAddress(text: string): string | null {
  const typed = text.trim();
  if (typed.length > addressLettersMax || /\s/.test(typed) || !URL.canParse(typed)) return null;
  const url = new URL(typed);
  // A password in an address is not ours to keep, and no key needs one.
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "") return null;
  url.hash = "";
  return url.href;
}

/** Whether somebody gave an address, good or not, where a key could stand. */
export function isAddressOfKey(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text.trim());
}

const keyPaths = [
  /\.(asc|gpg|pgp|key|pub)$/i,
  // Key servers: HKP, and the interface of keys.openpgp.org and those that run the same program.
  /^\/pks\/lookup$/,
  /^\/vks\/v1\/by-(fingerprint|keyid|email)\//,
  // Web Key Directory, its direct and its advanced form.
  /^\/\.well-known\/openpgpkey\//,
];

function looksLikeKey({ pathname, searchParams }: URL): boolean {
  if (keyPaths.some((path) => path.test(pathname))) return true;
  const asked = searchParams.get("q") ?? searchParams.get("search") ?? "";
  return pathname === "/search" && /^(0x)?[0-9a-f]{16,64}$/i.test(asked.replace(/\s/g, ""));
}
