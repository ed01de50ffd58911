/** Every task by its name: one line each, one file each in tasks/. */
import type { TaskName } from "../store/outbox/tasks.ts";
import type { Task } from "./task-context.ts";
import { publishAdvisory } from "./tasks/publish-advisory.ts";
import { settleCase } from "./tasks/settle-case.ts";

export const tasks: Readonly<Partial<Record<TaskName, Task>>> = {
  "publish-advisory": publishAdvisory,
  "settle-case": settleCase,
};
