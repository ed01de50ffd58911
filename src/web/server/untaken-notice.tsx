/**
 * Says above every page of the console, to who is on call and to leads, that nobody took an urgent case in
 * the policy's minutes. Only of cases that its reader may read; it takes the first with one key.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { dueOf, type Urgency, urgencyOf } from "../../core/duty/urgency.ts";
import { isPermitted } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { UntakenCase } from "../../store/duty/woken-for-reader.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Actions } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import type { Staff } from "./actor-of.ts";
import { formToken } from "./form-token.ts";
import { countsOf } from "./frame-counts.ts";
import { urgentWords } from "./urgent-words.ts";
import type { WebContext } from "./web-context.ts";

type Untaken = UntakenCase & { readonly urgency: Urgency };

/** Nothing where the page itself lists them. */
export function untakenNotice(
  request: FastifyRequest,
  reply: FastifyReply,
  web: WebContext,
  staff: Staff,
  current: string,
) {
  if (current === "/console/duty") return null;
  const { alerts, scoring, channels } = inForceAt(web.context.policies, web.context.now());
  const late = countsOf(request).untaken.flatMap((row): Untaken[] => {
    const urgency = urgencyOf(row, alerts, scoring.bands[0]?.name);
    return urgency && dueOf(urgency) <= web.context.now() ? [{ ...row, urgency }] : [];
  });
  const [first, ...others] = late.toSorted((a, b) => +dueOf(a.urgency) - +dueOf(b.urgency));
  if (!first) return null;
  const path = `/console/cases/${encodeURIComponent(first.reference)}`;
  const { why, since } = first.urgency;
  const membership = { caseId: first.caseId, staff: [staff.id], outsiders: [] };
  return (
    <Notice tone="danger" live title={`Urgent: nobody has taken ${first.reference}.`}>
      <p>
        It does not wait: {urgentWords[why] ?? "it is urgent"}, since{" "}
        <When at={since} zone={channels.officeHours.zone} />.
      </p>
      <Actions>
        {isPermitted(staff, "assign-case", membership) && (
          <Form
            action={`${path}/deeds/assign-case?view=overview`}
            csrf={formToken(request, reply, web)}
            label={`Take ${first.reference}`}
          >
            <Hidden name="ownerId" value={staff.id} />
            <Button shortcut="! t">{`Take ${first.reference}`}</Button>
          </Form>
        )}
        <LinkButton href={path}>{`Open ${first.reference}`}</LinkButton>
        {others.length > 0 && (
          <a href="/console/duty#urgent">
            {others.length === 1 ? "And one more" : `And ${others.length} more`}
          </a>
        )}
      </Actions>
    </Notice>
  );
}
