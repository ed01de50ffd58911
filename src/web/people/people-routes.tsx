/** The administrator's pages of people. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { changeRoles } from "../../actions/people/change-roles.ts";
import { disablePerson } from "../../actions/people/disable-person.ts";
import { invitePerson } from "../../actions/people/invite-person.ts";
import { renewLink } from "../../actions/people/renew-link.ts";
import { eraseAccount } from "../../actions/retention/erase-account.ts";
import { isPermitted, permit } from "../../core/people/permit.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import { Refusal } from "../../core/refusal.ts";
import { type PersonView, peopleList } from "../../store/people/reader.ts";
import { teamList } from "../../store/teams/reader.ts";
import type { FieldError } from "../../ui/form-errors.tsx";
import { type Staff, staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { formToken } from "../server/form-token.ts";
import { consoleFrame } from "../server/frames.ts";
import { noteRefusal } from "../server/note-refusal.ts";
import { orErrors } from "../server/or-errors.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import {
  InvitePage,
  type InviteValues,
  LinkPage,
  PeoplePage,
  PersonPage,
  pathOfPerson,
} from "./people-pages.tsx";

const home = "/console/people";

interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly web: WebContext;
  readonly staff: Staff;
}

export function peopleRoutes(app: FastifyInstance, web: WebContext): void {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<Visit> => {
    const staff = await staffOf(request);
    // To look at the pages asks for no second proof; what is done on them does.
    if (!isPermitted(staff, "invite-person")) permit(staff, "invite-person");
    return { request, reply, web, staff };
  };
  app.get(home, async (request, reply) => showPeople(await visit(request, reply)));
  app.get(`${home}/new`, async (request, reply) => showInvite(await visit(request, reply)));
  app.post(`${home}/new`, async (request, reply) => invite(await visit(request, reply)));
  app.get(`${home}/:personId`, async (request, reply) => showPerson(await visit(request, reply)));
  app.post(`${home}/:personId/roles`, async (request, reply) =>
    giveRoles(await visit(request, reply)),
  );
  app.post(`${home}/:personId/link`, async (request, reply) =>
    showNewLink(await visit(request, reply)),
  );
  app.post(`${home}/:personId/disable`, async (request, reply) =>
    closeAccount(await visit(request, reply)),
  );
  app.post(`${home}/:personId/erase`, async (request, reply) =>
    eraseProfile(await visit(request, reply)),
  );
}

async function showPeople(visit: Visit) {
  return render(
    visit.reply,
    <PeoplePage frame={frameOf(visit)} people={await listPeople(visit)} />,
  );
}

const noValues: InviteValues = { name: "", signInName: "", roles: [], teamId: "" };

async function showInvite(
  visit: Visit,
  values = noValues,
  errors: readonly FieldError[] = [],
  status = 200,
) {
  const all = await visit.web.context.transaction(visit.staff, teamList);
  const teams = all.filter(({ teamId }) => teamId !== psirtTeam);
  const given = { frame: frameOf(visit), csrf: csrfOf(visit), values, teams, errors };
  return render(visit.reply, <InvitePage {...given} />, status);
}

async function invite(visit: Visit) {
  const form = formOf(visit.request);
  const values = {
    name: form.text("name"),
    signInName: form.text("signInName"),
    roles: form.all("roles"),
    teamId: form.text("teamId"),
  };
  // "As the roles say" is no team.
  const input = { ...values, teamId: values.teamId || undefined };
  const deed = orNote(visit, perform(visit.web.context, invitePerson, visit.staff, input));
  const result = await orErrors(deed, {
    "team.unknown": "teamId",
    "person.like-another": "signInName",
    "person.look-alike": "signInName",
    "person.name-taken": "signInName",
    "person.administrator-alone": "roles",
  });
  if ("errors" in result) return showInvite(visit, values, result.errors, result.status);
  return showLink(visit, values.name, result.done);
}

/** Shown on the form and not thrown on, a refusal that is worth a line in the record still gets one. */
async function orNote<T>({ web, request }: Visit, deed: Promise<T>): Promise<T> {
  try {
    return await deed;
  } catch (error) {
    if (error instanceof Refusal) await noteRefusal(web, request, error);
    throw error;
  }
}

async function showPerson(
  visit: Visit,
  roles?: readonly string[],
  errors: readonly FieldError[] = [],
  status = 200,
) {
  const person = await thePerson(visit);
  const page = (
    <PersonPage
      frame={frameOf(visit)}
      csrf={csrfOf(visit)}
      person={person}
      roles={roles ?? person.roles}
      errors={errors}
    />
  );
  return render(visit.reply, page, status);
}

async function giveRoles(visit: Visit) {
  const personId = personIdOf(visit);
  const roles = formOf(visit.request).all("roles");
  const deed = perform(visit.web.context, changeRoles, visit.staff, { personId, roles });
  const fields = { "person.administrator-alone": "roles", "person.last-administrator": "roles" };
  const result = await orErrors(deed, fields);
  if ("errors" in result) return showPerson(visit, roles, result.errors, result.status);
  return seeOther(visit.reply, pathOfPerson(personId));
}

async function showNewLink(visit: Visit) {
  const { name, personId } = await thePerson(visit);
  const made = await perform(visit.web.context, renewLink, visit.staff, { personId });
  const waits = made.needsSecond ? "second" : isLater(visit, made.usableFrom) ? "day" : undefined;
  return showLink(visit, name, { ...made, waits });
}

function isLater({ web }: Visit, instant: string): boolean {
  return new Date(instant) > web.context.now();
}

async function eraseProfile(visit: Visit) {
  const personId = personIdOf(visit);
  const deed = perform(visit.web.context, eraseAccount, visit.staff, { personId });
  const result = await orErrors(deed);
  if ("errors" in result) return showPerson(visit, undefined, result.errors, result.status);
  return seeOther(visit.reply, pathOfPerson(personId));
}

async function closeAccount(visit: Visit) {
  const personId = personIdOf(visit);
  const deed = perform(visit.web.context, disablePerson, visit.staff, { personId });
  const result = await orErrors(deed);
  if ("errors" in result) return showPerson(visit, undefined, result.errors, result.status);
  return seeOther(visit.reply, pathOfPerson(personId));
}

type ShownLink = { link: string; expiresAt: string; waits?: "second" | "day" | undefined };

function showLink(visit: Visit, name: string, { link, expiresAt, waits }: ShownLink) {
  const page = (
    <LinkPage frame={frameOf(visit)} name={name} link={link} expiresAt={expiresAt} waits={waits} />
  );
  return render(visit.reply, page);
}

function listPeople({ web, staff }: Visit): Promise<PersonView[]> {
  return web.context.transaction(staff, (tx) => peopleList(web.context, tx));
}

async function thePerson(visit: Visit): Promise<PersonView> {
  const personId = personIdOf(visit);
  const found = (await listPeople(visit)).find((person) => person.personId === personId);
  if (!found) throw new Refusal("person.unknown");
  return found;
}

function personIdOf({ request }: Visit): string {
  return (request.params as { personId: string }).personId;
}

function frameOf({ request, reply, web, staff }: Visit) {
  return consoleFrame(request, reply, web, staff, home);
}

function csrfOf({ request, reply, web }: Visit): string {
  return formToken(request, reply, web);
}
