/** Who is on call, what nobody has taken, and what nobody has answered. Wakes nobody itself. */
import type { FastifyInstance, FastifyReply } from "fastify";
import { dueOf, urgencyOf, urgentBands } from "../../core/duty/urgency.ts";
import { isPermitted } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Policy } from "../../core/policy/policy.ts";
import {
  type DutyCase,
  dutyRecords,
  listedMax,
  unansweredFor,
  unownedFor,
} from "../../store/duty/duty-list-reader.ts";
import { principalsOf } from "../../store/transaction.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { takeNotes } from "../server/console-notes.ts";
import { readsCases } from "../server/frame-counts.ts";
import type { WebContext } from "../server/web-context.ts";
import { type ConsoleRequest, consolePage, NoCases } from "./console-frame.tsx";
import {
  type DutyFound,
  UnansweredPanel,
  UnownedPanel,
  type UrgentCase,
  UrgentPanel,
} from "./duty-panels.tsx";
import { findRota } from "./find-rota.ts";
import type { SentHouseForm } from "./house-form.tsx";
import { RotasPanel } from "./rota-forms.tsx";
import { rotaDone, rotaRoutes } from "./rota-page.tsx";
import { PlanPanel, RotaPanel, RotaWarnings } from "./rota-panels.tsx";

const dutyPath = "/console/duty";

export function dutyRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(dutyPath, { config: { takesNotes: true } }, async (request, reply) => {
    const staff = await staffOf(request);
    const at = { request, reply, web, staff };
    if (readsCases(staff)) return show(at);
    await web.context.transaction(staff, (tx) => takeNotes(tx, at));
    const content = { title: "Duty", current: dutyPath };
    return render(reply, consolePage(at, { ...content, children: <NoCases staff={staff} /> }));
  });
  rotaRoutes(app, web, show);
}

async function show(at: ConsoleRequest, sent?: SentHouseForm): Promise<FastifyReply> {
  const found = await findDuty(at);
  const done = sent ? undefined : rotaDone[(at.request.query as { done?: string }).done ?? ""];
  const page = consolePage(at, {
    title: "Duty",
    current: dutyPath,
    notice: done && <Notice tone="success" live title={done} />,
    children: (
      <>
        <PageHeader
          title="Duty"
          lede="Who is on call, and which of the cases that you see nobody has taken or answered."
          actions={
            isPermitted(at.staff, "test-alert-target") && (
              <>
                <LinkButton href="/console/duty/hand-over">Hand-over sheet</LinkButton>
                <LinkButton href="/console/alerts">Where alarms go</LinkButton>
              </>
            )
          }
        />
        <UrgentPanel found={found} />
        <RotaWarnings found={found} />
        <RotaPanel found={found} />
        <PlanPanel found={found} />
        <RotasPanel at={at} found={found} sent={sent} />
        <UnownedPanel found={found} />
        <UnansweredPanel found={found} />
      </>
    ),
  });
  return render(at.reply, page, sent?.refused.status ?? 200);
}

async function findDuty(at: ConsoleRequest): Promise<DutyFound> {
  const { context } = at.web;
  const now = context.now();
  const policy = inForceAt(context.policies, now);
  const readers = principalsOf(at.staff);
  const before = new Date(+now - policy.alerts.unansweredHours * 3_600_000);
  return context.transaction(at.staff, async (tx) => {
    const [unowned, unanswered] = await Promise.all([
      unownedFor(tx, readers, urgentBands(policy.alerts, policy.scoring.bands[0]?.name)),
      unansweredFor(tx, readers, before),
      takeNotes(tx, at),
    ]);
    const records = await dutyRecords(
      tx,
      unowned.map(({ caseId }) => caseId),
    );
    const urgent = unowned
      .flatMap((row) => urgentOf(row, records.get(row.caseId) ?? [], policy))
      .toSorted((a, b) => +a.takeBy - +b.takeBy);
    const woken = urgent.flatMap((row) => row.woken.flatMap(({ people }) => people));
    const others = unowned.filter(({ caseId }) => !urgent.some((row) => row.caseId === caseId));
    return {
      ...(await findRota(at, tx, woken)),
      ...{ now, policy, unanswered },
      urgent: urgent.slice(0, listedMax),
      unowned: others.slice(0, listedMax),
    };
  });
}

type Found = Parameters<typeof urgencyOf>[0]["record"];

function urgentOf(row: DutyCase, record: Found, { alerts, scoring }: Policy): UrgentCase[] {
  const urgency = urgencyOf({ ...row, record }, alerts, scoring.bands[0]?.name);
  if (!urgency) return [];
  const woken = record
    .filter(({ type, at }) => type === "duty.woken" && at >= urgency.since)
    .map(({ at, body }) => ({ at, people: body.people as readonly string[] }));
  return [{ ...row, why: urgency.why, takeBy: dueOf(urgency), woken }];
}
