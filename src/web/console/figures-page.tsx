/**
 * Figures of the cases that a team of the reader, or the reader, is on: charts with their tables, by
 * period, entity, product and source. Reads what was counted at night, and no case.
 */
import type { FastifyInstance } from "fastify";
import { type NamedFigureRow, rowsOf, withNames } from "../../core/figures/overview.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { csvLine } from "../../lib/csv.ts";
import { productName } from "../../store/products/reader.ts";
import { LinkButton } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { When } from "../../ui/when.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { readsCases } from "../server/frame-counts.ts";
import type { WebContext } from "../server/web-context.ts";
import { consolePage, NoCases } from "./console-frame.tsx";
import { figuresAskedOf, figuresHref, figuresPath } from "./figures-address.ts";
import { ByEntity, ByProduct, HowFound, WhereItLay } from "./figures-cuts.tsx";
import { FiguresFilter } from "./figures-filter.tsx";
import { Channels, Discovery, Outside, Standing } from "./figures-panels.tsx";
import { withProductId } from "./figures-product.tsx";
import { Promises, Spans } from "./figures-spans.tsx";
import { type FiguresProps, type FoundFigures, findFigures } from "./find-figures.ts";

type Query = Readonly<Partial<Record<string, string>>>;

export function figuresRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(figuresPath, { config: { takesNotes: true } }, async (request, reply) => {
    const at = { request, reply, web, staff: await staffOf(request) };
    const { said, typed } = await withProductId(at, request.query as Query);
    const asked = figuresAskedOf(web.context, said);
    const found = await findFigures(at, asked);
    const children = readsCases(at.staff) ? (
      <Figures at={at} asked={asked} typed={typed} found={found} />
    ) : (
      <NoCases staff={at.staff} />
    );
    return render(reply, consolePage(at, { title: "Figures", current: figuresPath, children }));
  });
  for (const as of ["csv", "json"] as const) {
    app.get(`${figuresPath}.${as}`, { config: { takesNotes: true } }, async (request, reply) => {
      const at = { request, reply, web, staff: await staffOf(request) };
      const asked = figuresAskedOf(web.context, request.query as Query);
      const { overview, count, holder, products } = await findFigures(at, asked);
      const names = new Map(products.map((each) => [each.productId, productName(each)]));
      const rows = overview ? withNames(rowsOf(overview), names) : [];
      const head = { of: holder?.name ?? null, from: asked.from, to: asked.to };
      const whole = { ...head, countedAt: count?.asOf.toISOString() ?? null, rows };
      return reply
        .header("content-disposition", `attachment; filename="figures.${as}"`)
        .header("cache-control", "no-store")
        .type(as === "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8")
        .send(as === "csv" ? csvOf(rows) : JSON.stringify(whole, null, 2));
    });
  }
}

function csvOf(rows: readonly NamedFigureRow[]): string {
  const names = [
    "by",
    "measure",
    "key",
    "band",
    "count",
    "medianHours",
    "nineTenthsHours",
    "name",
  ] as const;
  const lines = rows.map((row) => csvLine(names.map((name) => String(row[name] ?? ""))));
  return csvLine(names) + lines.join("");
}

function Figures(props: FiguresProps) {
  const { asked, found } = props;
  const { overview, holder } = found;
  return (
    <>
      <PageHeader
        title="Figures"
        lede="Counted over the cases that the chosen team, or you yourself, are on, and no other."
        meta={
          <>
            <Counted {...props} />
            <UnderWay {...props} />
          </>
        }
        actions={
          overview && (
            <>
              <LinkButton look="quiet" href={figuresHref(asked, "csv")}>
                Export as CSV
              </LinkButton>
              <LinkButton look="quiet" href={figuresHref(asked, "json")}>
                Export as JSON
              </LinkButton>
            </>
          )
        }
      />
      {found.holders.length > 0 && <FiguresFilter {...props} />}
      {overview && holder ? (
        <>
          <Standing {...props} overview={overview} />
          <Discovery {...props} overview={overview} />
          <Spans {...props} overview={overview} />
          <Promises {...props} overview={overview} />
          <ByEntity {...props} overview={overview} />
          <ByProduct {...props} overview={overview} />
          <WhereItLay {...props} overview={overview} />
          <HowFound {...props} overview={overview} />
          <Outside {...props} overview={overview} />
        </>
      ) : (
        <Nothing found={found} />
      )}
      <Channels {...props} />
    </>
  );
}

function Counted({ found: { count, holder } }: FiguresProps) {
  if (!count) return null;
  return (
    <span>
      {holder ? `${holder.name}; counted` : "Counted"} <When at={count.asOf} zone={count.zone} />,
      once a day.
    </span>
  );
}

/** Where the count that is under way has come to, in the cases that the reader sees figures of. */
function UnderWay({ at, found: { progress } }: FiguresProps) {
  if (!progress) return null;
  const { countedTo, toGo } = progress;
  const { context } = at.web;
  const { zone } = inForceAt(context.policies, context.now()).channels.officeHours;
  return (
    <span>
      A new count is under way:{" "}
      {countedTo ? (
        <>
          cases entered up to <When at={countedTo} zone={zone} /> are counted, {toGo} to go.
        </>
      ) : (
        `${toGo} ${toGo === 1 ? "case" : "cases"} to go.`
      )}
    </span>
  );
}

function Nothing({ found: { count } }: { found: FoundFigures }) {
  return count ? (
    <EmptyState icon="search" title="There are no figures of cases that you are on">
      They count the cases of your teams and your own, the day after these came.
    </EmptyState>
  ) : (
    <EmptyState icon="clock" title="Nothing is counted yet">
      Figures are counted once a day, the first time within an hour of starting.
    </EmptyState>
  );
}
