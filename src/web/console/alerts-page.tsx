/** Where alarms of duty go: one's own addresses, for a lead the house's, and what became of each alarm. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Action } from "../../actions/action.ts";
import {
  addAlertTarget,
  endAlertTarget,
  renewAlertSecret,
  retryAlert,
  testAlertTarget,
} from "../../actions/alerts/target-deeds.ts";
import { isPermitted, permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { alertTargets, recentAlerts } from "../../store/alerts/reader.ts";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import {
  AddPanel,
  type AlertsPage,
  alertsPath,
  RecentPanel,
  type ShownSecret,
  TargetsPanel,
} from "./alerts-panels.tsx";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { doHouseDeed, type SentHouseForm } from "./house-form.tsx";

const doneWords: Readonly<Record<string, string>> = {
  "add-alert-target": "Alarms go there from now on. Send a test.",
  "end-alert-target": "No alarm goes there any more.",
  "test-alert-target": "A test is on its way. What became of it stands below; load the page again.",
  "retry-alert": "The alarm is tried again.",
};

const fields = { "alert.address": "address", "alert.too-many": "address" } as const;

export function alertsRoutes(app: FastifyInstance, web: WebContext): void {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => {
    const staff = await staffOf(request);
    permit(staff, "test-alert-target");
    return { request, reply, web, staff };
  };
  app.get(alertsPath, async (request, reply) => show(await visit(request, reply), {}));
  const take = <Input extends z.ZodObject, Output extends object>(
    rest: string,
    deed: Action<Input, Output>,
  ) =>
    app.post(`${alertsPath}${rest}`, async (request, reply) => {
      const at = await visit(request, reply);
      const result = await doHouseDeed(at, deed, fields);
      if ("sent" in result) return show(at, { sent: result.sent });
      const { targetId, secret } = result.done as Partial<ShownSecret>;
      // It is shown this once: a page that is loaded again cannot tell it.
      if (targetId && secret) return show(at, { secret: { targetId, secret } });
      return seeOther(reply, `${alertsPath}?done=${deed.deed}`);
    });
  take("", addAlertTarget);
  take("/test", testAlertTarget);
  take("/secret", renewAlertSecret);
  take("/end", endAlertTarget);
  take("/retry", retryAlert);
}

interface Told {
  readonly sent?: SentHouseForm;
  readonly secret?: ShownSecret;
}

async function show(at: ConsoleRequest, { sent, secret }: Told): Promise<FastifyReply> {
  const { context } = at.web;
  const now = context.now();
  const found = await context.transaction(at.staff, async (tx) => ({
    targets: await alertTargets(context, tx),
    alerts: await recentAlerts(tx, now),
  }));
  const page: AlertsPage = {
    ...{ at, sent, secret, now, ...found },
    isLead: isPermitted({ ...at.staff, steppedUp: true }, "set-on-call"),
    zone: inForceAt(context.policies, now).channels.officeHours.zone,
  };
  return render(at.reply, pageOf(page), sent?.refused.status ?? 200);
}

function pageOf(page: AlertsPage) {
  const { at, sent, secret } = page;
  const done = (at.request.query as { done?: string }).done ?? "";
  const words = sent || secret || !Object.hasOwn(doneWords, done) ? undefined : doneWords[done];
  return consolePage(at, {
    title: "Where alarms go",
    current: "/console/duty",
    breadcrumb: [{ label: "Duty", href: "/console/duty" }, { label: "Where alarms go" }],
    scripts: ["copy.js"],
    notice: words && <Notice tone="success" live title={words} />,
    children: (
      <>
        <PageHeader
          title="Where alarms go"
          lede="Whoever is woken always gets a mail at their sign-in address. Further mailboxes, chat rooms and pagers stand here; each alarm holds a reference and a link, and no word of the case."
        />
        <TargetsPanel page={page} whose="me" />
        {page.isLead && <TargetsPanel page={page} whose="house" />}
        <AddPanel page={page} />
        <RecentPanel page={page} />
      </>
    ),
  });
}
