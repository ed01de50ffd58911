/** Every date that concerns the reporter in one list, each with its zone: ours, theirs, and what was agreed. */
import type { StatementView } from "../../store/portal/statement-reader.ts";
import { Panel } from "../../ui/layout.tsx";
import { instantOf, When } from "../../ui/when.tsx";
import type { ShownPromise } from "./portal-words.ts";
import { datesWords } from "./requests-words.ts";

export type TheirDate = { readonly at: Date; readonly what: string };

export type DatesFacts = {
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly notBefore: Date | null;
  readonly promises: readonly ShownPromise[];
  /** What the party and we said, oldest first. */
  readonly said: readonly StatementView[];
  readonly asksAgainAt: Date | undefined;
};

/** Oldest first. Only dates that the reader is told elsewhere on the page too: never a hidden target. */
export function datesOf(facts: DatesFacts): TheirDate[] {
  const { openedAt, closedAt, notBefore, promises, said, asksAgainAt } = facts;
  const consent = said.findLast((each) => each.kind === "consent");
  const asked = said.find(({ statementId }) => statementId === consent?.aboutId);
  const fix = said.findLast((each) => each.kind === "fix");
  const plan = said.findLast((each) => each.kind === "plan");
  const instant = (text: string | undefined) => (text ? new Date(text) : undefined);
  const found: (readonly [Date | undefined | null, string])[] = [
    [openedAt, datesWords.received],
    [closedAt, datesWords.closed],
    [notBefore, datesWords.notBefore],
    ...promises.flatMap(({ due }) =>
      due.at && due.state !== "paused" ? [[instantOf(due.at), sayingOf(due)] as const] : [],
    ),
    [consent?.word === "asked" ? instant(asked?.on) : undefined, datesWords.consentAsked],
    [consent?.word === "given" ? instant(consent.on) : undefined, datesWords.consentGiven],
    [plan?.word === "planned" ? instant(plan.on) : undefined, datesWords.plan],
    [fix?.word === "invited" ? instant(fix.on) : undefined, datesWords.fix],
    [asksAgainAt, datesWords.statusAgain],
  ];
  return found.flatMap(([at, what]) => (at ? [{ at, what }] : [])).sort((a, b) => +a.at - +b.at);
}

/** "We promised to tell you …", and what became of it where it is not simply ahead. */
function sayingOf({ promise = "", word = "" }: ShownPromise["due"]): string {
  return word === "By" ? promise : `${promise} (${word.toLowerCase()})`;
}

export function DatesPanel({ dates, zone }: { dates: readonly TheirDate[]; zone: string }) {
  return (
    <Panel title={datesWords.title} level={3} id="dates">
      <ol class="due-list">
        {dates.map(({ at, what }) => (
          <li key={`${at.toISOString()} ${what}`}>
            <span class="due">
              <span class="due-promise">{what}</span>
              <span class="due-line">
                <When at={at} zone={zone} />
              </span>
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
