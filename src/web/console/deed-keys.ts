/**
 * The keys of the deeds on a case: a letter for what the deed is about, then a letter for the deed, and
 * the page of the case that has its form. Knows who may do nothing: a key is no permission.
 */
import type { Deed } from "../../core/people/deeds.ts";
import type { caseViews } from "./at-case.ts";

export interface DeedKey {
  /** Two presses, one after the other: "d r". */
  readonly key: string;
  /** The page of the case with its form; the column beside every page counts as the overview. */
  readonly view: (typeof caseViews)[number];
  /** The deed in a list of many, where the words on its button need the form around them. */
  readonly says?: string;
  /** Whether an open case has its form, a closed one, or both; an open one unless told. */
  readonly on?: "closed" | "both";
  /** Its form stands on the page of one of the list, not on the list itself. */
  readonly inside?: string;
}

/** What the first letter stands for. No page of the console uses one of them alone. */
export const keyGroups = {
  c: "The case",
  d: "Decisions",
  m: "Messages and parties",
  v: "Vulnerability",
  p: "Promises, publications and facts",
  h: "Held data, keys and mail",
  l: "Legal, names and keeping",
} as const;

/** Every deed of colleagues that has a form on a page of the case. */
export const deedKeys: Readonly<Partial<Record<Deed, DeedKey>>> = {
  "assign-case": { key: "c o", view: "overview", says: "Give the case an owner" },
  "release-case": { key: "c u", view: "overview" },
  "rename-case": { key: "c n", view: "overview", says: "Rename the case", on: "both" },
  "change-kind": { key: "c k", view: "overview", says: "Say that it is something else" },
  "label-case": { key: "c l", view: "overview", says: "Add a label", on: "both" },
  "wait-for": { key: "c w", view: "overview", says: "Say for whom we wait" },
  "end-waiting": { key: "c W", view: "overview" },
  "add-reference": { key: "c f", view: "overview", on: "both" },
  "remove-reference": { key: "c F", view: "overview", says: "Remove their reference", on: "both" },
  "add-member": { key: "c a", view: "people", says: "Add a colleague to the case", on: "both" },
  "remove-member": { key: "c r", view: "people", says: "Take a colleague off", on: "both" },
  "leave-case": { key: "c x", view: "people", on: "both" },
  "route-to-entity": { key: "c e", view: "people", says: "Give the case to an entity" },
  "accept-case": { key: "c y", view: "people", says: "Take over what another team gave" },
  "bounce-case": { key: "c b", view: "people", says: "Send back what another team gave" },
  "review-break-glass": { key: "c g", view: "people", says: "Review an opening", on: "both" },
  "make-evidence": { key: "c v", view: "history", on: "both" },
  "attach-files": { key: "c i", view: "files", says: "Add files", on: "both" },
  "release-attachment": {
    key: "c h",
    view: "files",
    says: "Release a held file",
    on: "both",
    inside: "a file",
  },
  "check-again": {
    key: "c H",
    view: "files",
    says: "Check a file again",
    on: "both",
    inside: "a file",
  },

  "decide-relevancy": { key: "d r", view: "overview" },
  "conclude-analysis": { key: "d c", view: "overview" },
  "close-case": { key: "d x", view: "overview" },
  "reopen-case": { key: "d o", view: "overview", on: "closed" },
  "approve-decision": { key: "d y", view: "overview", says: "Confirm a colleague’s decision" },
  "send-back-decision": { key: "d b", view: "overview", says: "Send back a decision" },
  "answer-objection": { key: "d a", view: "overview", says: "Answer an objection", on: "both" },
  "close-with-pointer": { key: "d p", view: "overview", says: "Send them on and close" },
  "contain-leak": { key: "d l", view: "overview" },
  "decide-matter": { key: "d m", view: "overview", says: "Decide the matter" },
  "record-reproduction": { key: "d t", view: "analysis", says: "Record an attempt to reproduce" },
  "weigh-credibility": { key: "d w", view: "analysis", says: "Weigh what speaks for the report" },
  "record-others-affected": {
    key: "d e",
    view: "analysis",
    says: "Say whether others are affected",
  },
  "note-breach": { key: "d n", view: "analysis", says: "Note a breach of the rules" },
  "record-standing": { key: "d s", view: "analysis", says: "Say whether they can be reached" },

  "send-message": { key: "m m", view: "conversation", says: "Write to a party", on: "both" },
  "write-note": { key: "m n", view: "conversation", says: "Write an internal note", on: "both" },
  "record-call": { key: "m p", view: "conversation", says: "Record a call or meeting", on: "both" },
  "note-channel": { key: "m h", view: "conversation", says: "Note how they like to be reached" },
  "note-translation": {
    key: "m t",
    view: "overview",
    says: "Note the translation of a report",
    on: "both",
  },
  "mark-question": { key: "m q", view: "conversation", says: "Say that a question is answered" },
  "need-no-answer": { key: "m N", view: "overview", says: "Say that a message needs no answer" },
  "record-said": {
    key: "m o",
    view: "conversation",
    says: "Put an objection, a word on a fix or a choice on record",
    on: "both",
  },
  "answer-all": { key: "m A", view: "conversation", says: "Answer several at once" },
  "answer-consent": { key: "m c", view: "overview", says: "Answer whether they may publish" },
  "invite-to-validate": { key: "m v", view: "overview", says: "Invite to try the fix" },
  "resend-message": { key: "m r", view: "conversation", says: "Send a lost mail again" },
  "acknowledge-sender": { key: "m a", view: "overview" },
  "keep-message": { key: "m k", view: "overview", says: "Say what the message is" },
  "put-aside-message": { key: "m s", view: "overview", says: "Put aside: not for us" },
  "recall-message": { key: "m b", view: "overview", says: "Back to the tray", on: "both" },
  "join-message-to-case": { key: "m j", view: "overview", says: "Put it into another case" },
  "undo-join": { key: "m J", view: "overview", says: "Take it out of the other case" },
  "decline-claim": { key: "m d", view: "overview", says: "Say that a mail is not of this case" },

  "suspect-severity": { key: "v v", view: "overview", says: "Suspect a severity" },
  "score-vulnerability": { key: "v c", view: "vulnerability", says: "Score in CVSS" },
  "adjust-score": { key: "v j", view: "vulnerability", says: "Adjust a score to a product" },
  "record-published-score": { key: "v k", view: "vulnerability", says: "Keep a published score" },
  "record-ssvc": { key: "v q", view: "advice", says: "Answer SSVC" },
  "add-vulnerability": { key: "v a", view: "vulnerability" },
  "describe-vulnerability": { key: "v e", view: "vulnerability", says: "Describe a vulnerability" },
  "withdraw-vulnerability": {
    key: "v w",
    view: "vulnerability",
    says: "Withdraw a vulnerability",
  },
  "restore-vulnerability": {
    key: "v W",
    view: "vulnerability",
    says: "Put a withdrawn vulnerability back",
  },
  "set-affected-products": {
    key: "v p",
    view: "vulnerability",
    says: "Say which products it affects",
  },
  "set-status": { key: "v s", view: "status", says: "Set the status of a version" },
  "plan-remedy": { key: "v r", view: "vulnerability", says: "Plan a remedy" },
  "change-remedy": { key: "v h", view: "vulnerability", says: "Change a remedy" },
  "move-remedy-date": { key: "v m", view: "vulnerability", says: "Move a remedy’s date" },
  "record-remedy-test": { key: "v t", view: "vulnerability", says: "Record a remedy’s test" },
  "deliver-remedy": { key: "v d", view: "vulnerability", says: "Mark a remedy as delivered" },
  "withdraw-remedy": { key: "v x", view: "vulnerability", says: "Withdraw a remedy", on: "both" },
  "forward-report": { key: "m f", view: "forwarding", says: "Forward the report" },
  "mark-duplicate": { key: "d u", view: "links", says: "Let it follow an earlier case" },
  "merge-report": { key: "d g", view: "links", says: "Show its report in the earlier case" },
  "unmark-duplicate": {
    key: "d U",
    view: "links",
    says: "Say that it is no duplicate",
    on: "both",
  },
  "take-report-back": {
    key: "d G",
    view: "links",
    says: "Take its report out of another case",
    on: "both",
  },
  "split-case": { key: "c s", view: "split" },
  "relate-case": { key: "c j", view: "links", says: "Link another case", on: "both" },
  "unrelate-case": { key: "c J", view: "links", says: "Remove a link to a case", on: "both" },
  "open-ticket": { key: "v i", view: "vulnerability", says: "Open a ticket in a tracker" },
  "link-ticket": { key: "v l", view: "vulnerability", says: "Link a ticket" },
  "end-ticket": { key: "v L", view: "vulnerability", says: "Say what became of a ticket" },
  "record-root-cause": {
    key: "v o",
    view: "root-cause",
    says: "Record the root cause",
    on: "both",
  },
  "end-follow-up": { key: "v O", view: "root-cause", says: "End a follow-up", on: "both" },
  "reopen-follow-up": {
    key: "v U",
    view: "root-cause",
    says: "Put a follow-up back that is not done",
    on: "both",
  },

  "draft-advisory": { key: "p d", view: "publications" },
  "edit-advisory": {
    key: "p e",
    view: "publications",
    says: "Edit a draft",
    inside: "a publication",
  },
  "request-approval": {
    key: "p q",
    view: "publications",
    says: "Ask for approval of a draft",
    inside: "a publication",
  },
  "approve-advisory": {
    key: "p a",
    view: "publications",
    says: "Approve a publication",
    inside: "a publication",
  },
  "publish-advisory": {
    key: "p p",
    view: "publications",
    says: "Publish",
    inside: "a publication",
  },
  "record-milestone": { key: "p m", view: "promises", says: "Record what happened outside" },
  "pause-promise": { key: "p s", view: "promises", says: "Pause a promise" },
  "resume-promise": { key: "p r", view: "promises", says: "Let a promise run again" },
  "explain-breach": { key: "p x", view: "promises", says: "Explain a broken promise", on: "both" },
  "move-case-to-policy": { key: "p v", view: "promises", says: "Move to another policy version" },
  "record-fact": { key: "p f", view: "facts", says: "Record a fact" },
  "confirm-signal": { key: "p y", view: "facts", says: "Confirm what the report says" },
  "dismiss-signal": { key: "p n", view: "facts", says: "Dismiss what the report says" },
  "correct-fact": { key: "p c", view: "facts", says: "Correct a fact", on: "both" },
  "withdraw-fact": { key: "p w", view: "facts", says: "Withdraw a fact", on: "both" },
  "set-not-before": {
    key: "p b",
    view: "facts",
    says: "Set a date before which nothing is public",
  },

  "propose-transmission": { key: "h p", view: "overview", says: "Propose a way for held data" },
  "record-transmission": { key: "h r", view: "overview", says: "Record that held data came" },
  "withdraw-transmission": { key: "h x", view: "overview", says: "Take back a proposed way" },
  "ask-for-key": { key: "h a", view: "people", says: "Ask for their OpenPGP key", on: "both" },
  "confirm-party-key": { key: "h y", view: "people", says: "Confirm a key", on: "both" },
  "refuse-party-key": { key: "h n", view: "people", says: "Refuse a key", on: "both" },
  "fetch-key": { key: "h f", view: "people", says: "Fetch a key", on: "both" },
  "revoke-link": { key: "h l", view: "people", says: "End links to the portal", on: "both" },
  "encrypt-anyway": { key: "h e", view: "overview", says: "Encrypt to an unconfirmed key" },
  "send-by-portal": { key: "h s", view: "overview", says: "Point to the portal", on: "both" },
  "read-again": { key: "h m", view: "conversation", says: "Read a mail again", on: "both" },

  "ask-permission": { key: "l p", view: "names", says: "Ask to tell a name", on: "both" },
  "open-vault": { key: "l v", view: "names", says: "Open the vault", on: "both" },
  "release-finding": {
    key: "l f",
    view: "conversation",
    says: "Release what the name guard found",
  },
  "record-legal-disclosure": { key: "l d", view: "names", on: "both" },
  "approve-legal-disclosure": {
    key: "l a",
    view: "names",
    says: "Approve a legal entry",
    on: "both",
  },
  "place-hold": { key: "l h", view: "retention", on: "both" },
  "lift-hold": { key: "l H", view: "retention", says: "Lift a hold", on: "both" },
  "order-erasure": { key: "l e", view: "retention", on: "both" },
  "confirm-erasure": { key: "l c", view: "retention", says: "Confirm an erasure", on: "both" },
  "erase-person": { key: "l x", view: "retention", says: "Erase a person", on: "both" },
  "refuse-erasure": { key: "l n", view: "retention", says: "Refuse an erasure", on: "both" },
  "export-person": { key: "l o", view: "retention", says: "Export a person’s data", on: "both" },
  "make-certificate": { key: "l t", view: "retention", says: "Make a certificate", on: "both" },
};

/** The key of a deed's form; undefined for one that has no form on a case. */
export function keyOfDeed(deed: Deed): string | undefined {
  return deedKeys[deed]?.key;
}
