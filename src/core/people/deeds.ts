/**
 * Every deed and who may do it. A deed "on a case" also needs membership of that case; one "of
 * the house" has no case yet, or never one. An administrator appears in no deed on a case.
 */
import { outsiderRoles, type Role } from "./roles.ts";

type DeedRule = {
  on: "case" | "house";
  by: readonly Role[];
  /** A dangerous deed: staff prove once more that it is them. */
  stepUp?: true;
};

const handlers = ["analyst", "lead", "coordinator-analyst"] as const;
const speakers = [...handlers, "communicator"] as const;
/** Who learns of what happens outside: embargoes, authorities, CVE requests, appeals. */
const recorders = [...speakers, "psp", "cna-operator", "root-operator", "legal"] as const;
/** Who may break the glass, and so be on call: whoever could act on what they then read. */
const openers = [...recorders, "engineer"] as const;
const readers = [
  ...speakers,
  "psp",
  "engineer",
  "publisher",
  "approver",
  "cna-operator",
  "root-operator",
  "legal",
  "auditor",
] as const;
const staff = [...readers, "support-agent", "administrator"] as const;
/** Whose work needs a name now and then: they open the vault, and judge what the name guard found. */
const vaultOpeners = ["lead", "communicator", "coordinator-analyst", "legal"] as const;

