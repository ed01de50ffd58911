/** The list of ready texts for a party: found by typing, those that one used last first. */
import {
  type LetterName,
  letterNames,
  letterTemplates,
} from "../../core/letters/letter-catalogue.ts";
import type { PartyRow } from "../../store/parties/reader.ts";
import { type AtCase, casePath } from "./at-case.ts";
import { TemplateList } from "./template-list.tsx";

const kindOf = { supplier: "vendor", coordinator: "coordinator", customer: "customer" } as const;

/** A letter to a coordinator is not offered where somebody writes to a reporter. */
function fits(name: LetterName, { kind }: PartyRow): boolean {
  const { by, to } = letterTemplates[name];
  if (by !== "colleague") return false;
  if (to === "party") return true;
  return to === "reporter" || to === "sender" ? kind === "reporter" : kindOf[to] === kind;
}

/** Those that were used, the last one first, then the others in their own order. */
function lastUsedFirst(names: readonly LetterName[], used: readonly string[]): LetterName[] {
  const rank = (name: LetterName) => (used.includes(name) ? used.indexOf(name) : used.length);
  return names.toSorted((a, b) => rank(a) - rank(b));
}

export function ReadyTexts(props: {
  at: AtCase;
  party: PartyRow;
  /** Names of ready texts that the reader used, the last one first. */
  used: readonly string[];
  /** The id of the form that they are for. */
  formId: string;
}) {
  const { at, party, used, formId } = props;
  const fitting = lastUsedFirst(
    letterNames.filter((name) => fits(name, party)),
    used,
  );
  const to = casePath(at.head.reference, "conversation");
  return (
    <TemplateList
      id={`templates-${party.partyId.slice(-6)}`}
      title="Insert a template"
      label="Find a template"
      action={`${to}#${formId}`}
      asks={{ insert: party.partyId }}
      typed={(at.query.find ?? "").trim()}
      all={`${to}?insert=${party.partyId}#${formId}`}
      texts={fitting.map((name) => ({
        name,
        title: letterTemplates[name].title,
        about: letterTemplates[name].sent,
        href: `${to}?to=${party.partyId}&letter=${name}#${formId}`,
      }))}
    >
      <p class="meta">
        Those that you used last come first. What the case does not know stands as a blank. What you
        have written stays, above it.
      </p>
    </TemplateList>
  );
}
