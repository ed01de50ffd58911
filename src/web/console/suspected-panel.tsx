/** One key for a severity before any score: the levels of the policy as buttons. */
import { bandWord } from "../../core/severity/bands.ts";
import { Button } from "../../ui/button.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import type { AtCase } from "./at-case.ts";
import { deedPath, may } from "./deed-form.tsx";
import { CaseSeverity } from "./severity-words.tsx";

/** Nothing once a score stands, or where this reader may not say it. */
export function SuspectedPanel({ at }: { at: AtCase }) {
  const { head } = at;
  if (at.facts.scored || head.closedAt || !may(at, "suspect-severity")) return null;
  return (
    <Panel title="Suspected severity" level={3}>
      <p>
        {head.suspectedBand ? (
          <>
            <CaseSeverity policy={at.policy} band={head.suspectedBand} /> until it is scored.
          </>
        ) : (
          "Not scored yet. Promises and the queue go by what you suspect."
        )}
      </p>
      <Form action={deedPath(at, "suspect-severity")} csrf={at.csrf} label="Suspected severity">
        <Hidden name="caseId" value={head.caseId} />
        <Actions>
          {at.policy.scoring.bands.map((band, index) => (
            <Button
              key={band.name}
              name="band"
              value={band.name}
              look="quiet"
              shortcut={`! ${index + 1}`}
            >
              {bandWord(band)}
            </Button>
          ))}
        </Actions>
      </Form>
    </Panel>
  );
}