export const deeds = {
  "take-report": { on: "house", by: ["anyone", "system", ...speakers, "support-agent"] },
  "register-report": { on: "house", by: ["system"] },
  "import-thread": { on: "house", by: ["system"] },

  "sign-in": { on: "house", by: ["anyone", ...staff] },
  "sign-in-by-link": { on: "house", by: ["anyone", ...staff] },
  "accept-link": { on: "house", by: ["anyone", ...staff] },
  "sign-in-by-passkey": { on: "house", by: ["anyone", ...staff] },
  "sign-in-by-sso": { on: "house", by: ["anyone", ...staff] },
  "sign-out": { on: "house", by: ["anyone", ...staff] },
  "keep-session": { on: "house", by: staff },
  "end-session": { on: "house", by: staff },
  "end-other-sessions": { on: "house", by: staff },
  "confirm-person": { on: "house", by: staff },
  "add-passkey": { on: "house", by: staff, stepUp: true },
  "remove-passkey": { on: "house", by: staff, stepUp: true },
  "enrol-app": { on: "house", by: staff, stepUp: true },
  "change-password": { on: "house", by: staff, stepUp: true },
  "drop-password": { on: "house", by: staff, stepUp: true },
  "renew-recovery-codes": { on: "house", by: staff, stepUp: true },
  "link-sso": { on: "house", by: staff, stepUp: true },
  "unlink-sso": { on: "house", by: staff, stepUp: true },
  "make-token": { on: "house", by: staff, stepUp: true },
  "revoke-token": { on: "house", by: staff },
  "ensure-house": { on: "house", by: ["system"] },
  "create-first-administrator": { on: "house", by: ["system"] },
  "open-seat": { on: "house", by: ["system"] },
  "take-seat": { on: "house", by: ["anyone", ...staff, ...outsiderRoles] },
  "mark-demonstration": { on: "house", by: ["system"] },
  "renew-link": { on: "house", by: ["administrator"], stepUp: true },
  "confirm-link": { on: "house", by: ["administrator"], stepUp: true },
  "refuse-link": { on: "house", by: staff },
  "invite-person": { on: "house", by: ["administrator", "system"], stepUp: true },
  "change-roles": { on: "house", by: ["administrator"], stepUp: true },
  "disable-person": { on: "house", by: ["administrator"], stepUp: true },
  "make-team": { on: "house", by: ["administrator", "lead"], stepUp: true },
  "add-to-team": { on: "house", by: ["administrator", "lead"], stepUp: true },
  "remove-from-team": { on: "house", by: ["administrator", "lead"] },
  "set-on-call": { on: "house", by: ["lead"], stepUp: true },
  "end-on-call": { on: "house", by: ["lead"] },
  "break-glass": { on: "house", by: openers, stepUp: true },
  "confirm-break-glass": { on: "house", by: ["lead"], stepUp: true },
  "decline-break-glass": { on: "house", by: ["lead"] },
  "file-report": { on: "house", by: ["support-agent"] },
  "alarm-glass": { on: "house", by: ["system"] },
  "erase-account": { on: "house", by: ["administrator", "system"], stepUp: true },
  "make-own-key": { on: "house", by: ["administrator"], stepUp: true },
  "import-own-key": { on: "house", by: ["administrator"], stepUp: true },
  "rotate-own-key": { on: "house", by: ["administrator"], stepUp: true },
  "extend-own-key": { on: "house", by: ["administrator"], stepUp: true },
  "revoke-own-key": { on: "house", by: ["administrator"], stepUp: true },
  "read-revocation-certificate": { on: "house", by: ["administrator"], stepUp: true },
  "record-key-check": { on: "house", by: ["system"] },
  "add-product": { on: "house", by: ["psp", "lead", "administrator"] },
  "import-publications": { on: "house", by: ["system"] },
  "alarm-house": { on: "house", by: ["system"] },
  "export-access-record": { on: "house", by: ["auditor"] },

  "register-message": { on: "case", by: ["system"] },
  "check-sender": { on: "case", by: ["system"] },
  "alarm-tray": { on: "case", by: ["system"] },
  "keep-message": { on: "case", by: handlers },
  "put-aside-message": { on: "case", by: handlers },
  "recall-message": { on: "case", by: handlers },
  "acknowledge-sender": { on: "case", by: speakers },
  "post-notice": { on: "case", by: ["system"] },
  "alarm-delivery": { on: "case", by: ["system"] },
  "begin-delivery": { on: "case", by: ["system"] },
  "settle-delivery": { on: "case", by: ["system"] },
  "take-delivery-report": { on: "case", by: ["system"] },
  "settle-case": { on: "case", by: ["system"] },
  "alarm-clock": { on: "case", by: ["system"] },
  "record-publication": { on: "case", by: ["system"] },
  "read-case": { on: "case", by: [...readers, ...outsiderRoles] },
  "assign-case": { on: "case", by: handlers },
  "add-member": { on: "case", by: handlers },
  "remove-member": { on: "case", by: handlers },
  "leave-case": { on: "case", by: readers },
  "route-to-entity": { on: "case", by: handlers },
  "accept-case": { on: "case", by: handlers },
  "bounce-case": { on: "case", by: handlers },
  "review-break-glass": { on: "case", by: ["lead"] },
  "decide-relevancy": { on: "case", by: handlers },
  "score-vulnerability": { on: "case", by: [...handlers, "psp"] },
  "set-affected-products": { on: "case", by: [...handlers, "psp", "engineer"] },
  "plan-remedy": { on: "case", by: [...handlers, "psp", "engineer"] },
  "deliver-remedy": { on: "case", by: [...handlers, "psp", "engineer"] },
  "record-milestone": { on: "case", by: recorders },
  "pause-promise": { on: "case", by: handlers },
  "resume-promise": { on: "case", by: handlers },
  "explain-breach": { on: "case", by: speakers },
  "move-case-to-policy": { on: "case", by: ["lead"] },
  "make-evidence": {
    on: "case",
    by: [...handlers, "legal", "auditor", "system"],
  },
  "place-hold": { on: "case", by: ["legal", "lead"], stepUp: true },
  "lift-hold": { on: "case", by: ["legal", "lead"], stepUp: true },
  "order-erasure": { on: "case", by: ["legal", "lead"], stepUp: true },
  "confirm-erasure": { on: "case", by: ["legal", "lead"], stepUp: true },
  "erase-person": { on: "case", by: ["legal", "lead"], stepUp: true },
  "refuse-erasure": { on: "case", by: ["legal", "lead"], stepUp: true },
  "export-person": { on: "case", by: ["legal", "lead", ...outsiderRoles], stepUp: true },
  "request-erasure": { on: "case", by: outsiderRoles },
  "make-certificate": { on: "case", by: ["legal", "lead", "auditor"] },
  "propose-erasures": { on: "case", by: ["system"] },
  erase: { on: "case", by: ["system"] },
  "send-message": { on: "case", by: [...speakers, ...outsiderRoles] },
  "write-note": { on: "case", by: [...readers].filter((role) => role !== "auditor") },
  "attach-files": { on: "case", by: [...speakers, "psp", "engineer", ...outsiderRoles] },
  "begin-upload": { on: "case", by: [...speakers, "psp", "engineer", ...outsiderRoles] },
  "end-upload": { on: "case", by: [...speakers, "psp", "engineer", ...outsiderRoles] },
  "expire-upload": { on: "case", by: ["system"] },
  "check-attachment": { on: "case", by: ["system"] },
  "check-again": { on: "case", by: [...speakers, "psp", "engineer"] },
  "release-attachment": { on: "case", by: handlers, stepUp: true },
  "conclude-analysis": { on: "case", by: handlers },
  "close-case": { on: "case", by: handlers },
  "reopen-case": { on: "case", by: handlers },
  "open-vault": { on: "case", by: vaultOpeners, stepUp: true },
  "release-finding": { on: "case", by: vaultOpeners, stepUp: true },
  "ask-permission": { on: "case", by: [...speakers, "legal"] },
  "answer-permission": { on: "case", by: outsiderRoles },
  "propose-transmission": { on: "case", by: [...speakers, "legal"] },
  "answer-transmission": { on: "case", by: outsiderRoles },
  "withdraw-transmission": { on: "case", by: [...speakers, "legal"] },
  "record-transmission": { on: "case", by: [...speakers, "legal"] },
  "choose-credit": { on: "case", by: outsiderRoles },
  "offer-key": { on: "case", by: outsiderRoles },
  "confirm-party-key": { on: "case", by: [...vaultOpeners, ...outsiderRoles], stepUp: true },
  "refuse-party-key": { on: "case", by: [...speakers, "legal", ...outsiderRoles] },
  "renew-party-key": { on: "case", by: ["system"] },
  "encrypt-anyway": { on: "case", by: speakers, stepUp: true },
  "agree-plain": { on: "case", by: outsiderRoles },
  "send-by-portal": { on: "case", by: speakers },
  "revoke-link": { on: "case", by: [...speakers, "legal", ...outsiderRoles] },
  "record-legal-disclosure": { on: "case", by: ["legal"], stepUp: true },
  "approve-legal-disclosure": { on: "case", by: ["legal", "lead"], stepUp: true },
  "draft-advisory": { on: "case", by: [...speakers, "publisher"] },
  "edit-advisory": { on: "case", by: [...speakers, "publisher"] },
  "request-approval": { on: "case", by: [...speakers, "publisher"] },
  "approve-advisory": { on: "case", by: ["approver", "lead"] },
  "publish-advisory": { on: "case", by: ["publisher", "lead", "approver", "communicator"] },
} as const satisfies Record<string, DeedRule>;

export type Deed = keyof typeof deeds;

/** Who may do the deed, and whether it needs membership of a case. */
export function ruleOf(deed: Deed): DeedRule {
  return deeds[deed];
}
