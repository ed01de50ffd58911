/**
 * Which facts hold of this installation under this policy (TH-20). A setting that the program does
 * not act on yet gives no fact: what is not enforced is not said.
 */
import type { Policy } from "../../../core/policy/policy.ts";

export type ProtectionPart =
  | "way-in"
  | "storing"
  | "access"
  | "replies"
  | "passing-on"
  | "publishing"
  | "keeping";

export type ProtectionFact =
  | "tls"
  | "own-key"
  | "plain-mail"
  | "no-script"
  | "no-visitor-log"
  | "unnamed"
  | "stored"
  | "sealed"
  | "clear"
  | "need-to-know"
  | "administrators"
  | "reads"
  | "chain"
  | "signed"
  | "encrypted"
  | "pointer"
  | "plain-agreed"
  | "not-forwarded"
  | "forwarded"
  | "identity-never"
  | "identity-permission"
  | "second-person"
  | "credit-asked"
  | "credit-unless"
  | "kept";

/** What of the installation, besides its policy, decides a fact. */
export type Installation = { readonly https: boolean; readonly hasKey: boolean };

type Part = { readonly part: ProtectionPart; readonly facts: readonly ProtectionFact[] };

/** The facts that hold, by part, in the order of a report's way. */
export function protectionFacts(policy: Policy, { https, hasKey }: Installation): readonly Part[] {
  const { thirdParty, reportForm, disclosure, recognition } = policy;
  const parts: readonly { part: ProtectionPart; facts: readonly (ProtectionFact | false)[] }[] = [
    {
      part: "way-in",
      facts: [
        https && "tls",
        hasKey && "own-key",
        "plain-mail",
        "no-script",
        "no-visitor-log",
        reportForm.receiptCode && "unnamed",
      ],
    },
    { part: "storing", facts: ["stored", "sealed", "clear"] },
    { part: "access", facts: ["need-to-know", "administrators", "reads", "chain"] },
    {
      part: "replies",
      facts: [hasKey && "signed", "encrypted", "pointer", answersPlain(policy) && "plain-agreed"],
    },
    {
      part: "passing-on",
      facts: [
        thirdParty.mayForward ? "forwarded" : "not-forwarded",
        thirdParty.mayForward &&
          (thirdParty.forwardIdentity === "never" ? "identity-never" : "identity-permission"),
      ],
    },
    {
      part: "publishing",
      facts: [
        disclosure.approvals.secondPerson && "second-person",
        recognition.default === "none-until-asked" ? "credit-asked" : "credit-unless",
      ],
    },
    { part: "keeping", facts: ["kept"] },
  ];
  return parts.map(({ part, facts }) => ({ part, facts: facts.filter((fact) => fact !== false) }));
}

/** Whether anything of the matter may leave unencrypted, with the reporter's word. */
function answersPlain({ channels }: Policy): boolean {
  return channels.plainReplies !== "never" && channels.plainKinds.length > 0;
}
