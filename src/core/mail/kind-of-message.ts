/** How much a message of ours gives away, and what of it a policy lets out in plain. Reads no words. */
import { isLetterName, letterTemplates } from "../letters/letter-catalogue.ts";
import type { Policy } from "../policy/policy.ts";
import type { ContentKind } from "./may-leave.ts";

/** `tells` is what a colleague said of it; what is no letter of ours counts as secret. */
export function kindOf(template: string, { tells }: { readonly tells?: ContentKind }): ContentKind {
  if (tells) return tells;
  return isLetterName(template) ? letterTemplates[template].says : "secret";
}

export function plainKindsOf({ channels }: Pick<Policy, "channels">): readonly ContentKind[] {
  return channels.plainReplies === "never" ? [] : channels.plainKinds;
}
