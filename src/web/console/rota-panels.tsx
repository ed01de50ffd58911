/** The rota on the page of duty: who is on call now and next, the coming weeks, and gaps in words. */
import type { Gap, Shift } from "../../core/duty/rota.ts";
import { plannedDays } from "../../core/duty/rota-rules.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { Tag } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import type { RotaFound } from "./find-rota.ts";
import { hoursWords, rotaName } from "./rota-words.ts";

export interface RotaShown extends RotaFound {
  readonly now: Date;
  readonly policy: Policy;
}

type Of = { found: RotaShown };

/** More would hide what is below; the rest is counted. */
const gapsShown = 5;
const shiftsShown = 100;

export const zoneOf = ({ policy }: Pick<RotaShown, "policy">) => policy.channels.officeHours.zone;

export function nameOf({ names }: Pick<RotaFound, "names">, personId: string): string {
  return names.get(personId) ?? "A colleague";
}

export function teamName({ teams }: RotaFound, teamId: string | null): string | undefined {
  return teamId === null ? undefined : (teams.get(teamId) ?? "a team");
}

/** What needs a lead: times in which nobody is on call, and people whose turns fall to the next. */
export function RotaWarnings({ found }: Of) {
  const { gaps, skipped } = found;
  return (
    <>
      {gaps.length > 0 && (
        <Notice tone="danger" title="Nobody is on call at these times">
          <ul class="due-rows">
            {gaps.slice(0, gapsShown).map((gap) => (
              <li key={`${gap.teamId} ${gap.from.toISOString()}`}>
                <GapWords found={found} gap={gap} />
              </li>
            ))}
          </ul>
          <p>
            {gaps.length > gapsShown && `And ${gaps.length - gapsShown} more within four weeks. `}
            An urgent case that nobody takes then wakes its leads.
          </p>
        </Notice>
      )}
      {skipped.map(({ pattern, people }) => (
        <Notice
          key={pattern.patternId}
          tone="warning"
          title={`${rotaName(pattern.line, teamName(found, pattern.teamId))}: somebody is gone`}
        >
          <p>
            {people.map((id) => nameOf(found, id)).join(", ")}: the account is closed, has no role
            any more that may be on call, or is not in the team any more. The next in order takes
            each of these turns. Change the order to share them evenly.
          </p>
        </Notice>
      ))}
    </>
  );
}

function GapWords({ found, gap }: Of & { gap: Gap }) {
  const team = teamName(found, gap.teamId);
  const isOpen = +gap.until - +found.now >= plannedDays * 86_400_000;
  return (
    <>
      {team ? `${team}: from ` : "From "}
      {gap.from <= found.now ? "now" : <When at={gap.from} zone={zoneOf(found)} />}
      {isOpen ? (
        " on, with no end in sight"
      ) : (
        <>
          {" "}
          to <When at={gap.until} zone={zoneOf(found)} />
        </>
      )}
    </>
  );
}

export function RotaPanel({ found }: Of) {
  const { alerts } = found.policy;
  return (
    <Panel title="On call now" id="rota">
      {found.onCall.length === 0 ? (
        <p>Nobody is on call: an urgent case that nobody takes wakes its leads at once.</p>
      ) : (
        <ul class="remedy-list">
          {found.onCall.map(({ line, personId, teamId, patternId }) => (
            <li key={`${line} ${personId} ${teamId}`}>
              <strong>{nameOf(found, personId)}</strong> <Tag>Line {line}</Tag>
              {teamId && <Tag>{teamName(found, teamId)}</Tag>}
              <Following found={found} personId={personId} patternId={patternId} />
            </li>
          ))}
        </ul>
      )}
      <p>
        An urgent case is to be taken within {alerts.urgentMinutes} minutes, at any hour. Then line
        1 is woken, and {alerts.nextMinutes} minutes later the next, until somebody takes it.{" "}
        <a href="/console/break-glass#on-call">Single shifts</a>
      </p>
    </Panel>
  );
}

/** Until when, and who comes next. */
function Following(props: Of & { personId: string; patternId: string | null }) {
  const { found, personId, patternId } = props;
  const own = found.shifts.filter((shift) => shift.patternId === patternId);
  const runs = own.find((shift) => shift.personId === personId && shift.from <= found.now);
  const next = own.find((shift) => patternId && shift.personId && shift.from > found.now);
  return (
    <p class="meta">
      {runs && (
        <span>
          until <When at={runs.until} zone={zoneOf(found)} />
        </span>
      )}
      {next?.personId && (
        <span>
          next: {nameOf(found, next.personId)}, from <When at={next.from} zone={zoneOf(found)} />
        </span>
      )}
    </p>
  );
}

export function PlanPanel({ found }: Of) {
  const zone = zoneOf(found);
  return (
    <Panel title="The coming four weeks" id="plan">
      <Table
        caption="Who is on call in the coming four weeks, the first to begin on top"
        captionHidden
        rows={found.shifts.slice(0, shiftsShown)}
        rowKey={(row) => `${row.patternId} ${row.onCallId} ${row.from.toISOString()}`}
        empty={
          <EmptyState icon="clock" title="Nobody is on call, now or later">
            A lead adds a rota below, in which colleagues take turns, or sets single shifts.
          </EmptyState>
        }
        columns={[
          { header: "Who", heads: true, cell: (row) => <Who found={found} row={row} /> },
          { header: "From", cell: ({ from }) => <When at={from} zone={zone} /> },
          { header: "Until", cell: ({ until }) => <When at={until} zone={zone} /> },
          {
            header: "For",
            cell: (row) => <WhatFor found={found} row={row} />,
          },
        ]}
      />
      {found.shifts.length > shiftsShown && (
        <p class="quiet">
          The first {shiftsShown} of {found.shifts.length} shifts.
        </p>
      )}
    </Panel>
  );
}

function WhatFor({ found, row }: Of & { row: Shift }) {
  const pattern = found.rota.patterns.find(({ patternId }) => patternId === row.patternId);
  const hours = pattern && hoursWords(pattern);
  return (
    <>
      {rotaName(row.line, teamName(found, row.teamId))}
      {hours && `, only ${hours}`}
    </>
  );
}

function Who({ found, row }: Of & { row: Shift }) {
  if (row.personId === null) return <Tag tone="danger">Nobody: all of the order are gone</Tag>;
  // Whose turn runs is on call at the hours of the rota alone.
  const isNow =
    row.from <= found.now &&
    found.onCall.some((one) => one.patternId === row.patternId && one.personId === row.personId);
  return (
    <>
      {nameOf(found, row.personId)} {isNow && <Tag tone="success">Now</Tag>}
      {row.skipped && <Tag tone="warning">For {nameOf(found, row.skipped)}, who is gone</Tag>}
      {row.onCallId && <Tag>{row.patternId ? "Covers the shift" : "Single shift"}</Tag>}
    </>
  );
}
