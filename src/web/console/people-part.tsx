/** Who can read the case, since when, by which rule or by whom and why; and how somebody is let in or taken off. */
import { staffSide } from "../../core/cases/sides.ts";
import { type MemberRow, memberRowsOf } from "../../store/cases/people-of-case-reader.ts";
import { type EventText, eventTextsOf } from "../../store/events/text-reader.ts";
import { type TeamView, teamList } from "../../store/teams/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel, Stack } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import { entityPanel } from "./entity-panel.tsx";
import { openingsPanel } from "./openings-panel.tsx";

interface Found {
  readonly at: AtCase;
  readonly members: readonly MemberRow[];
  readonly teams: readonly TeamView[];
  /** Why each member was let in, by principal id. */
  readonly reasons: ReadonlyMap<string, string>;
}

export async function peoplePart(at: AtCase) {
  const { context } = at.web;
  const { caseId } = at.head;
  const of = { type: "member.added", held: at.keys };
  const allTeams = teamList(at.tx);
  const [members, teams, texts, openings, entity] = await Promise.all([
    memberRowsOf(at.tx, caseId),
    allTeams,
    eventTextsOf(context, at.tx, caseId, of),
    openingsPanel(at),
    entityPanel(at, allTeams),
  ]);
  const found: Found = { at, members, teams, reasons: reasonsIn(texts) };
  return (
    <>
      {openings}
      <Panel title="Who of us reads this case" id="members">
        <p>
          Nobody else at {at.policy.organisation.shortName} sees that this case exists.
          Administrators never read a case.
        </p>
        <ul class="remedy-list">
          {found.members
            .filter(({ sideId }) => sideId === staffSide)
            .map((row) => (
              <Member key={row.principalId} found={found} row={row} />
            ))}
        </ul>
      </Panel>
      <Change found={found} />
      {entity}
      <Outside found={found} />
    </>
  );
}

/** The newest reason counts: somebody may have left and come back. */
function reasonsIn(texts: readonly EventText[]): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const { body, text } of texts) {
    const { principalId } = JSON.parse(body) as { principalId?: string };
    if (principalId && !reasons.has(principalId)) reasons.set(principalId, text);
  }
  return reasons;
}

function Member(props: { found: Found; row: MemberRow }) {
  const { found, row } = props;
  const { at } = found;
  const team = found.teams.find(({ teamId }) => teamId === row.principalId);
  const ids = { principalId: row.principalId };
  const isSelf = row.principalId === at.staff.id;
  return (
    <li>
      <Stack gap="small">
        <h3>
          {nameOf(at, row)} {team && <Tag>{team.entity ? `Team of ${team.entity}` : "Team"}</Tag>}{" "}
          {row.principalId === at.head.ownerId && <Tag icon="user">Owner</Tag>}
          {row.expiresAt && <Tag tone="warning">For a time</Tag>}
        </h3>
        <p class="meta">
          <span>{howOf(at, row)}</span>
          <span>
            since <When at={row.addedAt} zone={zoneOf(at)} />
          </span>
          {row.expiresAt && (
            <span>
              until <When at={row.expiresAt} zone={zoneOf(at)} />
            </span>
          )}
        </p>
        {found.reasons.has(row.principalId) && row.rule === null && (
          <p class="plain-text">{found.reasons.get(row.principalId)}</p>
        )}
        {team && <TeamMembers at={at} team={team} />}
        {!isSelf && may(at, "remove-member") && (
          <Disclosure
            summary={`Take ${nameOf(at, row)} off the case`}
            open={sentFor(at, "remove-member", ids) !== undefined}
          >
            <DeedForm at={at} deed="remove-member" ids={ids} only={["reason"]} look="danger" />
          </Disclosure>
        )}
      </Stack>
    </li>
  );
}

function TeamMembers(props: { at: AtCase; team: TeamView }) {
  const { at, team } = props;
  if (team.members.length === 0) return <p>Nobody is in this team.</p>;
  return (
    <Disclosure summary={`${team.members.length} in the team`}>
      <p>{team.members.map(({ personId }) => personName(at, personId)).join(", ")}</p>
    </Disclosure>
  );
}

