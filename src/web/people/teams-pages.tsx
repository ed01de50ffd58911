/** Teams as people see them: what a team is for, who is in it, and why that changed. */
import { addToTeam } from "../../actions/teams/add-to-team.ts";
import { makeTeam } from "../../actions/teams/make-team.ts";
import { removeFromTeam } from "../../actions/teams/remove-from-team.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import type { RoutingRule } from "../../core/policy/need-to-know.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { PersonView } from "../../store/people/reader.ts";
import type { TeamChange, TeamView } from "../../store/teams/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Table } from "../../ui/table.tsx";
import { Timeline } from "../../ui/timeline.tsx";
import { When } from "../../ui/when.tsx";
import { type ConsoleRequest, consolePage } from "../console/console-frame.tsx";
import { HouseForm, type SentHouseForm, sentTo } from "../console/house-form.tsx";

export const teamsPath = "/console/people/teams";

export function pathOfTeam(teamId: string): string {
  return `${teamsPath}/${teamId}`;
}

interface Sent {
  readonly at: ConsoleRequest;
  readonly sent: SentHouseForm | undefined;
}

export function TeamsPage(
  props: Sent & { teams: readonly TeamView[]; policy: Pick<Policy, "organisation" | "needToKnow"> },
) {
  const { at, teams, policy, sent } = props;
  const { entities } = policy.organisation;
  return consolePage(at, {
    title: "Teams",
    current: teamsPath,
    children: (
      <>
        <PageHeader
          title="Teams"
          lede="A team is let into cases as one: whoever is in it reads every case that the team is on."
        />
        <Panel title="Teams">
          <Table
            caption="Teams"
            captionHidden
            rows={teams}
            rowKey={({ teamId }) => teamId}
            columns={[
              {
                header: "Team",
                heads: true,
                cell: (team) => <a href={pathOfTeam(team.teamId)}>{team.name}</a>,
              },
              { header: "People", align: "end", cell: (team) => team.members.length },
              { header: "Joins", cell: (team) => joinsWords(team, policy.needToKnow.routing) },
              {
                header: "Since",
                nowrap: true,
                cell: ({ createdAt }) => <When at={createdAt} precision="day" />,
              },
            ]}
          />
        </Panel>
        <Rules rules={policy.needToKnow.routing} teams={teams} />
        <Panel title="Make a team">
          <HouseForm
            at={at}
            on={makeTeam}
            path={teamsPath}
            sent={sent}
            only={entities.length > 0 ? ["name", "entity", "reason"] : ["name", "reason"]}
            choices={{ entity: entities.map(({ name }) => ({ value: name, label: name })) }}
          />
        </Panel>
      </>
    ),
  });
}

function joinsWords({ teamId, entity, name }: TeamView, rules: readonly RoutingRule[]): string {
  if (teamId === psirtTeam) return "Every report";
  const named = rules.filter(({ team }) => team === name).map((rule) => `rule “${rule.name}”`);
  if (entity) return [`cases given to ${entity}`, ...named].join(", ");
  return named.length > 0 ? `By ${named.join(", ")}` : "Cases that it is let into";
}

function Rules(props: { rules: readonly RoutingRule[]; teams: readonly TeamView[] }) {
  const { rules, teams } = props;
  if (rules.length === 0) return null;
  return (
    <Panel title="Rules of the policy">
      <p>New reports are routed by these. They are changed in the policy’s file.</p>
      <Table
        caption="Rules"
        captionHidden
        dense
        rows={rules}
        rowKey={({ name }) => name}
        columns={[
          { header: "Rule", heads: true, cell: ({ name }) => name },
          { header: "Reports", cell: reportsWords },
          { header: "Who joins", cell: (rule) => <Joining rule={rule} teams={teams} /> },
        ]}
      />
    </Panel>
  );
}

function reportsWords({ products, channels }: RoutingRule): string {
  const about = products.length > 0 ? `about ${products.join(", ")}` : "about every product";
  return channels.length > 0 ? `${about}, by ${channels.join(", ")}` : about;
}

