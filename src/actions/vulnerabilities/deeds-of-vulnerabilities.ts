/** The deeds about a case's vulnerabilities, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { addVulnerability } from "./add-vulnerability.ts";
import { describeVulnerability } from "./describe-vulnerability.ts";
import { restoreVulnerability } from "./restore-vulnerability.ts";
import { withdrawVulnerability } from "./withdraw-vulnerability.ts";

export const deedsOfVulnerabilities = [
  addVulnerability,
  describeVulnerability,
  withdrawVulnerability,
  restoreVulnerability,
] as const satisfies readonly Action[];
