/**
 * One reasoned ruling for many reports: choose them, say why once, and each reporter gets a letter of
 * their own. What a ruling decided has its address, where it is taken back, confirmed or closed.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  type RulingStep,
  ruleMany,
  rulingSteps,
  stepForRuling,
} from "../../actions/decisions/rule-many.ts";
import { ruleOnCase } from "../../actions/decisions/rule-on-case.ts";
import type { DoneForCases } from "../../actions/each-case.ts";
import { formOf as formOfAction } from "../../actions/form-of.ts";
import { InvalidInput } from "../../actions/invalid-input.ts";
import { rulingCasesMax } from "../../core/decisions/ruling.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Refusal } from "../../core/refusal.ts";
import { type FormValues, lastValueOf, valuesOf } from "../../lib/form-description.ts";
import { isUuid } from "../../lib/uuid7.ts";
import { type QueueRow, queuePage, queueRowsOf } from "../../store/cases/queue-reader.ts";
import { type Ruled, ruledBy } from "../../store/cases/ruling-reader.ts";
import { principalsOf } from "../../store/transaction.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { AsWritten } from "../../ui/as-written.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import type { FieldError } from "../../ui/form-errors.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Select } from "../../ui/select.tsx";
import { Table } from "../../ui/table.tsx";
import { type Staff, staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { formToken } from "../server/form-token.ts";
import { noteRefusal } from "../server/note-refusal.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { casePath } from "./at-case.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { rulingPath, rulingTextsPath } from "./ruling-link.tsx";
import { RulingResult } from "./ruling-result.tsx";
import {
  type BegunRuling,
  type RulingQuery,
  RulingTexts,
  rulingBegunWith,
} from "./ruling-texts.tsx";

/** What is not decided yet stands in these stages. */
const undecided: readonly string[] = ["received", "acknowledged"];
const listedMax = 100;

export function rulingRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(rulingPath, async (request, reply) => {
    const at = await asked(web, request, reply);
    const { id, cases = "" } = request.query as RulingQuery;
    if (id && isUuid(id)) return showRuling(at, id);
    const picked = cases.split(",").filter(isUuid).slice(0, rulingCasesMax);
    return showForm(at, rulingBegunWith(at, { case: picked }));
  });
  app.post(rulingPath, async (request, reply) => rule(await asked(web, request, reply)));
  app.post(rulingTextsPath, async (request, reply) => begin(await asked(web, request, reply)));
  app.post(`${rulingPath}/step`, async (request, reply) => step(await asked(web, request, reply)));
}