function Joining(props: { rule: RoutingRule; teams: readonly TeamView[] }) {
  const { team, entity } = props.rule;
  const found = props.teams.some((each) =>
    team === undefined ? each.entity === entity : each.name === team,
  );
  return (
    <>
      {team ?? entity} {!found && <Tag tone="warning">No such team yet</Tag>}
    </>
  );
}

export function TeamPage(
  props: Sent & {
    team: TeamView;
    people: readonly PersonView[];
    changes: readonly TeamChange[];
  },
) {
  const { at, team, people, sent } = props;
  const path = pathOfTeam(team.teamId);
  const isIn = (id: string) => team.members.some(({ personId }) => personId === id);
  const mayChange = at.staff.roles.includes("administrator") || isIn(at.staff.id);
  const ids = { teamId: team.teamId };
  const strangers = people
    .filter((each) => !each.disabledAt && !each.roles.includes("administrator"))
    .filter((each) => !isIn(each.personId));
  return consolePage(at, {
    title: team.name,
    current: teamsPath,
    breadcrumb: [{ label: "Teams", href: teamsPath }, { label: team.name }],
    children: (
      <>
        <PageHeader
          title={team.name}
          lede={
            team.entity
              ? `The team of ${team.entity}: it joins the cases that are given to the entity.`
              : "Whoever is in it reads every case that the team is on."
          }
        />
        <Panel title="In the team">
          <ul class="remedy-list">
            {team.members.map((member) => (
              <li key={member.personId}>
                <h3>{nameIn(people, member.personId)}</h3>
                <p class="meta">
                  <span>
                    since <When at={member.addedAt} precision="day" />
                  </span>
                </p>
                {mayChange && (
                  <Remove
                    at={at}
                    sent={sent}
                    path={path}
                    ids={{ ...ids, ...member }}
                    people={people}
                  />
                )}
              </li>
            ))}
          </ul>
          {team.members.length === 0 && <p>Nobody is in it yet.</p>}
          {mayChange ? (
            <Disclosure
              summary="Add a colleague"
              open={sent?.deed === "add-to-team" || team.members.length === 0}
            >
              <HouseForm
                at={at}
                on={addToTeam}
                path={`${path}/members`}
                ids={ids}
                sent={sent}
                only={["personId", "reason"]}
                choices={{
                  personId: strangers.map((each) => ({ value: each.personId, label: each.name })),
                }}
              />
            </Disclosure>
          ) : (
            <p>One of its leads or an administrator changes it.</p>
          )}
        </Panel>
        <Changes changes={props.changes} people={people} />
      </>
    ),
  });
}

function Remove(
  props: Sent & {
    path: string;
    ids: { teamId: string; personId: string };
    people: readonly PersonView[];
  },
) {
  const { at, sent, path, people } = props;
  const { teamId, personId } = props.ids;
  const ids = { teamId, personId };
  const on = removeFromTeam;
  return (
    <Disclosure
      summary={`Take ${nameIn(people, personId)} out`}
      open={sentTo(sent, on, ids) !== undefined}
    >
      <HouseForm
        at={at}
        on={on}
        path={`${path}/remove`}
        ids={ids}
        about={nameIn(people, personId)}
        sent={sent}
        only={["reason"]}
        look="danger"
      />
    </Disclosure>
  );
}

function Changes(props: { changes: readonly TeamChange[]; people: readonly PersonView[] }) {
  const { changes, people } = props;
  if (changes.length === 0) return null;
  const name = (id: string | null) => (id ? nameIn(people, id) : "Parley");
  const words: Readonly<Record<string, (change: TeamChange) => string>> = {
    "team.made": () => "made the team",
    "team.member-added": ({ personId }) => `added ${name(personId)}`,
    "team.member-removed": ({ personId }) => `took ${name(personId)} out`,
  };
  return (
    <Panel title="What changed, and why">
      <Timeline
        zone="UTC"
        label="Changes of the team, newest first"
        events={changes.map((change) => ({
          id: change.eventId,
          at: change.at,
          who: name(change.by),
          what: words[change.type]?.(change) ?? change.type,
          icon: "user",
          detail: <p class="plain-text">{change.reason}</p>,
        }))}
      />
    </Panel>
  );
}

function nameIn(people: readonly PersonView[], personId: string): string {
  return people.find((person) => person.personId === personId)?.name ?? "A colleague";
}
