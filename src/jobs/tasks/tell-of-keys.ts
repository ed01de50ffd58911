/**
 * Tells administrators and leads by mail what was done to our own keys, and when a published one
 * cannot be relied on: nobody puts another key in place in silence.
 */
import { type KeyProblem, keyProblems } from "../../core/keys/key-check.ts";
import { isKeyNews, keyNews } from "../../mail/templates/key-news.ts";
import type { EventView } from "../../store/events/reader.ts";
import { subjectOf, type Task } from "../task-context.ts";
import { tellHouse } from "../tell-house.ts";

export const tellOfKeys: Task = async (on, job) => {
  const page = `${on.context.baseUrl}/console/keys`;
  await tellHouse(on, subjectOf(job), (event, words) => {
    const { type: what, at } = event;
    return isKeyNews(what)
      ? keyNews({ ...words, what, about: aboutOf(event), at, page })
      : undefined;
  });
};

function aboutOf({ body }: EventView): string {
  if (typeof body.fingerprint === "string") return body.fingerprint;
  const problem = keyProblems[body.problem as KeyProblem] ?? "";
  return typeof body.place === "string" ? `${problem}\n${body.place}` : problem;
}
