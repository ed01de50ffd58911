/** One import: how far it is, what it changed or would change, and what is wrong with its file. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { carryOutChecked, chooseColumns } from "../../actions/imports/begin-import.ts";
import type { ImportFault } from "../../core/imports/import-row.ts";
import { faultsMax } from "../../core/imports/import-row.ts";
import { Refusal } from "../../core/refusal.ts";
import { type ImportView, importOf } from "../../store/imports/reader.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Form } from "../../ui/form.tsx";
import { FormErrors } from "../../ui/form-errors.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Progress } from "../../ui/progress.tsx";
import { Table } from "../../ui/table.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { formToken } from "../server/form-token.ts";
import { type FormRefused, orErrors } from "../server/or-errors.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { CatalogueChanges } from "./catalogue-changes.tsx";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { columnsSent } from "./export-columns-form.tsx";
import { ExportPanels } from "./export-panels.tsx";
import { importsPath } from "./import-form.tsx";
import { importReportsPath } from "./import-reports-page.tsx";
import { productsPath } from "./products-page.tsx";

type Params = { importId: string };

export function importRoutes(app: FastifyInstance, web: WebContext): void {
  const path = `${importsPath}/:importId`;
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => ({
    request,
    reply,
    web,
    staff: await staffOf(request),
  });
  app.get(path, async (request, reply) => show(await visit(request, reply)));
  app.post(path, async (request, reply) => {
    const at = await visit(request, reply);
    const { importId } = request.params as Params;
    const result = await orErrors(perform(web.context, carryOutChecked, at.staff, { importId }));
    if ("errors" in result) return show(at, result);
    return seeOther(reply, `${importsPath}/${result.done.importId}`);
  });
  // Where the answer to refused columns stands: reloaded, it is asked for as a page.
  app.get(`${path}/columns`, async (request, reply) => {
    await staffOf(request);
    const { importId } = request.params as Params;
    return seeOther(reply, `${importsPath}/${encodeURIComponent(importId)}`);
  });
  app.post(`${path}/columns`, async (request, reply) => {
    const at = await visit(request, reply);
    const { importId } = request.params as Params;
    const said = { importId, ...columnsSent(formOf(request)) };
    const result = await orErrors(perform(web.context, chooseColumns, at.staff, said));
    if ("errors" in result) return show(at, undefined, result);
    return seeOther(reply, `${importsPath}/${result.done.importId}`);
  });
}

/** Where the pages of a kind begin. */
const places = {
  catalogue: { href: `${productsPath}/import`, label: "Import products" },
  cases: { href: "/console/import-cases", label: "Import old cases" },
  reports: { href: importReportsPath, label: "Import reports" },
} as const;

/** `columns` is why the columns that were said are refused. */
async function show(
  at: ConsoleRequest,
  refused?: FormRefused,
  columns?: FormRefused,
): Promise<FastifyReply> {
  const { context } = at.web;
  const { importId } = at.request.params as Params;
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(importId);
  const found = isId
    ? await context.transaction(at.staff, (tx) => importOf(context, tx, importId))
    : undefined;
  if (!found) throw new Refusal("import.unknown");
  const place = places[found.kind];
  // Without a script too: the browser asks again while there is something to wait for.
  if (found.endedAt === null) void at.reply.header("refresh", "2");
  const title = found.dryRun ? "Check of a file" : "Import";
  const page = consolePage(at, {
    title,
    current: found.kind === "catalogue" ? productsPath : place.href,
    breadcrumb: [place, { label: title }],
    children: (
      <>
        <PageHeader title={title} lede={ledeOf(found)} />
        <FormErrors errors={errorsAbove(found, refused, columns)} />
        <Outcome at={at} view={found} now={context.now()} again={place.href} />
        {found.endedAt !== null && <ExportPanels at={at} view={found} refused={columns} />}
      </>
    ),
  });
  return render(at.reply, page, (refused ?? columns)?.status ?? 200);
}

/** What is wrong with columns stands at them, while there is a file to choose them of. */
function errorsAbove(
  { told, dryRun, hasFile }: ImportView,
  refused: FormRefused | undefined,
  columns: FormRefused | undefined,
) {
  const atForm = told !== null && dryRun && hasFile;
  return (atForm ? refused : (refused ?? columns))?.errors ?? [];
}