async function asked(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<ConsoleRequest> {
  const staff = await staffOf(request);
  // Whoever could do it on a case of their own; on which cases is asked at each of them.
  permit(staff, "rule-on-case", { caseId: "", staff: [staff.id], outsiders: [] });
  return { request, reply, web, staff };
}

/** Shows the form again as it was sent, with the ready texts or the one that was chosen. */
function begin(at: ConsoleRequest): Promise<FastifyReply> {
  const form = formOf(at.request);
  const typed = { ...form.values, case: form.all("case").filter(isUuid) };
  return showForm(at, rulingBegunWith(at, typed));
}

async function rule(at: ConsoleRequest): Promise<FastifyReply> {
  const { request, reply, web, staff } = at;
  const form = formOf(request);
  const caseIds = form.all("case").filter(isUuid);
  const [reasons, explanation] = [form.all("reasons"), form.text("explanation")];
  const noReplyClass = form.text("noReplyClass");
  // Sent twice, as by a second click, it is the same ruling.
  const sentId = form.text("rulingId");
  const rulingId = isUuid(sentId) ? sentId : web.context.newId();
  const ruling = { rulingId, reasons, explanation, noReplyClass };
  const values = { ...ruling, case: caseIds };
  try {
    if (caseIds.length === 0) throw new Refusal("ruling.nothing-chosen");
    const ruled = await ruleMany(web.context, staff, caseIds, ruling);
    const whole = ruled.refused.find(({ refusal }) => isOfWords(refusal));
    if (whole) throw whole.refusal;
    await noteAll(at, ruled);
    if (ruled.refused.length === 0) return seeOther(reply, `${rulingPath}?id=${rulingId}`);
    return showRuling(at, rulingId, ruled);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return showForm(at, { values, refusal: error });
  }
}

/** Of the words that all of them share: it is refused for each report alike, and mended in the form. */
function isOfWords(refusal: Refusal): boolean {
  return refusal instanceof InvalidInput || refusal.code === "decision.blank-left";
}

async function step(at: ConsoleRequest): Promise<FastifyReply> {
  const { request, reply, web, staff } = at;
  const form = formOf(request);
  const rulingId = form.text("rulingId");
  const what = rulingSteps.find((each) => each === form.text("step"));
  const ruled = isUuid(rulingId) ? await found(web, staff, rulingId) : [];
  const open = what ? ruled.filter((each) => concerns[what](each)) : [];
  if (!what || open.length === 0) throw new Refusal("ruling.nothing-chosen");
  const result = await stepForRuling(web.context, staff, open, { step: what, rulingId });
  await noteAll(at, result);
  if (result.refused.length === 0) return seeOther(reply, `${rulingPath}?id=${rulingId}`);
  return showRuling(at, rulingId, result);
}

/** Which cases of a ruling a step is for. */
const concerns: Readonly<Record<RulingStep, (of: Ruled) => boolean>> = {
  "take-back": ({ standing, told }) => !told && (standing === null || standing === "proposed"),
  confirm: ({ standing }) => standing === "proposed",
  close: ({ standing, told, closed }) => standing === null && told && !closed,
};

function found({ context }: WebContext, staff: Staff, rulingId: string): Promise<Ruled[]> {
  return context.transaction(staff, (tx) => ruledBy(tx, rulingId));
}

async function noteAll({ web, request }: ConsoleRequest, { refused }: DoneForCases): Promise<void> {
  for (const { refusal } of refused) await noteRefusal(web, request, refusal);
}

async function showRuling(
  at: ConsoleRequest,
  rulingId: string,
  just?: DoneForCases,
): Promise<FastifyReply> {
  const { web, staff, request, reply } = at;
  const ruled = await found(web, staff, rulingId);
  if (ruled.length === 0 && !just) throw new Refusal("ruling.unknown");
  const csrf = formToken(request, reply, web);
  const page = consolePage(at, {
    title: "A ruling",
    current: "/console",
    breadcrumb: [
      { label: "Queue", href: "/console" },
      { label: "One ruling for many", href: rulingPath },
      { label: "A ruling" },
    ],
    children: (
      <RulingResult
        {...{ rulingId, ruled, csrf, now: web.context.now(), me: staff.id }}
        refused={just?.refused ?? []}
      />
    ),
  });
  return render(reply, page, just && just.refused.length > 0 ? 409 : 200);
}

async function showForm(at: ConsoleRequest, shown: ShownRuling): Promise<FastifyReply> {
  const { web, staff, request, reply } = at;
  const { values, refusal } = shown;
  const csrf = formToken(request, reply, web);
  const [picked, { rows }] = await web.context.transaction(staff, (tx) =>
    Promise.all([
      queueRowsOf(web.context, tx, valuesOf(values, "case")),
      queuePage(web.context, tx, principalsOf(staff), {
        ...{ lane: "ours", after: null, count: listedMax },
      }),
    ]),
  );
  const { policies, now } = web.context;
  const classes = inForceAt(policies, now()).responses.noReplyClasses.map(({ name }) => name);
  // Those that were ticked come first, whatever page of the queue they were on.
  const isOpen = ({ stage }: QueueRow) => undecided.includes(stage);
  const first = new Set(picked.map(({ caseId }) => caseId));
  const open = [...picked, ...rows.filter(({ caseId }) => !first.has(caseId))].filter(isOpen);
  const left = picked.filter((row) => !isOpen(row));
  const page = consolePage(at, {
    title: "One ruling for many",
    current: "/console",
    scripts: ["console-templates.js"],
    breadcrumb: [{ label: "Queue", href: "/console" }, { label: "One ruling for many" }],
    children: (
      <>
        <PageHeader
          title="One ruling for many"
          lede={`For reports that have the same answer. Say why once; each reporter gets a letter of their own. At most ${rulingCasesMax} at once.`}
        />
        {left.length > 0 && (
          <Notice tone="info" title="Decided already, so left out here">
            {left.map(({ reference }) => reference).join(", ")}
          </Notice>
        )}
        {open.length > 0 && <RulingTexts at={at} typed={values} formId={formId} />}
        <Panel title="The ruling">
          {open.length === 0 ? (
            <EmptyState icon="check" title="Every report is decided">
              A report appears here as soon as it came, until it is decided.
            </EmptyState>
          ) : (
            <Form
              rows={open}
              csrf={csrf}
              shown={{ ...shown, values: { rulingId: web.context.newId(), ...values } }}
              classes={classes}
            />
          )}
        </Panel>
      </>
    ),
  });
  return render(reply, page, refusal?.status ?? 200);
}

const description = formOfAction(ruleOnCase);
const formId = "ruling";
const readyBelow =
  "Your own words stand first, the ready text below them. Each reporter reads all of it in their own letter.";

/** What the form shows: what was typed, why it was refused, whether a ready text came below the words. */
type ShownRuling = Pick<BegunRuling, "values"> &
  Partial<Pick<BegunRuling, "belowWords">> & { readonly refusal?: Refusal };

function Form(props: {
  rows: readonly QueueRow[];
  csrf: string;
  shown: ShownRuling;
  /** Names of the classes that the policy answers automatically. */
  classes: readonly string[];
}) {
  const { rows, csrf, classes } = props;
  const { values, refusal, belowWords } = props.shown;
  const picked = new Set(values.case ?? []);
  return (
    <ActionForm
      form={description}
      action={rulingPath}
      csrf={csrf}
      id={formId}
      values={values}
      only={["reasons", "explanation"]}
      helps={belowWords ? { explanation: readyBelow } : undefined}
      errors={refusal && errorsOf(refusal)}
      submit="Decide them and tell each reporter"
    >
      {classes.length > 0 && <ClassChoice classes={classes} values={values} />}
      <Table
        caption="Reports that nobody has decided yet"
        dense
        rows={rows}
        rowKey={({ caseId }) => caseId}
        columns={[
          {
            header: "Report",
            heads: true,
            cell: ({ caseId, reference, title }) => (
              <label class="tray-message">
                <input
                  type="checkbox"
                  class="tray-pick"
                  name="case"
                  value={caseId}
                  checked={picked.has(caseId)}
                  aria-label={`Choose ${reference}`}
                />
                <AsWritten text={title || reference} />
              </label>
            ),
          },
          {
            header: "Case",
            nowrap: true,
            cell: ({ reference }) => <a href={casePath(reference)}>{reference}</a>,
          },
        ]}
      />
    </ActionForm>
  );
}

/** Only where the policy names such a class. */
function ClassChoice({ classes, values }: { classes: readonly string[]; values: FormValues }) {
  return (
    <Select
      id="rule-on-case-noReplyClass"
      name="noReplyClass"
      label="Class without a reply"
      help="They get the policy’s automatic answer in place of the explanation, and count as unanswered."
      value={lastValueOf(values, "noReplyClass")}
      emptyLabel="None: each reporter gets the explanation"
      options={classes.map((name) => ({ value: name, label: name }))}
    />
  );
}

function errorsOf(refusal: Refusal): FieldError[] {
  if (refusal.code === "decision.blank-left") {
    return [{ field: "explanation", message: refusal.message }];
  }
  if (!(refusal instanceof InvalidInput)) return [{ message: refusal.message }];
  return refusal.faults.map(({ field, message }) => ({ field, message }));
}
