/** Breaking the glass: asking for a case, confirming a colleague's wish, and who is on call. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { breakGlass } from "../../actions/glass/break-glass.ts";
import { confirmBreakGlass } from "../../actions/glass/confirm-break-glass.ts";
import { declineBreakGlass } from "../../actions/glass/decline-break-glass.ts";
import { endOnCall } from "../../actions/glass/end-on-call.ts";
import { setOnCall } from "../../actions/glass/set-on-call.ts";
import { glassTries } from "../../core/people/break-glass.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { isOnCall } from "../../store/duty/rota-reader.ts";
import { glassRequests, onCallRows, stoppedSince } from "../../store/glass/reader.ts";
import { peopleList } from "../../store/people/reader.ts";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { casePath } from "./at-case.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import {
  AskPanel,
  type GlassPage,
  glassPath,
  OnCallPanel,
  OwnRequests,
  StoppedPanel,
  WaitingPanel,
} from "./glass-panels.tsx";
import { doHouseDeed, type SentHouseForm } from "./house-form.tsx";

export function glassRoutes(app: FastifyInstance, web: WebContext): void {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => {
    const staff = await staffOf(request);
    permit({ ...staff, steppedUp: true }, "break-glass");
    return { request, reply, web, staff };
  };
  app.get(glassPath, async (request, reply) => show(await visit(request, reply)));
  app.post(glassPath, async (request, reply) => {
    const at = await visit(request, reply);
    const result = await doHouseDeed(at, breakGlass, {
      "access.not-found": "reference",
      "glass.member": "reference",
      "glass.too-many": "reference",
    });
    if ("sent" in result) return show(at, result.sent);
    const { state, reference } = result.done;
    return seeOther(reply, state === "open" ? casePath(reference) : `${glassPath}?done=asked`);
  });
  const answered = (at: ConsoleRequest, result: object, done: string) =>
    "sent" in result
      ? show(at, result.sent as SentHouseForm)
      : seeOther(at.reply, `${glassPath}?done=${done}`);
  app.post(`${glassPath}/confirm`, async (request, reply) => {
    const at = await visit(request, reply);
    return answered(at, await doHouseDeed(at, confirmBreakGlass), "confirmed");
  });
  app.post(`${glassPath}/decline`, async (request, reply) => {
    const at = await visit(request, reply);
    return answered(at, await doHouseDeed(at, declineBreakGlass), "declined");
  });
  app.post(`${glassPath}/on-call`, async (request, reply) => {
    const at = await visit(request, reply);
    const fields = {
      "on-call.role": "personId",
      "on-call.self": "personId",
      "on-call.period": "until",
      "person.unknown": "personId",
    };
    return answered(at, await doHouseDeed(at, setOnCall, fields), "on-call");
  });
  app.post(`${glassPath}/on-call/end`, async (request, reply) => {
    const at = await visit(request, reply);
    return answered(at, await doHouseDeed(at, endOnCall), "on-call-ended");
  });
}

const doneWords: Readonly<Record<string, string>> = {
  asked: "Your wish is on record, and all leads are told. A lead confirms or declines it here.",
  confirmed: "It is confirmed, with your name beside it.",
  declined: "It is declined, with your words.",
  "on-call": "The period on call is set.",
  "on-call-ended": "The period on call is ended.",
};

async function show(at: ConsoleRequest, sent?: SentHouseForm): Promise<FastifyReply> {
  const { context } = at.web;
  const now = context.now();
  const found = await context.transaction(at.staff, async (tx) => {
    const requests = await glassRequests(context, tx);
    const own = requests.filter(({ askedBy }) => askedBy === at.staff.id);
    const open: string[] = [];
    for (const { reference, state } of own) {
      if (state === "confirmed" && (await headOf(tx, reference))) open.push(reference);
    }
    return {
      requests,
      open,
      stopped: await stoppedSince(tx, new Date(now.getTime() - glassTries.hours * 3_600_000)),
      onCall: await onCallRows(tx, now),
      isOnCall: await isOnCall(tx, at.staff.id, now),
      people: await peopleList(context, tx),
    };
  });
  const policy = inForceAt(context.policies, now);
  const page: GlassPage = { at, sent, now, policy, ...found };
  return render(at.reply, pageOf(page), sent?.refused.status ?? 200);
}

function pageOf(page: GlassPage) {
  const { at, sent } = page;
  const done = sent ? undefined : doneWords[(at.request.query as { done?: string }).done ?? ""];
  return consolePage(at, {
    title: "Break the glass",
    current: glassPath,
    notice: done && <Notice tone="success" live title={done} />,
    children: (
      <>
        <PageHeader
          title="Break the glass"
          lede="Opens a case that you are not on, for some hours, when waiting would do harm. Otherwise ask somebody on the case to let you in."
        />
        <StoppedPanel page={page} />
        <WaitingPanel page={page} />
        <AskPanel page={page} />
        <OwnRequests page={page} />
        <OnCallPanel page={page} />
      </>
    ),
  });
}