const ledes = {
  catalogue: "The whole file is imported, or nothing of it.",
  cases: "Each case is imported whole or not at all. Nothing is sent to anybody.",
  reports: "Each report is taken whole or not at all, and becomes a case within moments.",
} as const;

function ledeOf({ dryRun, kind }: ImportView): string {
  return dryRun ? "What the file would change. Nothing is changed yet." : ledes[kind];
}

/** Longer than this without progress is no longer usual. */
const stillMinutes = 5;

function Outcome(props: { at: ConsoleRequest; view: ImportView; now: Date; again: string }) {
  const { at, view, now, again } = props;
  if (view.endedAt === null) return <UnderWay view={view} now={now} />;
  return (
    <>
      <Verdict view={view} />
      {view.faults.length > 0 && !view.outdated && <Faults faults={view.faults} />}
      {view.changes.length > 0 && (
        <CatalogueChanges changes={view.changes} total={view.added + view.changed} />
      )}
      <Actions>
        {view.dryRun && view.hasFile && view.added + view.changed > 0 && (
          <Form
            action={`${importsPath}/${view.importId}`}
            csrf={formToken(at.request, at.reply, at.web)}
            label={carryOutChecked.title}
          >
            <Button>{carryOutChecked.title}</Button>
          </Form>
        )}
        <LinkButton href={again}>
          {view.outdated ? "Choose the file again" : "Choose another file"}
        </LinkButton>
      </Actions>
    </>
  );
}

function Verdict({ view }: { view: ImportView }) {
  // What is missing then is said beside the columns.
  if (view.state === "unmapped") return null;
  if (view.outdated) {
    return (
      <Notice
        tone="warning"
        title="Nothing was imported: the catalogue has changed since this file was checked."
      >
        The file would change something else by now. Check it again to see what.
      </Notice>
    );
  }
  if (view.state === "refused") {
    return (
      <Notice
        tone="danger"
        title={
          view.dryRun
            ? "The file has faults: nothing of it can be imported as it is."
            : "Nothing was imported: the file has faults."
        }
      />
    );
  }
  return (
    <Notice tone={view.faults.length > 0 ? "warning" : "success"} title={sentenceOf(view)}>
      {view.faults.length > 0 &&
        "What has a fault is left out: mend it, and import the file again."}
    </Notice>
  );
}

const thingsOf = {
  catalogue: "entries of the catalogue",
  cases: "cases",
  reports: "reports",
} as const;

function sentenceOf({ dryRun, kind, added, changed, same }: ImportView): string {
  const things = thingsOf[kind];
  if (added + changed === 0) return `Everything is there already: ${same} ${things}.`;
  const [were, stay] = dryRun ? ["would be", "stay"] : ["were", "stayed"];
  const elsewhere = `, ${changed} ${dryRun ? "stand" : "stood"} otherwise at their site`;
  const change = {
    catalogue: `, ${changed} ${were} changed`,
    cases: "",
    reports: changed > 0 ? elsewhere : "",
  }[kind];
  return `${added} ${things} ${were} added${change}, ${same} ${stay} as they are.`;
}

function UnderWay({ view, now }: { view: ImportView; now: Date }) {
  const still = now.getTime() - view.progressedAt.getTime() > stillMinutes * 60_000;
  return (
    <Panel>
      {view.total === null ? (
        <p>The file is being read.</p>
      ) : (
        <Progress
          label={view.dryRun ? "Checked so far" : "Imported so far"}
          value={view.done}
          max={view.total}
        />
      )}
      {still ? (
        <Notice tone="warning" title="It stands still.">
          Nothing is half-imported. It is tried again by itself; the log of the server says why it
          waits.
        </Notice>
      ) : (
        <p class="quiet">This page asks again every two seconds. You may leave it.</p>
      )}
    </Panel>
  );
}

function Faults({ faults }: { faults: readonly ImportFault[] }) {
  return (
    <Panel title="What is wrong with it">
      {faults.length >= faultsMax && <p>These are the first {faultsMax}.</p>}
      <Table
        caption="Faults by their place in the file"
        captionHidden
        dense
        rows={faults}
        rowKey={(row) => `${row.line} ${row.column} ${row.field} ${row.problem}`}
        columns={[
          { header: "Line", heads: true, cell: ({ line }) => line },
          { header: "Column", cell: ({ column }) => column },
          { header: "Field", cell: ({ field }) => field ?? "" },
          { header: "What", cell: ({ problem }) => problem },
        ]}
      />
    </Panel>
  );
}
