/** Addresses of keys in words: why nothing came of asking there, and what the timeline says. Never an address. */
import type { KeyLinkProblem } from "../../core/party-keys/key-address.ts";
import type { Sentence } from "./event-sentence.ts";

export const keyLinkProblemWords: Readonly<Record<KeyLinkProblem, string>> = {
  erased: "Who they are was erased, and the address with it.",
  gone: "Nothing lies there any more.",
  "no-answer": "The server did not answer, or not in time, or only with an error.",
  "not-a-key": "What lies there is not an OpenPGP key.",
  off: "This installation asks nobody for keys (PARLEY_KEY_LOOKUP).",
  "private-address":
    "The name leads into a private network, which is not asked. Ask for the key in a mail instead.",
  "private-key":
    "What lies there is a private key. It was not kept; tell its owner that it is public.",
  redirect: "The server sends on to where a key cannot be fetched safely.",
  several:
    "Several keys lie there, and none says which it is. Ask for the address of one, or for the key in a mail.",
  "too-large": "What lies there is larger than 256 KiB, which no key is.",
};

export const keyLinkEvents: Readonly<Record<string, Sentence>> = {
  "key-link.said": (body, names) => ({
    what: `found an address of a key in words of ${names.party(body("partyId"))}; nothing was fetched`,
    icon: "lock",
  }),
  "key-link.asked": (body, names) => ({
    what: `ordered that the key at an address that ${names.party(body("partyId"))} gave is fetched`,
    icon: "lock",
  }),
  "key-link.fetched": (body, names) => ({
    what: `fetched the key at an address that ${names.party(body("partyId"))} gave`,
    icon: "lock",
    tone: "info",
  }),
  "key-link.failed": (body, names) => ({
    what: `got no key from an address that ${names.party(body("partyId"))} gave`,
    icon: "alert",
    tone: "warning",
  }),
};
