/** Ends every session of one's own but the one that asks. */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { sessionHash } from "../../store/people/session-reader.ts";
import { deleteOtherSessions } from "../../store/people/session-writer.ts";
import { defineAction } from "../action.ts";

export const endOtherSessions = defineAction({
  deed: "end-other-sessions",
  title: "End all others",
  summary: "Ends every session of yours but this one.",
  // Which one asks is said by its cookie, so there is no way in but our own page.
  path: null,
  input: z.object({ session: z.string().max(64).meta({ title: "Session" }) }),
  async run(context, actor, { session }) {
    permit(actor, "end-other-sessions");
    const personId = staffIdOf(actor);
    return context.transaction(actor, async (tx) => {
      const ended = await deleteOtherSessions(tx, personId, sessionHash(context, session));
      const body = { personId, others: ended };
      await appendHouseEvent(context, tx, { type: "session.ended", body });
      return { ended };
    });
  },
});
