/** What a ruling decided, case by case, which cases it was refused for, and what is left to do with them. */
import { mayTakeBack } from "../../core/decisions/ruling.ts";
import type { Refusal } from "../../core/refusal.ts";
import type { Ruled } from "../../store/cases/ruling-reader.ts";
import { Tag, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Table } from "../../ui/table.tsx";
import { casePath } from "./at-case.ts";
import { standingWords } from "./decision-words.ts";

type Props = {
  readonly rulingId: string;
  readonly ruled: readonly Ruled[];
  readonly refused: readonly { readonly caseId: string; readonly refusal: Refusal }[];
  readonly csrf: string;
  readonly now: Date;
  /** Whoever looks. */
  readonly me: string;
};

export function RulingResult(props: Props) {
  const { ruled, refused } = props;
  const count = ruled.filter(({ standing }) => standing === null).length;
  return (
    <>
      <PageHeader
        title="A ruling"
        lede="Each reporter reads it in a letter of their own. Until the letters leave, after twenty seconds, it can be taken back."
        meta={<span>{`${count} of ${ruled.length + refused.length} reports decided by it`}</span>}
      />
      {refused.length > 0 && (
        <Notice tone="warning" live title={`${refused.length} not done:`}>
          <ul>
            {refused.map(({ caseId, refusal }) => (
              <li key={caseId}>{refusal.message}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Panel title="What it decided">
        <Table
          caption="Reports of the ruling"
          captionHidden
          dense
          rows={ruled}
          rowKey={({ decisionId }) => decisionId}
          columns={[
            {
              header: "Case",
              heads: true,
              nowrap: true,
              cell: ({ reference }) => <a href={casePath(reference)}>{reference}</a>,
            },
            { header: "How it stands", cell: (each) => <State of={each} /> },
          ]}
          empty={<p>It decided nothing.</p>}
        />
        <Steps {...props} />
      </Panel>
    </>
  );
}

function stateOf({ standing, told, closed }: Ruled): readonly [string, Tone] {
  if (standing !== null) {
    return [standingWords[standing], standing === "proposed" ? "warning" : "plain"];
  }
  if (closed) return ["Closed", "plain"];
  return told ? ["Reporter told", "success"] : ["Letter leaves in a moment", "info"];
}

function State({ of }: { of: Ruled }) {
  const [words, tone] = stateOf(of);
  return <Tag tone={tone}>{words}</Tag>;
}

/** Each only where it would do something. */
function Steps({ rulingId, ruled, csrf, now, me }: Props) {
  const waiting = ruled.some(({ standing }) => standing === "proposed");
  const others = ruled.some((each) => each.standing === "proposed" && each.decidedBy !== me);
  const fresh = ruled.some(
    ({ standing, told, decidedAt }) => standing === null && !told && mayTakeBack(decidedAt, now),
  );
  const told = ruled.some((each) => each.standing === null && each.told && !each.closed);
  if (!waiting && !fresh && !told) return null;
  return (
    <Form action="/console/ruling/step" csrf={csrf} label="What to do with them">
      <Hidden name="rulingId" value={rulingId} />
      <Actions>
        {others && (
          <Button name="step" value="confirm">
            Confirm all as a second person
          </Button>
        )}
        {(fresh || waiting) && (
          <Button look="secondary" name="step" value="take-back" shortcut="u">
            Take it back
          </Button>
        )}
        {told && (
          <Button look="secondary" name="step" value="close">
            Close those whose reporter was told
          </Button>
        )}
      </Actions>
    </Form>
  );
}
