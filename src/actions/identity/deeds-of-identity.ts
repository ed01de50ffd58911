/** The deeds about who a party is, and its vault, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { answerPermission } from "./answer-permission.ts";
import { approveLegalDisclosure } from "./approve-legal-disclosure.ts";
import { askPermission } from "./ask-permission.ts";
import { chooseCredit } from "./choose-credit.ts";
import { openVault } from "./open-vault.ts";
import { recordLegalDisclosure } from "./record-legal-disclosure.ts";
import { releaseFinding } from "./release-finding.ts";

export const deedsOfIdentity = [
  openVault,
  releaseFinding,
  askPermission,
  answerPermission,
  chooseCredit,
  recordLegalDisclosure,
  approveLegalDisclosure,
] as const satisfies readonly Action[];
