/** What earlier reports from the same address came to, in cases that the reader is on. Names nobody. */
import type { EarlierOutcome, EarlierReport } from "../../store/parties/history-reader.ts";
import { Tag, type Tone } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";

const outcomes: Readonly<Record<EarlierOutcome, readonly [words: string, tone: Tone]>> = {
  confirmed: ["confirmed", "success"],
  "not-confirmed": ["not confirmed", "plain"],
  "not-taken-up": ["not taken up", "plain"],
  open: ["still open", "info"],
};

export function EarlierReportsPanel(props: { at: AtCase; earlier: readonly EarlierReport[] }) {
  const { at, earlier } = props;
  return (
    <Panel title="Earlier reports from the same address" id="earlier">
      {earlier.length === 0 ? (
        <p>There is none in a case that you are on.</p>
      ) : (
        <>
          <p class="meta">
            {(Object.keys(outcomes) as EarlierOutcome[]).map((outcome) => (
              <Count key={outcome} outcome={outcome} earlier={earlier} />
            ))}
          </p>
          <Disclosure summary="Which ones">
            <ul>
              {earlier.map(({ reference, openedAt, outcome }) => (
                <li key={reference}>
                  <a href={casePath(reference)}>{reference}</a>, {outcomes[outcome][0]},{" "}
                  <When at={openedAt} zone={zoneOf(at)} precision="day" />
                </li>
              ))}
            </ul>
          </Disclosure>
        </>
      )}
      <p class="quiet">
        Only cases that you are on are counted. A report stands for itself: nothing follows from
        earlier ones.
      </p>
    </Panel>
  );
}

function Count(props: { outcome: EarlierOutcome; earlier: readonly EarlierReport[] }) {
  const [words, tone] = outcomes[props.outcome];
  const count = props.earlier.filter(({ outcome }) => outcome === props.outcome).length;
  return count > 0 ? (
    <Tag tone={tone}>
      {count} {words}
    </Tag>
  ) : null;
}
