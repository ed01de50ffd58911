/** OpenPGP for the deeds on our own keys, as actions are given it. Keeps nothing. */
import type { OwnKeyTools } from "../../core/keys/own-key-tools.ts";
import { extendOwnKey, revokeOwnKey, signByAll } from "./change-own-key.ts";
import { importOwnKey, revocationCertificate } from "./import-own-key.ts";
import { makeKeyPair } from "./keys.ts";

export const ownKeyTools = {
  makeKeyPair,
  importOwnKey,
  extendOwnKey,
  revokeOwnKey,
  revocationCertificate,
  signByAll,
} satisfies OwnKeyTools;
