/** What was read, searched, taken out and refused, in words. Bodies hold ids and codes only. */
import { strangersKinds } from "../../core/access/access-event.ts";
import type { AccessView } from "../../store/access/access-reader.ts";
import { capital } from "./case-words.ts";

const partWords: Readonly<Record<string, string>> = {
  overview: "the overview with the report",
  conversation: "the conversation",
  vulnerability: "the vulnerability",
  publications: "publications",
  promises: "the promises",
  history: "the history",
  commands: "what can be done on it",
  print: "the whole case as one document",
  api: "the case, by the API",
  portal: "its own side, on the portal",
};

/** The part of a case that was read. */
export function partWord(what: string): string {
  return partWords[what] ?? (what.startsWith("file ") ? "a file" : what);
}

type Words = (access: AccessView) => string;

const accessWords: Readonly<Record<string, Words>> = {
  "case.read": ({ what, reference }) =>
    `Read ${partWord(what)}${reference ? ` of ${reference}` : ""}`,
  search: ({ what, body }) => {
    const words = Array.isArray(body.words) ? body.words.length : 0;
    const asked = what === "people" ? "Searched by who parties are, for" : "Searched for";
    return `${asked} ${count(words, "word")}: ${count(Number(body.hits ?? 0), "case")} found`;
  },
  export: ({ what, body }) =>
    `Took out ${exportWords[what] ?? what}${body.rows === undefined ? "" : ` (${count(Number(body.rows), "row")})`}`,
  refused: ({ what, body }) =>
    `Was refused: ${refusalWords[String(body.code)] ?? elsewhere} (${placeWord(what)})`,
  "portal.unknown-code": ({ body }) => `A portal code or link that opens nothing${more(body)}`,
  "cookie.refused": ({ body }) => `A cookie that opens nothing${more(body)}`,
  "link.refused": ({ body }) => `A link that opens nothing${more(body)}`,
  "form.refused": ({ body }) => `A form that is not ours, or no longer${more(body)}`,
  "token.refused": ({ body }) => `An API token that opens nothing${more(body)}`,
  "vault.opened": () => "Opened the identity vault",
  "glass.broken": () => "Broke the glass of a case",
};

/** A deed by its name; a page by where it is, without the ids in its address. */
function placeWord(what: string): string {
  if (!what.startsWith("/")) return what;
  const named = what.split("/").filter((part) => part !== "" && !part.startsWith(":"));
  return `the page ${named.join(", ")}`;
}

const exportWords: Readonly<Record<string, string>> = {
  "access-record": "the record of access",
  evidence: "an evidence pack",
  person: "what is held about a person",
};

/** An id that is nowhere, or somewhere else: they were not told which, and the record does not know. */
const elsewhere = "what they named is not there, or belongs elsewhere";

const refusalWords: Readonly<Record<string, string>> = {
  "access.not-found": "not theirs, or not there",
  "access.not-permitted": "not for their role",
  "access.step-up": "no second proof was given",
  "person.like-another": "a sign-in name that looks like another one",
  "person.look-alike": "a sign-in name with letters that look like others",
  "person.name-taken": "a sign-in name that somebody has",
  "token.scope": "their token is not made for this",
};

/** Events of the house that tell of sign-ins, accounts and rights. */
const houseWords: Readonly<Record<string, string>> = {
  "advisory.published": "An advisory was published",
  "alert-target.added": "Said where further alarms go",
  "alert-target.ended": "Removed an address of alarms",
  "alert-target.secret-renewed": "Gave a webhook of alarms a new secret",
  "backup.accepted": "Took an older database, knowing that what came after is lost",
  "backup.made": "Made a backup",
  "channel.back": "A way in works again: its probe came back",
  "channel.down": "A way in is down: its probe did not come back in time",
  "backup.restored": "Restored a backup, which ended all sessions, links and API tokens",
  "duty.handed-over": "Handed duty over",
  "glass.alarmed": "Leads were alarmed of a wish to break the glass, or of somebody stopped",
  "glass.asked": "Asked to break the glass of a case",
  "glass.confirmed": "Confirmed a breaking of the glass",
  "glass.declined": "Declined a breaking of the glass",
  "glass.missed": "A name opened no case by breaking the glass",
  "glass.stopped": "Somebody was stopped who tried to break the glass again and again",
  "house.set-up": "The house was set up",
  "key.made": "Made a key of ours",
  "key.rotated": "Rotated the master key",
  "key-check.failed": "A check of our published keys found something wrong",
  "key-check.passed": "A check of our published keys found all well again",
  "own-key.certificate-read": "Took out the revocation certificate of a key of ours",
  "own-key.extended": "Gave a key of ours a later end",
  "own-key.imported": "Imported a key of ours",
  "own-key.made": "Made a key of ours for an address",
  "own-key.revoked": "Revoked a key of ours",
  "own-key.rotated": "Put the next key into the place of one of ours",
  "passkey.copied": "A passkey was seen that may be a copy",
  "person.disabled": "Disabled an account",
  "person.invited": "Invited a person",
  "person.roles-changed": "Changed the roles of a person",
  "policy.loaded": "Loaded a policy",
  "policy.refused": "Refused a policy",
  "product.added": "Added a product",
  "recovery-code.used": "Used a recovery code",
  "rows.sealed": "Sealed all rows as they stand",
  "session.ended": "Ended a session",
  "session.started": "Signed in",
  "sign-in.failed": "A sign-in failed",
  "sign-in.link-refused": "Refused a sign-in link",
  "rota.added": "Added a recurring rota of who is on call",
  "rota.covered": "Covered a shift of a rota",
  "rota.ended": "Ended a recurring rota",
  "rota.order-changed": "Changed the order of a rota",
  "token.made": "Made an API token",
  "token.revoked": "Revoked an API token",
};

/** One sentence, without its subject. A kind that has no words yet stands under its own name. */
export function accessSentence(access: AccessView): string {
  const words = accessWords[access.kind];
  if (words) return words(access);
  return houseWords[access.kind] ?? capital(access.kind.replace(/[.-]/g, " "));
}

/** Kinds that the page can be narrowed to, by the name of the choice in its address. */
export const accessGroups = {
  "sign-ins": {
    label: "Sign-ins",
    kinds: [
      "session.started",
      "session.ended",
      "sign-in.failed",
      "sign-in.link-refused",
      "recovery-code.used",
      "passkey.copied",
    ],
  },
  refused: {
    label: "Refused attempts",
    kinds: ["refused", ...strangersKinds, "sign-in.failed"],
  },
  searches: { label: "Searches", kinds: ["search"] },
  exports: { label: "Exports", kinds: ["export", "backup.made"] },
  vault: {
    label: "Vault and break-glass",
    kinds: [
      "vault.opened",
      "glass.broken",
      "glass.asked",
      "glass.confirmed",
      "glass.declined",
      "glass.missed",
      "glass.stopped",
      "glass.alarmed",
    ],
  },
  readings: { label: "Readings, of your own cases", kinds: ["case.read"] },
  rights: {
    label: "Accounts and rights",
    kinds: [
      "person.invited",
      "person.disabled",
      "person.roles-changed",
      "person.confirmed",
      "token.made",
      "token.revoked",
      "key.made",
      "key.rotated",
    ],
  },
} as const satisfies Record<string, { label: string; kinds: readonly string[] }>;

export type AccessGroup = keyof typeof accessGroups;

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

/** A flood is counted. */
function more(body: AccessView["body"]): string {
  return body.uncounted === undefined ? "" : ` (and ${body.uncounted} more before it)`;
}
