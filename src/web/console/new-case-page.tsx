/**
 * Opens a case without a report: a form, and the moment until a worker has made the case. What is
 * opened stands nowhere in the address but its id, which tells nobody who is not on the case anything.
 */
import type { FastifyInstance, FastifyReply } from "fastify";
import { openCase } from "../../actions/cases/open-case.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { isUuid } from "../../lib/uuid7.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { casePath } from "./at-case.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { doHouseDeed, HouseForm, type SentHouseForm } from "./house-form.tsx";

const newCasePath = "/console/new";

/** A worker makes a case in less than a second; after so many looks something keeps it. */
const looksMax = 20;
const secondsBetween = 1;

type Query = { readonly opened?: string; readonly look?: string };

export function newCaseRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(newCasePath, async (request, reply) => {
    const staff = await staffOf(request);
    permit(staff, "open-case");
    const at = { request, reply, web, staff };
    const { opened, look } = request.query as Query;
    if (!opened || !isUuid(opened)) return showForm(at, undefined);
    const head = await web.context.transaction(staff, (tx) => headOf(tx, opened));
    return head ? seeOther(reply, casePath(head.reference)) : showMoment(at, opened, look);
  });
  app.post(newCasePath, async (request, reply) => {
    const staff = await staffOf(request);
    permit(staff, "open-case");
    const at = { request, reply, web, staff };
    const result = await doHouseDeed(at, openCase, { "case.aware-later": "awareAt" });
    if ("sent" in result) return showForm(at, result.sent);
    return seeOther(reply, `${newCasePath}?opened=${result.done.caseId}`);
  });
}

function showForm(at: ConsoleRequest, sent: SentHouseForm | undefined): FastifyReply {
  const { policies, now } = at.web.context;
  const { zone } = inForceAt(policies, now()).channels.officeHours;
  const page = consolePage(at, {
    title: "Open a case",
    current: newCasePath,
    children: (
      <>
        <PageHeader
          title="Open a case"
          lede="For what nobody reported by a way of ours: what you found yourselves, an alert, a leak, a dispute. What a reporter told you goes in by the report form, so that they are answered."
        />
        <Panel title="What is it about?">
          <HouseForm at={at} on={openCase} path={newCasePath} sent={sent} zones={[zone, "UTC"]} />
        </Panel>
      </>
    ),
  });
  return render(at.reply, page, sent?.refused.status ?? 200);
}

/** Looks again by itself, also without a script. */
function showMoment(at: ConsoleRequest, opened: string, look: string | undefined): FastifyReply {
  const looks = Number(look ?? 0) || 0;
  const again = `${newCasePath}?opened=${opened}&look=${looks + 1}`;
  const isLate = looks >= looksMax;
  if (!isLate) void at.reply.header("refresh", `${secondsBetween};url=${again}`);
  const page = consolePage(at, {
    title: "The case is being opened",
    current: newCasePath,
    children: (
      <>
        <PageHeader title="The case is being opened" />
        <Panel title={isLate ? "It takes longer than usual" : "A moment"}>
          <p>
            {isLate
              ? "What you wrote is kept and not lost. The case stands in the queue as soon as the worker has made it; if it does not, tell whoever runs this installation."
              : "What you wrote is kept. The case gets its number, and its page opens by itself."}
          </p>
          <Actions>
            <LinkButton href={again}>Look again</LinkButton>
            <LinkButton look="quiet" href="/console">
              To the queue
            </LinkButton>
          </Actions>
        </Panel>
      </>
    ),
  });
  return render(at.reply, page, 200);
}