function nameOf(at: AtCase, row: MemberRow): string {
  return row.name ?? personName(at, row.principalId);
}

const ruleWords: Readonly<Record<string, string>> = {
  "every-report": "By rule: every report comes to this team",
  entity: "By rule: the case was given to its entity",
  author: "They sent the report",
  "on-call": "Woken, being on call: nobody had taken the case",
  filed: "They filed the report for a customer",
};

function howOf(at: AtCase, row: MemberRow): string {
  if (row.role === "glass") return "Broke the glass";
  if (row.role === "owner") return "By name, as its owner";
  if (row.rule) return ruleWords[row.rule] ?? `By the policy’s rule “${row.rule}”`;
  return row.addedBy ? `Let in by ${personName(at, row.addedBy)}` : "Let in";
}

/** Nothing where the reader may neither let anybody in nor leave. */
function Change(props: { found: Found }) {
  const { at } = props.found;
  if (!may(at, "add-member") && !leaves(props.found)) return null;
  return (
    <Panel title="Change who reads it" id="change">
      <Stack gap="small">
        <LetIn found={props.found} />
        <Leave found={props.found} />
      </Stack>
    </Panel>
  );
}

function LetIn(props: { found: Found }) {
  const { found } = props;
  const { at } = found;
  if (!may(at, "add-member")) return null;
  const teams = strangeTeams(found);
  return (
    <Disclosure summary="Let somebody in" open={at.sent?.deed === "add-member"}>
      <DeedForm
        at={at}
        deed="add-member"
        only={teams.length > 0 ? ["personId", "teamId", "reason"] : ["personId", "reason"]}
        choices={{ personId: strangersOf(found), teamId: teams }}
      />
    </Disclosure>
  );
}

/** Colleagues who are not on the case for good; an administrator reads no case. */
function strangersOf({ at }: Found) {
  return at.people
    .filter((person) => !person.disabledAt && !person.roles.includes("administrator"))
    .filter((person) => !at.onCase.includes(person.personId))
    .map((person) => ({ value: person.personId, label: person.name }));
}

function strangeTeams({ members, teams }: Found) {
  const inside = members.map((row) => row.principalId);
  return teams
    .filter(({ teamId }) => !inside.includes(teamId))
    .map(({ teamId, name }) => ({ value: teamId, label: name }));
}

/** Whoever reads the case as one of a team leaves the team, not the case. */
function leaves({ at, members }: Found): boolean {
  return (
    may(at, "leave-case") &&
    members.some(({ principalId, sideId }) => principalId === at.staff.id && sideId === staffSide)
  );
}

function Leave(props: { found: Found }) {
  const { at } = props.found;
  if (!leaves(props.found)) return null;
  return (
    <Disclosure summary="Leave the case" open={at.sent?.deed === "leave-case"}>
      <DeedForm at={at} deed="leave-case" look="secondary" />
    </Disclosure>
  );
}

function Outside(props: { found: Found }) {
  const { at, members } = props.found;
  const outside = members.filter(({ sideId }) => sideId !== staffSide);
  return (
    <Panel title="Who outside is on it" id="outside">
      <p>Each of them sees its own thread and how its matter stands, and nothing of the others.</p>
      <p>
        <a href={casePath(at.head.reference, "names")}>
          Names, permissions, thanks, and what the law made us give
        </a>
      </p>
      <p>
        <a href={casePath(at.head.reference, "forwarding")}>
          Forward the report to a third party, and to whom it went
        </a>
      </p>
      <ul class="remedy-list">
        {outside.map((row) => (
          <li key={row.principalId}>
            <h3>{nameOf(at, row)}</h3>
            <p class="meta">
              <span>{howOf(at, row)}</span>
              <span>
                since <When at={row.addedAt} zone={zoneOf(at)} />
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
