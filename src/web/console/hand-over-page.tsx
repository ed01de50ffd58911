/** The sheet with which duty is handed over, to read and to print, and the form that records it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { handOver } from "../../actions/duty/hand-over.ts";
import { dueUntil } from "../../core/clocks/due-section.ts";
import { onCallAt, shiftsOf } from "../../core/duty/rota.ts";
import { plannedFrom } from "../../core/duty/rota-rules.ts";
import { ruleOf } from "../../core/people/deeds.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { loadOf } from "../../store/cases/load-reader.ts";
import { duePage } from "../../store/clocks/due-reader.ts";
import { alarmsSince, handOvers, waitingCases } from "../../store/duty/hand-over-reader.ts";
import { rotaOf } from "../../store/duty/rota-reader.ts";
import { peopleList } from "../../store/people/reader.ts";
import { principalsOf } from "../../store/transaction.ts";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { When } from "../../ui/when.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { DueTables } from "./due-table.tsx";
import {
  AlarmsPanel,
  CountsPanel,
  FormerPanel,
  HandOverPanel,
  handOverPath,
  type Sheet,
  WaitingPanel,
} from "./hand-over-panels.tsx";
import { doHouseDeed, type SentHouseForm } from "./house-form.tsx";

const dayMs = 86_400_000;

export function handOverRoutes(app: FastifyInstance, web: WebContext): void {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => {
    const staff = await staffOf(request);
    permit(staff, "hand-over");
    return { request, reply, web, staff };
  };
  app.get(handOverPath, async (request, reply) => show(await visit(request, reply)));
  app.post(handOverPath, async (request, reply) => {
    const at = await visit(request, reply);
    const fields = { "hand-over.self": "toId", "on-call.role": "toId", "person.unknown": "toId" };
    const result = await doHouseDeed(at, handOver, fields);
    if ("sent" in result) return show(at, result.sent);
    return seeOther(reply, `${handOverPath}?done=handed-over`);
  });
}

async function show(at: ConsoleRequest, sent?: SentHouseForm): Promise<FastifyReply> {
  const sheet = await sheetOf(at, sent);
  const { done } = at.request.query as { done?: string };
  const { now, zone } = sheet;
  const page = consolePage(at, {
    title: "Hand-over sheet",
    current: "/console/duty",
    breadcrumb: [{ label: "Duty", href: "/console/duty" }, { label: "Hand-over sheet" }],
    notice: !sent && done === "handed-over" && (
      <Notice
        tone="success"
        live
        title="It is on record, and the next one reads your notes here."
      />
    ),
    children: (
      <>
        <PageHeader
          title="Hand-over sheet"
          lede="What whoever comes next has to know of the cases that you see. Print it, or read it together."
          meta={
            <>
              <span>
                As of <When at={now} zone={zone} />
              </span>
              <span>
                Alarms since <When at={sheet.since} zone={zone} />
              </span>
            </>
          }
        />
        <CountsPanel sheet={sheet} />
        <DueTables
          cases={sheet.due}
          names={sheet.names}
          now={now}
          policies={at.web.context.policies}
          zone={zone}
        />
        <WaitingPanel sheet={sheet} />
        <AlarmsPanel sheet={sheet} />
        <HandOverPanel sheet={sheet} />
        <FormerPanel sheet={sheet} />
      </>
    ),
  });
  return render(at.reply, page, sent?.refused.status ?? 200);
}

async function sheetOf(at: ConsoleRequest, sent: SentHouseForm | undefined): Promise<Sheet> {
  const { context } = at.web;
  const now = context.now();
  const { zone } = inForceAt(context.policies, now).channels.officeHours;
  const readers = principalsOf(at.staff);
  return context.transaction(at.staff, async (tx) => {
    const former = await handOvers(context, tx);
    const taken = former.find(({ toId }) => toId === at.staff.id)?.at;
    // Since duty came to the reader; of somebody to whom nobody handed it over, since a day ago.
    const since = taken ?? new Date(+now - dayMs);
    const asked = { owner: "all", readers, until: dueUntil(now, zone), after: null } as const;
    const [load, due, waiting, alarms, rota, people] = await Promise.all([
      loadOf(tx, readers, now),
      duePage(context, tx, asked),
      waitingCases(tx, readers),
      alarmsSince(tx, readers, since),
      rotaOf(tx, plannedFrom(now)),
      peopleList(context, tx),
    ]);
    const takers = people.filter(
      ({ personId, disabledAt, roles }) =>
        personId !== at.staff.id &&
        !disabledAt &&
        roles.some((role) => ruleOf("hand-over").by.includes(role)),
    );
    const names = new Map(people.map(({ personId, name }) => [personId, name]));
    const onCall = onCallAt(rota, now);
    const coming = shiftsOf(rota, plannedFrom(now)).find(
      ({ personId, from }) => personId !== null && from > now,
    );
    const found = { load, waiting, alarms, onCall, coming, former, takers, names };
    return {
      ...{ at, sent, now, zone, since },
      ...found,
      due: due.cases,
      isMore: due.next !== null,
    };
  });
}
