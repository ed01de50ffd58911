/** The remedies of a vulnerability, and the form that plans one. */
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { casePath } from "./at-case.ts";
import { may, sentFor } from "./deed-form.tsx";
import type { OfVulnerability } from "./of-vulnerability.ts";
import { RemedyForm } from "./remedy-forms.tsx";
import { RemedyList } from "./remedy-list.tsx";

export function RemedyPanel({ at, vulnerability, found }: OfVulnerability) {
  const { vulnerabilityId } = vulnerability;
  const sent = sentFor(at, "plan-remedy", { vulnerabilityId });
  return (
    <Panel title="Remedies" level={3} id="remedies">
      <RemedyList at={at} remedies={found.remedies} affected={found.affected} />
      {!at.facts.closed && found.remedies.length > 0 && may(at, "invite-to-validate") && (
        <p class="form-lead">
          Whoever reported can be invited to try it before it is published, beside{" "}
          <a href={casePath(at.head.reference, "conversation")}>the conversation</a>.
        </p>
      )}
      {!at.facts.closed && may(at, "plan-remedy") && (
        <Disclosure
          summary={found.remedies.length > 0 ? "Plan another remedy" : "Plan a remedy"}
          open={sent !== undefined}
        >
          <RemedyForm at={at} vulnerabilityId={vulnerabilityId} affected={found.affected} />
        </Disclosure>
      )}
    </Panel>
  );
}
