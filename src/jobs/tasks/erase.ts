/** Carries out an erasure that was approved. */
import { erase as carryOut } from "../../actions/retention/erase.ts";
import { caseOf, subjectOf, type Task } from "../task-context.ts";

export const erase: Task = async ({ context, log }, job) => {
  const actor = { kind: "system", task: "erase" } as const;
  const [caseId, erasureId] = [caseOf(job), subjectOf(job)];
  const { filesRemoved } = await carryOut.run(context, actor, { caseId, erasureId });
  log.info({ caseId, erasureId, filesRemoved }, "an erasure was looked after");
};
