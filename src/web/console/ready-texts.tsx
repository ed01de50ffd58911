/** The list of ready texts for a party: found by typing, those that one used last first. */
import {
  type LetterName,
  letterNames,
  letterTemplates,
} from "../../core/letters/letter-catalogue.ts";
import type { PartyRow } from "../../store/parties/reader.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Panel } from "../../ui/layout.tsx";
import { type AtCase, casePath } from "./at-case.ts";

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

/** Each word stands somewhere in the title or in when it is sent. */
function matches(name: LetterName, typed: string): boolean {
  const { title, sent } = letterTemplates[name];
  const text = `${title} ${sent}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
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
  const typed = (at.query.find ?? "").trim();
  const fitting = letterNames.filter((name) => fits(name, party));
  const found = lastUsedFirst(fitting, used).filter((name) => matches(name, typed));
  const to = casePath(at.head.reference, "conversation");
  const list = `templates-${party.partyId.slice(-6)}`;
  return (
    <Panel title="Insert a template" id={list}>
      <Form action={`${to}#${formId}`} method="get" label="Find a template">
        <Hidden name="insert" value={party.partyId} />
        <label for={`${list}-find`}>Type to find one; Enter takes the first</label>
        <div class="input-row">
          <input
            class="input"
            id={`${list}-find`}
            type="search"
            name="find"
            value={typed}
            data-filter={`${list}-list`}
          />
          <Button look="secondary" small>
            Find
          </Button>
        </div>
      </Form>
      <p class="meta">
        Those that you used last come first. What the case does not know stands as a blank.
      </p>
      {found.length === 0 && (
        <EmptyState icon="search" title="No template has these words">
          <a href={`${to}?insert=${party.partyId}#${formId}`}>Show all of them</a>
        </EmptyState>
      )}
      <ul id={`${list}-list`}>
        {found.map((name) => (
          <li key={name}>
            <a data-row href={`${to}?to=${party.partyId}&letter=${name}#${formId}`}>
              {letterTemplates[name].title}
            </a>{" "}
            {letterTemplates[name].sent}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
