/** The forms of the decisions on a case, in the words of its policy. */
import { inLanguage } from "../../core/policy/text.ts";
import type { AtCase } from "./at-case.ts";
import { DeedForm } from "./deed-form.tsx";

type Props = { at: AtCase };

export function RelevancyForm({ at }: Props) {
  const { policy } = at;
  return (
    <>
      <p class="form-lead">
        What counts, by the policy: “{inLanguage(policy.relevancy.definition, "en")}”
      </p>
      <DeedForm
        at={at}
        deed="decide-relevancy"
        choices={{
          outcome: [
            { value: "relevant", label: "Relevant: it goes on to analysis" },
            { value: "not-relevant", label: "Not relevant: the reporter is owed the reasons" },
            { value: "need-more", label: "We need more to decide" },
          ],
        }}
        labels={{ explanation: "Explanation for the reporter" }}
      />
    </>
  );
}

export function ConclusionForm({ at }: Props) {
  return (
    <DeedForm
      at={at}
      deed="conclude-analysis"
      choices={{
        outcome: [
          { value: "confirmed", label: "Confirmed: a remedy is owed" },
          { value: "not-confirmed", label: "Not confirmed" },
          { value: "accepted-risk", label: "Confirmed, and the risk is accepted without a fix" },
        ],
      }}
    />
  );
}

export function CloseForm({ at }: Props) {
  return (
    <DeedForm
      at={at}
      deed="close-case"
      choices={{
        reason: [
          ...(at.head.kind === "question"
            ? [{ value: "answered", label: "The question is answered" }]
            : []),
          ...(at.head.kind === "live-incident"
            ? [{ value: "redirected", label: "They were told where to turn" }]
            : []),
          { value: "resolved", label: "Resolved" },
          { value: "not-relevant", label: "Not relevant" },
          { value: "duplicate", label: "Duplicate of another case" },
          { value: "accepted-risk", label: "Accepted risk" },
          { value: "reporter-unreachable", label: "The reporter is out of reach" },
          { value: "reporter-opted-out", label: "The reporter wants no answer" },
        ],
      }}
      values={{ reason: at.facts.relevancy === "not-relevant" ? "not-relevant" : "resolved" }}
    />
  );
}

export function ReopenForm({ at }: Props) {
  return <DeedForm at={at} deed="reopen-case" look="secondary" />;
}
