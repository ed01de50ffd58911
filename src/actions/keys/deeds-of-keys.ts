/** The deeds about the house's own keys, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { extendOwnKey } from "./extend-own-key.ts";
import { importOwnKey } from "./import-own-key.ts";
import { makeOwnKey } from "./make-own-key.ts";
import { readRevocationCertificate } from "./read-revocation-certificate.ts";
import { recordKeyCheck } from "./record-key-check.ts";
import { revokeOwnKey } from "./revoke-own-key.ts";
import { rotateOwnKey } from "./rotate-own-key.ts";

export const deedsOfKeys = [
  makeOwnKey,
  importOwnKey,
  rotateOwnKey,
  extendOwnKey,
  revokeOwnKey,
  readRevocationCertificate,
  recordKeyCheck,
] as const satisfies readonly Action[];
