/** The report form's ways in and out: shown, sent, refused with every word kept, or received. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { readInput } from "../../actions/invalid-input.ts";
import { takeReport } from "../../actions/reports/take-report.ts";
import { formLimitsInWords } from "../../core/attachments/file-limits.ts";
import { Refusal } from "../../core/refusal.ts";
import { isLive } from "../../core/reports/live-answer.ts";
import { mustBeAddress } from "../../core/reports/reporter-address.ts";
import { isAddressOfKey, keyAddress } from "../../formats/mail/key-links.ts";
import { readPublicKey } from "../../formats/mail/keys.ts";
import { catalogue } from "../../store/products/reader.ts";
import type { FieldError } from "../../ui/form-errors.tsx";
import { filesOf, uploadOf } from "../files/upload-words.ts";
import { render } from "../server/answers.ts";
import { formToken } from "../server/form-token.ts";
import { type SentForm, triedFormOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { policyNow } from "./public-frame.tsx";
import { reportEfforts } from "./report-effort.ts";
import { addressFaults, faultsOf, lostFiles, undertakingFaults } from "./report-faults.ts";
import type { Answers } from "./report-field.tsx";
import { ReportPage, type ReportPageProps } from "./report-page.tsx";
import { ReceivedPage } from "./report-received.tsx";
import { reportTemplates } from "./report-template-routes.ts";
import { similarPublished, similarRoutes } from "./similar-published.tsx";
import { teamKey } from "./team-key.tsx";

export function reportRoutes(app: FastifyInstance, web: WebContext): void {
  reportTemplates(app, web);
  similarRoutes(app, web);
  const efforts = reportEfforts(web);
  app.get("/report", (request, reply) => show(web, request, reply, { answers: {} }));
  app.post(
    "/report",
    { config: { upload: uploadOf(web.context.fileLimits), keepsWords: true } },
    async (request, reply) => {
      const form = triedFormOf(request);
      if (form.text("look") === "published") return look(web, request, reply, answersOf(form));
      try {
        efforts.mustBeMade(request, form);
        const taken = await take(web, form);
        efforts.noteTaken(request, form);
        const csrf = formToken(request, reply, web);
        return render(reply, <ReceivedPage web={web} csrf={csrf} {...taken} />, 201);
      } catch (error) {
        const answers = answersOf(form);
        const status = error instanceof Refusal ? error.status : 422;
        const found = allFaults(web, error);
        const errors = [...found, ...lostFiles(form.files.length, found)];
        const effort = efforts.askedFor(request, form);
        return show(web, request, reply, { answers, errors, status, effort });
      }
    },
  );
}

function allFaults(web: WebContext, error: unknown): FieldError[] {
  if (error instanceof Unfit) return error.faults;
  return faultsOf(error, formLimitsInWords(web.context.fileLimits));
}

/** Sent with something to mend, or without a commitment that the policy makes a condition. */
class Unfit extends Error {
  readonly faults: FieldError[];
  constructor(faults: FieldError[]) {
    super("the report has faults");
    this.faults = faults;
  }
}

async function take(web: WebContext, form: SentForm) {
  if (form.refusal) throw form.refusal;
  const answers = answersOf(form);
  const report = {
    ...answers,
    email: answers.email?.trim() ?? "",
    answersBy: answers.answersBy || "mail",
    channel: "form",
  };
  await mustFit(web, report, form.text("accepted") === "yes");
  // As anyone, also where staff are signed in: the report is the reporter's, not the session's.
  const { receiptCode, receivedAt } = await perform(
    web.context,
    takeReport,
    { kind: "anyone" },
    { ...report, files: filesOf(form) },
  );
  const byMail = answers.answersBy !== "portal";
  return { receiptCode, receivedAt, byMail, isLive: isLive(answers) };
}

/** All faults at once, so that a form comes back a single time: each time its files are lost (VEN-22). */
async function mustFit(web: WebContext, report: Answers, accepted: boolean): Promise<void> {
  const policy = policyNow(web);
  const key = report["public-key"]?.trim();
  const { email, answersBy } = report;
  const faults = [
    ...(await faultsIn(() => readInput(takeReport.input, report))),
    ...addressFaults(policy, report),
    ...(email && answersBy !== "portal" ? await faultsIn(() => mustBeAddress(email)) : []),
    // Said now, while its author can mend it: answers to a broken key could not be encrypted.
    ...(key ? await faultsIn(() => mustBeKey(key, web.context.now())) : []),
    ...undertakingFaults(policy, accepted),
  ];
  if (faults.length > 0) throw new Unfit(faults);
}

async function faultsIn(check: () => unknown): Promise<FieldError[]> {
  try {
    await check();
    return [];
  } catch (error) {
    return faultsOf(error, "");
  }
}

/** A block, or where one lies: that address is looked at by a person before anything is fetched. */
async function mustBeKey(key: string, now: Date): Promise<void> {
  if (!isAddressOfKey(key)) await readPublicKey(key, now);
  else if (keyAddress(key) === null) throw new Refusal("report.key-address");
}

/** Answers as typed; a box that was sent twice counts once. */
function answersOf(form: SentForm): Answers {
  return Object.fromEntries(Object.keys(form.values).map((name) => [name, form.text(name)]));
}

/** Nothing is sent: the form comes back with what is published like it. */
async function look(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  answers: Answers,
): Promise<FastifyReply> {
  const similar = await similarPublished(web, answers);
  return show(web, request, reply, { answers, similar });
}

type Shown = Pick<ReportPageProps, "answers" | "similar" | "effort"> & {
  errors?: readonly FieldError[];
  status?: number;
};

async function show(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { errors = [], status = 200, ...shown }: Shown,
): Promise<FastifyReply> {
  const csrf = formToken(request, reply, web);
  // The form, and the words in it, are shown even while the database is away.
  const key = await teamKey(web).catch(unlessBusy);
  const product = (await productNames(web).catch(unlessBusy)) ?? [];
  const page = (
    <ReportPage {...{ web, csrf, errors, ...shown }} teamKey={key} suggestions={{ product }} />
  );
  return render(reply, page, status);
}

/** What the catalogue offers, which is public; one product may have one name in several entities. */
async function productNames({ context }: WebContext): Promise<string[]> {
  const products = await context.transaction({ kind: "anyone" }, catalogue);
  const offered = products.filter(({ retiredAt }) => retiredAt === null);
  return [...new Set(offered.map(({ name }) => name))];
}

function unlessBusy(error: unknown): undefined {
  if (!(error instanceof Refusal && error.code === "service.busy")) throw error;
}
