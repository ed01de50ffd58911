/** Which entity has the case or is asked to take it, and the deeds on that. Nothing where the policy has no entities. */
import { inForceAt } from "../../core/policy/in-force.ts";
import { entityRoutingOf } from "../../store/cases/routing-reader.ts";
import type { TeamView } from "../../store/teams/reader.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { AtCase } from "./at-case.ts";
import { DeedForm, may } from "./deed-form.tsx";

export async function entityPanel(at: AtCase, allTeams: Promise<readonly TeamView[]>) {
  const { entities } = inForceAt(at.web.context.policies, at.now).organisation;
  if (entities.length === 0) return null;
  const [asked, teams] = await Promise.all([entityRoutingOf(at.tx, at.head.caseId), allTeams]);
  const isOurs = teams.some(
    ({ teamId, entity }) => entity === asked?.entity && at.staff.groupIds.includes(teamId),
  );
  const hasTeam = teams.some(({ entity, members }) => {
    return entity === asked?.entity && members.length > 0;
  });
  const sent = at.sent?.deed;
  return (
    <Panel title="Entity" id="entity">
      <p>{sentence(asked)}</p>
      {asked?.state === "asked" && !hasTeam && (
        <Notice tone="warning" title={`Nobody of ${asked.entity} can see it yet`}>
          It has no team with people in it. An administrator makes one under People, Teams.
        </Notice>
      )}
      {asked?.state === "asked" && isOurs && (
        <>
          <DeedForm at={at} deed="accept-case" />
          <Disclosure summary="Send it back" open={sent === "bounce-case"}>
            <DeedForm at={at} deed="bounce-case" look="secondary" />
          </Disclosure>
        </>
      )}
      {may(at, "route-to-entity") && !at.head.closedAt && (
        <Disclosure summary="Give the case to an entity" open={sent === "route-to-entity"}>
          <DeedForm
            at={at}
            deed="route-to-entity"
            choices={{ entity: entities.map(({ name }) => ({ value: name, label: name })) }}
          />
        </Disclosure>
      )}
    </Panel>
  );
}

function sentence(asked: Awaited<ReturnType<typeof entityRoutingOf>>): string {
  switch (asked?.state) {
    case "asked":
      return `${asked.entity} is asked to take the case over, or to send it back with a reason.`;
    case "accepted":
      return `${asked.entity} took the case over.`;
    case "bounced":
      return `${asked.entity} sent the case back; why stands in the history.`;
    default:
      return "The case was given to no entity.";
  }
}
