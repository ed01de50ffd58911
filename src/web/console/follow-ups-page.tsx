/** What is to be done after root causes and talks, over all cases of its reader: the earliest day first. */
import type { FastifyInstance, FastifyReply } from "fastify";
import { isPermitted } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { type FollowUpPage, followUpPage } from "../../store/follow-ups/reader.ts";
import { type PersonView, peopleList } from "../../store/people/reader.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Form } from "../../ui/form.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { Select } from "../../ui/select.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { takeNotes } from "../server/console-notes.ts";
import { formToken } from "../server/form-token.ts";
import { readsCases } from "../server/frame-counts.ts";
import type { WebContext } from "../server/web-context.ts";
import { type ConsoleRequest, consolePage, NoCases } from "./console-frame.tsx";
import {
  type FollowUpsQuery,
  type FollowUpsWanted,
  followUpsHref,
  followUpsPath,
  followUpsWanted,
} from "./follow-ups-address.ts";
import { EndedNotice, FollowUpsForm, type SentEnds } from "./follow-ups-form.tsx";
import { listKeys } from "./queue-page.tsx";

const shownMax = 50;

export function followUpsRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(followUpsPath, { config: { takesNotes: true } }, async (request, reply) => {
    const staff = await staffOf(request);
    const query = request.query as FollowUpsQuery;
    return showFollowUps({ request, reply, web, staff }, query);
  });
}

interface Found {
  readonly page: FollowUpPage;
  readonly people: readonly PersonView[];
}

const keys = [
  ...listKeys,
  ["x", "select"],
  ["X", "select all"],
  ["e", "done"],
  ["u", "put back"],
] as const;

/** Shows the list; with `sent`, what was not done keeps its ticks and its words. */
export async function showFollowUps(
  at: ConsoleRequest,
  query: FollowUpsQuery,
  sent?: SentEnds,
): Promise<FastifyReply> {
  const { web, staff, reply } = at;
  const content = { title: "Follow-ups", current: followUpsPath };
  if (!readsCases(staff)) {
    await web.context.transaction(staff, (tx) => takeNotes(tx, at));
    return render(reply, consolePage(at, { ...content, children: <NoCases staff={staff} /> }));
  }
  const wanted = followUpsWanted(query);
  const found = await findFollowUps(at, wanted, shownMax);
  const csrf = formToken(at.request, at.reply, web);
  const notice = <EndedNotice {...{ query, sent, csrf }} back={followUpsHref(wanted)} />;
  const children = <FollowUps {...{ at, wanted, found, sent }} />;
  const page = consolePage(at, { ...content, keys, notice, children });
  return render(reply, page, sent ? 422 : 200);
}

export async function findFollowUps(
  at: ConsoleRequest,
  { owner, after }: FollowUpsWanted,
  limit: number,
): Promise<Found> {
  const { context } = at.web;
  const { takesNotes } = at.request.routeOptions.config;
  const named = owner === "mine" ? { id: at.staff.id } : { id: owner };
  const whose = owner === "all" || owner === "nobody" ? owner : named;
  return context.transaction(at.staff, async (tx) => {
    const [page, people] = await Promise.all([
      followUpPage(context, tx, { owner: whose, after, limit }),
      peopleList(context, tx),
      takesNotes && takeNotes(tx, at),
    ]);
    return { page, people };
  });
}

function FollowUps(props: {
  at: ConsoleRequest;
  wanted: FollowUpsWanted;
  found: Found;
  sent: SentEnds | undefined;
}) {
  const { at, wanted, found, sent } = props;
  const { followUps, next } = found.page;
  const { context } = at.web;
  const own = { caseId: "", staff: [at.staff.id], outsiders: [] };
  return (
    <>
      <PageHeader
        title="Follow-ups"
        lede="What is to be done so that a root cause does not come again, and what was promised in talks: of all cases that you are on, overdue first."
        actions={
          <LinkButton look="quiet" href={followUpsHref({ ...wanted, after: null }, ".csv")}>
            Export as CSV
          </LinkButton>
        }
      />
      <OwnerFilter wanted={wanted} people={found.people} own={at.staff.id} />
      <Panel>
        {followUps.length === 0 ? (
          <None wanted={wanted} more={next !== null} />
        ) : (
          <FollowUpsForm
            followUps={followUps}
            names={new Map(found.people.map(({ personId, name }) => [personId, name]))}
            csrf={formToken(at.request, at.reply, at.web)}
            back={followUpsHref(wanted)}
            now={context.now()}
            zone={inForceAt(context.policies, context.now()).channels.officeHours.zone}
            mayEnd={isPermitted(at.staff, "end-follow-up", own)}
            sent={sent}
          />
        )}
        <Pagination
          previous={wanted.after ? followUpsHref({ ...wanted, after: null }) : undefined}
          previousLabel="To the start"
          next={next ? followUpsHref({ ...wanted, after: next }) : undefined}
        />
      </Panel>
    </>
  );
}

function OwnerFilter(props: {
  wanted: FollowUpsWanted;
  people: readonly PersonView[];
  own: string;
}) {
  const { wanted, people, own } = props;
  const others = people
    .filter(({ personId, disabledAt, erasedAt }) => personId !== own && !disabledAt && !erasedAt)
    .map(({ personId, name }) => ({ value: personId, label: name }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <Form action={followUpsPath} method="get" label="Whose follow-ups" class="filter-form">
      <div class="filter-fields">
        <Select
          id="follow-ups-owner"
          name="owner"
          label="Who sees to it"
          value={wanted.owner}
          options={[
            { value: "all", label: "Anybody" },
            { value: "mine", label: "I do" },
            { value: "nobody", label: "Nobody yet" },
          ]}
          groups={others.length > 0 ? [{ label: "Colleagues", options: others }] : undefined}
        />
      </div>
      <Actions>
        <Button look="secondary">Show</Button>
      </Actions>
    </Form>
  );
}

function None({ wanted, more }: { wanted: FollowUpsWanted; more: boolean }) {
  if (more) {
    return (
      <EmptyState icon="search" title="None on this page">
        Those of this page ask for nothing any more; look on with “Next”.
      </EmptyState>
    );
  }
  if (wanted.after) return <EmptyState icon="check" title="No further follow-up is open" />;
  return (
    <EmptyState
      icon="check"
      title={wanted.owner === "mine" ? "You have no open follow-up" : "No follow-up is open"}
    >
      A follow-up is named with a root cause on the page of its case, or with a talk in the
      conversation.
    </EmptyState>
  );
}
