/** Notes on messages when their party first read them in the portal. */
import { noteReading as note } from "../../actions/messages/note-reading.ts";
import { caseOf, subjectOf, type Task } from "../task-context.ts";

export const noteReading: Task = async ({ context }, job) => {
  const actor = { kind: "system", task: "note-reading" } as const;
  await note.run(context, actor, { caseId: caseOf(job), eventId: subjectOf(job) });
};
