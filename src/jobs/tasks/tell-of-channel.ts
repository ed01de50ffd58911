/** Tells administrators and leads by mail that a way in is down, and when it works again. */
import { channelNews, isChannelNews } from "../../mail/templates/channel-news.ts";
import { subjectOf, type Task } from "../task-context.ts";
import { tellHouse } from "../tell-house.ts";

export const tellOfChannel: Task = async (on, job) => {
  const page = `${on.context.baseUrl}/console/due#channels`;
  await tellHouse(on, subjectOf(job), ({ type: what, at, body }, words) => {
    const { channel, since } = body;
    if (!isChannelNews(what) || typeof channel !== "string" || typeof since !== "string") {
      return undefined;
    }
    return channelNews({ ...words, what, channel, since: new Date(since), at, page });
  });
};
