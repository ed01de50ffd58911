/** The pages of teams: who is let into cases together, and by which rules. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { addToTeam } from "../../actions/teams/add-to-team.ts";
import { makeTeam } from "../../actions/teams/make-team.ts";
import { removeFromTeam } from "../../actions/teams/remove-from-team.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Refusal } from "../../core/refusal.ts";
import { peopleList } from "../../store/people/reader.ts";
import { teamChangesOf, teamList } from "../../store/teams/reader.ts";
import type { ConsoleRequest } from "../console/console-frame.tsx";
import { doHouseDeed, type SentHouseForm } from "../console/house-form.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { pathOfTeam, TeamPage, TeamsPage, teamsPath } from "./teams-pages.tsx";

type Params = { teamId: string };

export function teamRoutes(app: FastifyInstance, web: WebContext): void {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => {
    const staff = await staffOf(request);
    permitSeeing(staff);
    return { request, reply, web, staff };
  };
  app.get(teamsPath, async (request, reply) => showTeams(await visit(request, reply)));
  app.post(teamsPath, async (request, reply) => {
    const at = await visit(request, reply);
    const result = await doHouseDeed(at, makeTeam, {
      "team.name-taken": "name",
      "team.routed": "name",
      "entity.unknown": "entity",
    });
    if ("sent" in result) return showTeams(at, result.sent);
    return seeOther(reply, pathOfTeam(result.done.teamId));
  });
  app.get(`${teamsPath}/:teamId`, async (request, reply) => showTeam(await visit(request, reply)));
  app.post(`${teamsPath}/:teamId/members`, async (request, reply) => {
    const at = await visit(request, reply);
    return answer(at, await doHouseDeed(at, addToTeam, { "person.unknown": "personId" }));
  });
  app.post(`${teamsPath}/:teamId/remove`, async (request, reply) => {
    const at = await visit(request, reply);
    return answer(at, await doHouseDeed(at, removeFromTeam));
  });
}

function answer(at: ConsoleRequest, result: { done: object } | { sent: SentHouseForm }) {
  if ("sent" in result) return showTeam(at, result.sent);
  return seeOther(at.reply, pathOfTeam((at.request.params as Params).teamId));
}

/** Administrators and leads look after teams. */
function permitSeeing(staff: ConsoleRequest["staff"]): void {
  permit({ ...staff, steppedUp: true }, "make-team");
}

async function showTeams(at: ConsoleRequest, sent?: SentHouseForm): Promise<FastifyReply> {
  const { context } = at.web;
  const policy = inForceAt(context.policies, context.now());
  const teams = await context.transaction(at.staff, teamList);
  const page = <TeamsPage at={at} teams={teams} policy={policy} sent={sent} />;
  return render(at.reply, page, sent?.refused.status ?? 200);
}

async function showTeam(at: ConsoleRequest, sent?: SentHouseForm): Promise<FastifyReply> {
  const { context } = at.web;
  const { teamId } = at.request.params as Params;
  const found = await context.transaction(at.staff, async (tx) => {
    const team = (await teamList(tx)).find((each) => each.teamId === teamId);
    if (!team) throw new Refusal("team.unknown");
    const people = await peopleList(context, tx);
    return { team, people, changes: await teamChangesOf(context, tx, teamId) };
  });
  const page = <TeamPage at={at} {...found} sent={sent} />;
  return render(at.reply, page, sent?.refused.status ?? 200);
}
