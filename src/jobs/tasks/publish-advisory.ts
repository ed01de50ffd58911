/** Publishes what a person released. Running again changes nothing more. */
import { publish } from "../publishing/publish.ts";
import { publisherOf } from "../publishing/publisher-of.ts";
import { subjectOf, type Task } from "../task-context.ts";

export const publishAdvisory: Task = async (on, job) => {
  await publish(await publisherOf(on), subjectOf(job));
};
