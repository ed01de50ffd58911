/** What happened around names, in words of the timeline. Never a name, nor what the law made us give. */
import { notedOf, type Sentence } from "./event-sentence.ts";

const choices: Readonly<Record<string, string>> = {
  undecided: "left open how to be thanked",
  none: "asked to be named nowhere",
  name: "asked to be thanked by a name",
  handle: "asked to be thanked by a handle",
  organisation: "asked to be thanked by an organisation",
};

export const identityEvents: Readonly<Record<string, Sentence>> = {
  "vault.opened": (body, names) => ({
    what: openedWhat(body, names.party(body("partyId"))),
    icon: "key",
    tone: "warning",
  }),
  "finding.released": () => ({
    what: "released a place where the name guard saw a name",
    icon: "alert",
    tone: "warning",
  }),
  "notice.withheld": () => ({
    what: "held a notice back, because it would name somebody else",
    icon: "lock",
    tone: "danger",
  }),
  "credit.chosen": (body, names) => ({
    what: `${notedOf(body, names)}${choices[body("choice")] ?? "chose how to be thanked"}`,
    icon: "user",
    tone: "info",
  }),
  "choice.noticed": () => ({ what: "brought the case up to date", icon: "clock" }),
  "permission.asked": (body, names) => ({
    what: `asked ${names.party(body("partyId"))} whether somebody may learn their name`,
    icon: "mail",
  }),
  "permission.given": () => ({
    what: "allowed one recipient to learn their name",
    icon: "check",
    tone: "success",
  }),
  "permission.refused": () => ({
    what: "did not allow a recipient to learn their name",
    icon: "lock",
    tone: "warning",
  }),
  "permission.withdrawn": () => ({
    what: "took back the permission for a recipient to learn their name",
    icon: "lock",
    tone: "warning",
  }),
  "legal-disclosure.recorded": () => ({
    what: "recorded that something was given because the law asks for it",
    icon: "seal",
    tone: "warning",
  }),
  "legal-disclosure.approved": () => ({
    what: "approved, as a second person, an entry on what the law made us give",
    icon: "check",
  }),
};

function openedWhat(body: Parameters<Sentence>[0], who: string): string {
  if (body("what") === "signer") return `looked up which key signed a mail of ${who}`;
  if (body("messageId")) return `downloaded an untouched mail of the thread with ${who}`;
  return body("reportId")
    ? `downloaded the untouched report of ${who}`
    : `opened the vault to see who ${who} is`;
}
