/** A page of a case: its head, the way to its other pages, what is owed beside it, and one part as its body. */
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ComponentChildren, VNode } from "preact";
import { readCase, recordReadingOfCase } from "../../actions/cases/read-case.ts";
import { WouldLeak } from "../../actions/identity/name-guard.ts";
import { Refusal } from "../../core/refusal.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { StageBadge, Tag } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { Columns } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { When } from "../../ui/when.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { takeNotes } from "../server/console-notes.ts";
import { formToken } from "../server/form-token.ts";
import type { WebContext } from "../server/web-context.ts";
import { advicePart } from "./advice-part.tsx";
import { analysisPart } from "./analysis-part.tsx";
import { type AtCase, casePath, caseViews, type SentDeed, viewOf } from "./at-case.ts";
import { CaseAside } from "./case-aside.tsx";
import { loadCaseFrame, personName, zoneOf } from "./case-frame.ts";
import { viewTitles } from "./case-view-titles.ts";
import { closeReasonWords, stageWords, waitingFor, wordFor } from "./case-words.ts";
import { commandsOfCase } from "./commands.ts";
import { commandsPath } from "./commands-page.tsx";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { conversationPart } from "./conversation-part.tsx";
import { pageErrorOf } from "./deed-form.tsx";
import { doneWords } from "./done-words.ts";
import { DraftsOfCase } from "./draft-of-form.tsx";
import { factsPart } from "./facts-part.tsx";
import { filePart } from "./file-part.tsx";
import { filesPart } from "./files-part.tsx";
import { forwardingPart } from "./forwarding-part.tsx";
import { historyPart } from "./history-part.tsx";
import { keptBanner } from "./kept-banner.tsx";
import { LeakPanel } from "./leak-panel.tsx";
import { linksPart } from "./links-part.tsx";
import { namesPart } from "./names-part.tsx";
import { glassBanner } from "./openings-panel.tsx";
import { overviewPart } from "./overview-part.tsx";
import { peoplePart } from "./people-part.tsx";
import { promisesPart } from "./promises-part.tsx";
import { publicationPart } from "./publication-part.tsx";
import { publicationsPart } from "./publications-part.tsx";
import { pulseOf } from "./pulse-route.ts";
import { ReferencesPanel } from "./references-panel.tsx";
import { retentionPart } from "./retention-part.tsx";
import { rootCausePart } from "./root-cause-part.tsx";
import { CaseSeverity } from "./severity-words.tsx";
import { splitPart } from "./split-part.tsx";
import { statusPart } from "./status-part.tsx";
import { vulnerabilityPart } from "./vulnerability-part.tsx";
import { wordsLeft } from "./words-left.tsx";

type Params = { reference: string; view?: string; number?: string; id?: string };

export function caseRoutes(app: FastifyInstance, web: WebContext): void {
  const show = async (request: ConsoleRequest["request"], reply: FastifyReply, view: string) => {
    const staff = await staffOf(request);
    const { reference } = request.params as Params;
    return showCase({ request, reply, web, staff }, reference, view);
  };
  const asked = { config: { takesNotes: true } };
  app.get("/console/cases/:reference", asked, (request, reply) => show(request, reply, "overview"));
  for (const view of caseViews.filter((each) => each !== "overview")) {
    app.get(`/console/cases/:reference/${view}`, asked, (request, reply) =>
      show(request, reply, view),
    );
  }
  app.get("/console/cases/:reference/files/:id", asked, (request, reply) => {
    const { id } = request.params as Params;
    const view = viewOf(`files/${id}`);
    if (view === "overview") throw new Refusal("access.not-found");
    return show(request, reply, view);
  });
  app.get("/console/cases/:reference/publications/:number", asked, (request, reply) => {
    const { number } = request.params as Params;
    return show(request, reply, viewOf(`publications/${number}`));
  });
}

/** A part reads what it shows and gives its body; it decides nothing and writes nothing. */
export type CasePart = (at: AtCase) => Promise<ComponentChildren>;

/** Every page of a case by its name. */
export const parts: Readonly<Record<string, CasePart>> = {
  overview: overviewPart,
  analysis: analysisPart,
  links: linksPart,
  split: splitPart,
  conversation: conversationPart,
  files: filesPart,
  vulnerability: vulnerabilityPart,
  facts: factsPart,
  status: statusPart,
  "root-cause": rootCausePart,
  advice: advicePart,
  publications: publicationsPart,
  promises: promisesPart,
  people: peoplePart,
  names: namesPart,
  forwarding: forwardingPart,
  retention: retentionPart,
  history: historyPart,
};

/** Where one reads or answers a mail: what parties call the case stands beside it. */
const namesShown = ["overview", "conversation"];

/**
 * Shows a page of a case; with `sent`, the form that was refused keeps its words, and with `previewed`
 * the one that nothing was done with yet.
 */
