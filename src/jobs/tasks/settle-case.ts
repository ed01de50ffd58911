/** Brings a case's clocks and head up to date after a party's own deed. */
import { settleCase as settle } from "../../actions/messages/settle-case.ts";
import { caseOf, subjectOf, type Task } from "../task-context.ts";

export const settleCase: Task = async ({ context }, job) => {
  const actor = { kind: "system", task: "settle-case" } as const;
  await settle.run(context, actor, { caseId: caseOf(job), eventId: subjectOf(job) });
};
