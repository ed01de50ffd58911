/** Saved filters of the queue: one's own and those of one's teams, which of them the day begins with, and saving another. */
import type { FastifyInstance, FastifyReply } from "fastify";
import {
  removeFilter,
  saveFilter,
  startWithFilter,
  startWithQueue,
} from "../../actions/console/filter-deeds.ts";
import { savedQueryOf } from "../../core/cases/saved-filter.ts";
import type { FormValues } from "../../lib/form-description.ts";
import type { SavedFilter } from "../../store/filters/reader.ts";
import { teamList } from "../../store/teams/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Table } from "../../ui/table.tsx";
import { render } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { HouseForm, type SentHouseForm } from "./house-form.tsx";
import { housePage } from "./house-routes.ts";
import { filtersOf, filtersPath, hrefOfFilter, keyOfFilter } from "./saved-filters.tsx";

const doneSentences: Readonly<Record<string, string>> = {
  "remove-filter": "The filter is removed.",
  "save-filter": "The filter is saved. It stands above the queue and in the list of commands.",
  "start-with-filter": "After signing in you begin with this filter.",
  "start-with-queue": "After signing in you begin with the whole queue.",
};

const fields = {
  "filter.nothing": "query",
  "filter.other-team": "teamId",
  "filter.too-many": "name",
} as const;

export function filtersRoutes(app: FastifyInstance, web: WebContext): void {
  const take = housePage(app, web, { path: filtersPath, fields, show });
  take("", saveFilter);
  take("/start/removal", startWithQueue);
  take("/:filterId/removal", removeFilter);
  take("/:filterId/start", startWithFilter);
}

async function show(at: ConsoleRequest, sent?: SentHouseForm): Promise<FastifyReply> {
  const { done = "", ...query } = at.request.query as Record<string, string>;
  const { context } = at.web;
  const teams = await context.transaction(at.staff, teamList);
  const own = teams.filter(({ teamId }) => at.staff.groupIds.includes(teamId));
  const choices = own.map(({ teamId, name }) => ({ value: teamId, label: name }));
  const sentence = sent || !Object.hasOwn(doneSentences, done) ? undefined : doneSentences[done];
  const words = savedQueryOf(new URLSearchParams(query).toString()) ?? "";
  const page = consolePage(at, {
    title: "Saved filters",
    current: "/console",
    breadcrumb: [{ label: "Queue", href: "/console" }, { label: "Saved filters" }],
    notice: sentence && <Notice tone="success" live title={sentence} />,
    children: (
      <>
        <PageHeader
          title="Saved filters"
          lede="Yours and those of your teams. A filter shows nobody a case that they are not on."
        />
        <List at={at} filters={filtersOf(at.request)} />
        <Save at={at} teams={choices} values={{ query: [words] }} sent={sent} />
      </>
    ),
  });
  return render(at.reply, page, sent ? sent.refused.status : 200);
}

function List(props: { at: ConsoleRequest; filters: readonly SavedFilter[] }) {
  const { at, filters } = props;
  const keyed = filters.map((filter, index) => ({ ...filter, key: keyOfFilter(index) }));
  return (
    <Panel>
      <Table
        caption="Saved filters"
        captionHidden
        rows={keyed}
        rowKey={({ filterId }) => filterId}
        empty={
          <EmptyState icon="search" title="No filter is saved yet">
            Filter the <a href="/console">queue</a> as you need it, then choose “Save this filter”.
          </EmptyState>
        }
        columns={[
          {
            header: "Name",
            heads: true,
            cell: (row) => (
              <>
                <a href={hrefOfFilter(row)}>{row.name}</a>{" "}
                {row.isStart && <Tag tone="success">you begin here</Tag>}
              </>
            ),
          },
          { header: "Whose", cell: ({ team }) => team ?? "yours" },
          { header: "Keys", nowrap: true, cell: ({ key }) => key && <kbd>{key}</kbd> },
          { header: "Change", cell: (row) => <Change at={at} filter={row} /> },
        ]}
      />
    </Panel>
  );
}

function Change({ at, filter }: { at: ConsoleRequest; filter: SavedFilter }) {
  const { filterId, name, isStart } = filter;
  const basics = { at, about: name, look: "quiet", sent: undefined } as const;
  const of = `${filtersPath}/${filterId}`;
  const ids = { filterId };
  return (
    <Actions>
      {isStart ? (
        <HouseForm
          {...basics}
          on={startWithQueue}
          path={`${filtersPath}/start/removal`}
          submit="Begin with the whole queue"
        />
      ) : (
        <HouseForm
          {...basics}
          on={startWithFilter}
          path={`${of}/start`}
          ids={ids}
          submit="Begin with it"
        />
      )}
      <HouseForm {...basics} on={removeFilter} path={`${of}/removal`} ids={ids} submit="Remove" />
    </Actions>
  );
}

function Save(props: {
  at: ConsoleRequest;
  teams: readonly { value: string; label: string }[];
  values: FormValues;
  sent: SentHouseForm | undefined;
}) {
  const { at, teams, values, sent } = props;
  return (
    <Panel title="Save a filter" id="save">
      <HouseForm
        at={at}
        on={saveFilter}
        path={filtersPath}
        values={values}
        sent={sent}
        choices={teams.length > 0 ? { teamId: teams } : {}}
      />
    </Panel>
  );
}