export async function showCase(
  at: ConsoleRequest & Pick<AtCase, "previewed">,
  reference: string,
  view: string,
  sent?: SentDeed,
): Promise<FastifyReply> {
  const { context } = at.web;
  const csrf = formToken(at.request, at.reply, at.web);
  const query = at.request.query as AtCase["query"];
  const page = await context.transaction(at.staff, async (tx) => {
    const { takesNotes } = at.request.routeOptions.config;
    const [frame] = await Promise.all([
      loadCaseFrame(context, tx, at.staff, reference),
      takesNotes && takeNotes(tx, at),
    ]);
    const own = { tx, csrf, view, query, sent, formsShown: new Set<string>() };
    const here: AtCase = { ...at, ...frame, ...own };
    const part = parts[view] ?? (view.startsWith("files/") ? filePart : publicationPart);
    const [body, ...banner] = await Promise.all([part(here), glassBanner(here), keptBanner(here)]);
    return { here, body, banner };
  });
  const what = view.split("/")[0] ?? view;
  const { head, rarities } = page.here;
  const reading = { caseId: head.caseId, what };
  if (rarities.unread) await readCase.run(context, at.staff, reading);
  else await recordReadingOfCase(context, at.staff, reading);
  return render(at.reply, casePage(page), sent?.refusal.status ?? 200);
}

type CasePage = {
  readonly here: AtCase;
  readonly body: ComponentChildren;
  readonly banner: ComponentChildren;
};

function casePage({ here: at, body, banner }: CasePage): VNode {
  const { head } = at;
  const aside = (
    <>
      <CaseAside at={at} />
      {namesShown.includes(at.view) && <ReferencesPanel at={at} />}
    </>
  );
  const left = wordsLeft(at, [body, aside]);
  return consolePage(at, {
    title: `${head.reference} ${at.title}`,
    current: "/console",
    breadcrumb: [
      { label: "Queue", href: "/console" },
      ...(at.view === "overview"
        ? [{ label: head.reference }]
        : [{ label: head.reference, href: casePath(head.reference) }, { label: crumbOf(at.view) }]),
    ],
    scripts: ["console-cvss.js", "upload-files.js", "console-drafts.js", "console-templates.js"],
    notice: noticeOf(at),
    keys: [
      ["1 – 9", "pages of the case"],
      ["Ctrl Enter", "send the form"],
    ],
    commands: commandsOfCase(at),
    // A form that was refused holds words: nothing there offers to show the page anew.
    pulse: at.sent ? undefined : pulseOf(at.now, head.reference),
    children: (
      <>
        {banner}
        <CaseHeader at={at} />
        <CaseTabs at={at} />
        <Columns
          main={
            <>
              <DraftsOfCase at={at} />
              <SentLeak at={at} />
              {left}
              {body}
            </>
          }
          aside={aside}
        />
      </>
    ),
  });
}

function crumbOf(view: string): string {
  const [first = "", number] = view.split("/");
  if (first === "files" && number) return "File";
  return number ?? viewTitles[first as keyof typeof viewTitles] ?? first;
}

function noticeOf(at: AtCase): ComponentChildren {
  const refused = pageErrorOf(at.sent);
  if (refused) return <Notice tone="danger" live title={refused} />;
  const done = at.sent ? undefined : doneWords[at.query.done ?? ""];
  return done && <Notice tone="success" live title={done} />;
}

function CaseHeader(props: { at: AtCase }) {
  const { head, title, policy } = props.at;
  const stage = stageWords[head.stage];
  return (
    <PageHeader
      title={<AsWritten text={title} />}
      actions={
        <>
          <LinkButton look="quiet" small href={`${commandsPath}?case=${head.reference}`}>
            All deeds
          </LinkButton>
          <LinkButton look="quiet" small href={`${casePath(head.reference)}/print`}>
            As one document
          </LinkButton>
        </>
      }
      meta={
        <>
          <CaseSeverity policy={policy} band={head.severityBand} />
          <StageBadge
            name={stage.name}
            progress={props.at.standing.wait?.outside ? "waiting" : stage.progress}
          />
          {head.closedAt ? (
            <span>
              Closed <When at={head.closedAt} zone={zoneOf(props.at)} precision="day" />:{" "}
              {wordFor(closeReasonWords, head.closeReason ?? "")}
            </span>
          ) : (
            <span>Waiting for: {waitingFor(head.waitingOn, head.waitingFor)}</span>
          )}
          {head.notBefore && (
            <Tag tone="warning" icon="lock">
              Not before <When at={head.notBefore} zone="UTC" />
            </Tag>
          )}
          {head.ownerId ? (
            <span>Owner: {personName(props.at, head.ownerId)}</span>
          ) : (
            <Tag tone="warning" icon="user">
              No owner
            </Tag>
          )}
        </>
      }
    />
  );
}

/** Pages behind another one: a tab more would leave no room for the last one. */
const behind: Readonly<Record<string, string>> = {
  advice: "vulnerability",
  analysis: "overview",
  facts: "vulnerability",
  links: "overview",
  split: "overview",
  status: "vulnerability",
  "root-cause": "vulnerability",
  names: "people",
  forwarding: "people",
};

const tabViews = caseViews.filter((view) => !(view in behind));

function tabOf(view: string): string {
  const [first = view] = view.split("/");
  return behind[first] ?? first;
}

function CaseTabs(props: { at: AtCase }) {
  const { at } = props;
  return (
    <Tabs
      label="Pages of the case"
      tabs={tabViews.map((view, index) => ({
        href: casePath(at.head.reference, view),
        label: viewTitles[view],
        current: tabOf(at.view) === view,
        key: String(index + 1),
      }))}
    />
  );
}

/** Where the words that were sent would name somebody; a publication's own page shows it anyway. */
function SentLeak({ at }: { at: AtCase }) {
  const refusal = at.sent?.refusal;
  if (!(refusal instanceof WouldLeak) || at.view.startsWith("publications/")) return null;
  return <LeakPanel at={at} findings={refusal.findings} />;
}
