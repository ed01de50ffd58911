/** What reports say that may be a fact: one key confirms it, with the moment at which it reached the desk. */
import { conditionsOfFact } from "../../core/facts/conditions-of-fact.ts";
import { deskWords } from "../../core/facts/fact-words.ts";
import type { Signal } from "../../core/facts/signals.ts";
import { inLanguage } from "../../core/policy/text.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { DeedForm, deedPath, may, sentFor } from "./deed-form.tsx";

export const signalWords: Readonly<Record<Signal["said"], string>> = {
  exploited: "A report says that it was seen being exploited.",
  "product-used":
    "A report says that an attack is going on and that a weakness of ours is being used.",
  "live-incident": "A report says that an attack or outage is going on.",
  "live-elsewhere":
    "A report says that an attack or outage is going on; its author thinks that no weakness of ours is used.",
  "already-public": "A report says that it is public already.",
};

/** Nothing where every signal was answered. */
export function SignalsPanel(props: {
  at: AtCase;
  open: readonly Signal[];
  /** Who wrote each report, as staff call them, by its id. */
  authors: ReadonlyMap<string, string>;
}) {
  const { at, open, authors } = props;
  if (open.length === 0) return null;
  return (
    <Panel title="Is it a fact?" id="signals">
      {open.length > 1 && (
        <p class="form-lead">
          Each has its own source and its own moment, and is answered for itself: a word on one says
          nothing of the others.
        </p>
      )}
      {open.map((signal, index) => (
        <One
          key={`${signal.reportId} ${signal.kind}`}
          at={at}
          signal={signal}
          author={authors.get(signal.reportId) ?? ""}
          isFirst={index === 0}
        />
      ))}
    </Panel>
  );
}

interface OneProps {
  at: AtCase;
  signal: Signal;
  author: string;
  isFirst: boolean;
}

function One({ at, signal, author, isFirst }: OneProps) {
  const ids = { reportId: signal.reportId, kind: signal.kind };
  const { conditions } = at.policy.disclosure;
  const [condition] = conditionsOfFact(conditions, signal.kind, at.head.severityBand);
  return (
    <section class="decision">
      <p>
        <strong>{signalWords[signal.said]}</strong> It reached us from {author} on{" "}
        <When at={signal.awareAt} zone={zoneOf(at)} precision="second" /> ({deskWords[signal.desk]}
        ); authorities’ hours would count from then.
      </p>
      {may(at, "confirm-signal") && (
        <Form action={deedPath(at, "confirm-signal")} csrf={at.csrf} label="Confirm the fact">
          <Hidden name="reportId" value={signal.reportId} />
          <Hidden name="kind" value={signal.kind} />
          {condition && <p>By the policy: “{inLanguage(condition.text, "en")}”</p>}
          <Actions>
            {condition ? (
              <>
                <Button name="advisory" value="owed" {...shortcut(isFirst, "y")}>
                  It is a fact; an advisory is owed
                </Button>
                <Button
                  name="advisory"
                  value="not-owed"
                  look="secondary"
                  {...shortcut(isFirst, "n")}
                >
                  It is a fact; no advisory is owed
                </Button>
              </>
            ) : (
              <Button {...shortcut(isFirst, "y")}>It is a fact</Button>
            )}
          </Actions>
        </Form>
      )}
      {may(at, "dismiss-signal") && (
        <Disclosure
          summary="It is none"
          open={sentFor(at, "dismiss-signal", { reportId: signal.reportId }) !== undefined}
        >
          <DeedForm at={at} deed="dismiss-signal" ids={ids} only={["reason"]} look="secondary" />
        </Disclosure>
      )}
    </section>
  );
}

/** One key answers one question: the first that stands. */
function shortcut(isFirst: boolean, key: string): { shortcut?: string } {
  return isFirst ? { shortcut: `! ${key}` } : {};
}
