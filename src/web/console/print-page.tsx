/**
 * A whole case as one document: every page of it in order, without the forms. For paper and for reading
 * through; it leaves nothing behind but the record that it was read.
 */
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ComponentChildren } from "preact";
import { readCase, recordReadingOfCase } from "../../actions/cases/read-case.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { When } from "../../ui/when.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { takeNotes } from "../server/console-notes.ts";
import type { WebContext } from "../server/web-context.ts";
import { type AtCase, casePath, caseViews } from "./at-case.ts";
import { CaseAside } from "./case-aside.tsx";
import { loadCaseFrame, zoneOf } from "./case-frame.ts";
import { parts } from "./case-page.tsx";
import { viewTitles } from "./case-view-titles.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";

export function printRoutes(app: FastifyInstance, web: WebContext): void {
  const config = { takesNotes: true };
  app.get("/console/cases/:reference/print", { config }, async (request, reply) => {
    const staff = await staffOf(request);
    const { reference } = request.params as { reference: string };
    return showWhole({ request, reply, web, staff }, reference);
  });
}

type Part = { readonly view: (typeof caseViews)[number]; readonly body: ComponentChildren };

async function showWhole(at: ConsoleRequest, reference: string): Promise<FastifyReply> {
  const { context } = at.web;
  const whole = await context.transaction(at.staff, async (tx) => {
    const [frame] = await Promise.all([
      loadCaseFrame(context, tx, at.staff, reference),
      takeNotes(tx, at),
    ]);
    // Nobody does anything on paper: without membership no part offers a form.
    const membership = { ...frame.membership, staff: [] };
    const here: AtCase = {
      ...{ ...at, ...frame, membership, tx, csrf: "", query: {}, sent: undefined },
      view: "overview",
      formsShown: new Set(),
      whole: true,
    };
    const shown = await Promise.all(
      caseViews.map(async (view): Promise<Part> => {
        const body = await parts[view]?.({ ...here, view });
        return { view, body };
      }),
    );
    return { here, shown };
  });
  const { head, rarities } = whole.here;
  const reading = { caseId: head.caseId, what: "print" };
  if (rarities.unread) await readCase.run(context, at.staff, reading);
  else await recordReadingOfCase(context, at.staff, reading);
  return render(at.reply, wholePage(whole.here, whole.shown));
}

function wholePage(at: AtCase, shown: readonly Part[]) {
  const { reference } = at.head;
  return consolePage(at, {
    title: `${reference} as one document`,
    current: "/console",
    breadcrumb: [
      { label: "Queue", href: "/console" },
      { label: reference, href: casePath(reference) },
      { label: "As one document" },
    ],
    children: (
      <div class="case-whole">
        <PageHeader
          kicker={reference}
          title={<AsWritten text={at.title} />}
          meta={
            <span>
              As it stood on <When at={at.now} zone={zoneOf(at)} />
            </span>
          }
        />
        <div class="case-whole-hint">
          <Notice tone="warning" title="Confidential: for those who are on the case">
            Print it with your browser, or save it as a PDF there. What leaves this page is yours to
            keep safe.
          </Notice>
        </div>
        <h2 class="case-whole-title">Where it stands</h2>
        <CaseAside at={at} />
        {shown.map(({ view, body }) => (
          <section key={view} class="case-whole-part" aria-label={viewTitles[view]}>
            <h2 class="case-whole-title">{viewTitles[view]}</h2>
            {body}
          </section>
        ))}
      </div>
    ),
  });
}
