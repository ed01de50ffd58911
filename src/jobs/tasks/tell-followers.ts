/**
 * Tells those who reported later what was known already how the work on it goes on, and those of whose
 * report a part was split off how the work on that part does: each in their own case,
 * by its own letter, guard and key. Of the earlier case nothing goes along but the step, its dates and whether
 * it is published and mended by now: what is asked of them ends with that.
 */
import { noteEarlierNews } from "../../actions/links/note-earlier-news.ts";
import { newsOf } from "../../core/cases/earlier-news.ts";
import { derivedId } from "../../lib/derived-id.ts";
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import type { Context } from "../../store/context.ts";
import { eventOf } from "../../store/events/reader.ts";
import { splitFromOf } from "../../store/links/parts-reader.ts";
import { followersOf } from "../../store/links/reader.ts";
import { caseOf, subjectOf, type Task } from "../task-context.ts";
import { endsOfCase } from "./ends-of-case.ts";

const actor = { kind: "system", task: "tell-followers" } as const;

export const tellFollowers: Task = async ({ context }, job) => {
  const [caseId, eventId] = [caseOf(job), subjectOf(job)];
  const { followers, firsts, news } = await found(context, caseId, eventId);
  if (!news) return;
  for (const follower of followers) {
    // Derived, so that the record of one case names nothing of another.
    const source = derivedId("earlier-news", eventId, follower);
    await noteEarlierNews.run(context, actor, { caseId: follower, source, ...news });
  }
  for (const { caseId: first, part } of firsts) {
    const source = derivedId("part-news", eventId, first);
    await noteEarlierNews.run(context, actor, { caseId: first, source, part, ...news });
  }
};

async function found(context: Context, caseId: string, eventId: string) {
  return context.transaction(actor, async (tx) => {
    const event = await eventOf(tx, eventId);
    const followers = event ? await followersOf(tx, caseId) : [];
    const firsts = event ? await splitFromOf(tx, caseId) : [];
    if (!event || followers.length + firsts.length === 0) {
      return { followers, firsts, news: undefined };
    }
    // A conclusion that was taken back meanwhile is told to nobody.
    const { decisionId } = event.body;
    const all = decisionId ? await decisionsOf(context, tx, caseId) : [];
    const stands = all.every((each) => each.decisionId !== decisionId || each.standing === null);
    const news = stands ? newsOf(event) : undefined;
    if (!news) return { followers, firsts, news };
    // News that are passed on say it of the case where the work is done; this one is not published itself.
    const isPassedOn = event.type === "earlier.progressed";
    const ends = isPassedOn ? {} : await endsOfCase(context, tx, caseId);
    return { followers, firsts, news: { ...news, ...ends } };
  });
}
