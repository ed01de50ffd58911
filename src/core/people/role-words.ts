/** Every staff role in words: its name and what its holder is there for. */
import type { StaffRole } from "./roles.ts";

export const roleWords: Readonly<Record<StaffRole, { title: string; does: string }>> = {
  analyst: { title: "Analyst", does: "Handles reports from relevancy to conclusion." },
  lead: { title: "Lead", does: "Answers for the team's cases, exceptions and approvals." },
  communicator: { title: "Communicator", does: "Writes to reporters and drafts advisories." },
  psp: {
    title: "Product security prime",
    does: "Answers for a product: scores, versions, remedies.",
  },
  engineer: { title: "Engineer", does: "Works on remedies of the cases they are asked onto." },
  "support-agent": { title: "Support agent", does: "Files reports for customers." },
  publisher: { title: "Publisher", does: "Prepares and releases advisories." },
  approver: { title: "Approver", does: "Approves what others drafted." },
  "coordinator-analyst": {
    title: "Coordination analyst",
    does: "Handles cases of several vendors.",
  },
  "cna-operator": { title: "CNA operator", does: "Assigns and publishes CVE records." },
  "root-operator": { title: "Root operator", does: "Looks after the CNAs of a Root." },
  legal: { title: "Legal", does: "Advises on the cases they are asked onto." },
  auditor: {
    title: "Auditor",
    does: "Reads who did what in the house, and the record of the cases they are asked onto.",
  },
  administrator: {
    title: "Administrator",
    does: "Invites people and keeps settings; reads no case.",
  },
};
