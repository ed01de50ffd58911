/** A reporter who has agreed to answers in plain mail. */
import { agreePlain } from "../../src/actions/sending/agree-plain.ts";
import type { TestContext } from "./context.ts";

export async function agreesToPlain(
  { context }: Pick<TestContext, "context">,
  { caseId, partyId }: { caseId: string; partyId: string },
): Promise<void> {
  const reporter = {
    kind: "outsider",
    id: partyId,
    role: "reporter",
    caseId,
    side: partyId,
  } as const;
  await agreePlain.run(context, reporter, { caseId, agree: "yes" });
}
