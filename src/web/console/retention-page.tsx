/** What falls due to be erased across the cases that the reader is on: when, why, and what stops it. */
import type { FastifyInstance } from "fastify";
import { inForceAt } from "../../core/policy/in-force.ts";
import {
  type DueErasure,
  doneErasures,
  openErasures,
} from "../../store/retention/erasure-reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { readsCases } from "../server/frame-counts.ts";
import type { WebContext } from "../server/web-context.ts";
import { casePath } from "./at-case.ts";
import { consolePage, NoCases } from "./console-frame.tsx";
import { scopeWords, stateWords, whyWords } from "./retention-words.ts";

export function retentionRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/console/retention", async (request, reply) => {
    const staff = await staffOf(request);
    const at = { request, reply, web, staff };
    const content = { title: "Retention", current: "/console/retention" };
    if (!readsCases(staff)) {
      return render(reply, consolePage(at, { ...content, children: <NoCases staff={staff} /> }));
    }
    const { context } = web;
    const [open, done] = await context.transaction(staff, async (tx) => [
      await openErasures(tx),
      await doneErasures(tx),
    ]);
    const now = context.now();
    const zone = inForceAt(context.policies, now).channels.officeHours.zone;
    const children = <Retention open={open} done={done} now={now} zone={zone} />;
    return render(reply, consolePage(at, { ...content, children }));
  });
}

type Props = { now: Date; zone: string };

function Retention(props: Props & { open: readonly DueErasure[]; done: readonly DueErasure[] }) {
  const { open, done, now, zone } = props;
  return (
    <>
      <PageHeader
        title="Retention"
        meta={
          <span>
            What of your cases falls due to be erased. Shown 30 days ahead, so that a legal hold can
            still be placed.
          </span>
        }
      />
      <Panel title="Due and asked for" id="due">
        <Table
          caption="What is due to be erased"
          captionHidden
          rows={open}
          rowKey={({ erasureId }) => erasureId}
          empty={
            <EmptyState icon="check" title="Nothing is due">
              No term of the policy ends within 30 days, and nobody has asked for an erasure.
            </EmptyState>
          }
          columns={[
            ...whatColumns,
            {
              header: "When",
              nowrap: true,
              cell: ({ dueAt }) => <When at={dueAt} zone={zone} precision="day" />,
            },
            { header: "Why", cell: whyWords },
            {
              header: "Now",
              cell: (row) => {
                const { word, tone } = stateWords(row, { held: row.held, now });
                return <Tag tone={tone}>{word}</Tag>;
              },
            },
          ]}
        />
      </Panel>
      {done.length > 0 && (
        <Panel title="Erased of late" id="erased">
          <Table
            caption="What was erased of late"
            captionHidden
            rows={done}
            rowKey={({ erasureId }) => erasureId}
            columns={[
              ...whatColumns,
              {
                header: "Erased",
                nowrap: true,
                cell: ({ endedAt }) => endedAt && <When at={endedAt} zone={zone} precision="day" />,
              },
              { header: "Why", cell: whyWords },
            ]}
          />
        </Panel>
      )}
    </>
  );
}

const whatColumns = [
  {
    header: "Case",
    heads: true,
    nowrap: true,
    cell: ({ reference }: DueErasure) => <a href={casePath(reference, "retention")}>{reference}</a>,
  },
  {
    header: "What",
    cell: ({ scope, pseudonym }: DueErasure) =>
      scope === "identity" && pseudonym ? `Identity of ${pseudonym}` : scopeWords[scope],
  },
] as const;
