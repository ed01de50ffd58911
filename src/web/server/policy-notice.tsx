/** What administrators and leads are told on every console page while the policy file is not followed. */
import type { VNode } from "preact";
import { inForceAt } from "../../core/policy/in-force.ts";
import { problemInWords } from "../../core/policy/policy-problem.ts";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import type { Staff } from "./actor-of.ts";
import type { WebContext } from "./web-context.ts";

/** Who can have the file mended, and who answers for what is promised meanwhile. */
const told = ["administrator", "lead"] as const;

/** The notice; undefined where there is nothing to tell this person. */
export function policyNotice(web: WebContext, staff: Staff): VNode | undefined {
  const { policyProblem: problem, policies, now } = web.context;
  if (!problem || !told.some((role) => staff.roles.includes(role))) return undefined;
  const { version, channels } = inForceAt(policies, now());
  return (
    <Notice
      tone="danger"
      title={`The policy file cannot be used; version ${version} stays in force`}
    >
      <p>
        Since <When at={problem.since} zone={channels.officeHours.zone} />:{" "}
        {problemInWords(problem)}
      </p>
    </Notice>
  );
}
