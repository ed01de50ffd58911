/** Who came onto a case and left it, in the words of the timeline. */
import { whenText } from "../../ui/when.tsx";
import type { Sentence } from "./event-sentence.ts";

export const peopleEvents: Readonly<Record<string, Sentence>> = {
  "member.added": (body, names) => ({
    what: `let ${names.person(body("principalId"))} into the case`,
    icon: "user",
  }),
  "member.routed": (body, names) => ({
    what: `let ${names.person(body("principalId"))} into the case by the rule “${body("rule")}”`,
    icon: "user",
  }),
  "member.removed": (body, names, event) => ({
    what:
      event.actorId === body("principalId")
        ? "left the case"
        : `took ${names.person(body("principalId"))} off the case`,
    icon: "user",
  }),
  "entity.assigned": (body) => ({
    what: body("entity")
      ? `asked ${body("entity")} to take the case over`
      : "noted that the case was given to an entity",
    icon: "user",
    tone: "info",
  }),
  "entity.accepted": (body) => ({
    what: `took the case over${body("entity") ? ` for ${body("entity")}` : ""}`,
    icon: "check",
    tone: "success",
  }),
  "entity.bounced": (body) => ({
    what: `sent the case back${body("entity") ? ` for ${body("entity")}` : ""}`,
    icon: "mail",
    tone: "warning",
  }),
  "report.filed": (body, names) => ({
    what: `noted that ${names.person(body("personId"))} filed the report at the support desk`,
    icon: "file",
  }),
  "glass.broken": (body, names) => ({
    what: body("confirmedBy")
      ? `broke the glass, confirmed by ${names.person(body("confirmedBy"))}; it ends ${moment(body("expiresAt"))}`
      : `broke the glass, being on call; it ends ${moment(body("expiresAt"))}`,
    icon: "alert",
    tone: "danger",
  }),
  "glass.alarmed": (body) => ({
    what: `alarmed owner and leads of the broken glass: ${body("told")} by mail${body("waiting").length > 2 ? ", others as soon as their mail server answers" : ""}, all on this page`,
    icon: "mail",
    tone: "warning",
  }),
  "glass.reviewed": (body, names) => ({
    what: `reviewed how ${names.person(body("personId"))} broke the glass${body("confirmedToo") ? ", having confirmed it: there was no other lead" : ""}`,
    icon: "check",
    tone: "success",
  }),
};

function moment(instant: string): string {
  return instant ? whenText({ at: instant }) : "by itself";
}
