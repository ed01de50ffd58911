/** Ends one of one's own sessions, here or on another device. */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { deleteSession } from "../../store/people/session-writer.ts";
import { defineAction } from "../action.ts";

export const endSession = defineAction({
  deed: "end-session",
  title: "End this session",
  summary: "Ends one of your own sessions.",
  path: "/sessions/{sessionId}/end",
  input: z.object({
    sessionId: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "is not a session")
      .meta({ title: "Session" }),
  }),
  async run(context, actor, { sessionId }) {
    permit(actor, "end-session");
    const personId = staffIdOf(actor);
    return context.transaction(actor, async (tx) => {
      const ended = await deleteSession(tx, personId, Buffer.from(sessionId, "hex"));
      // Somebody else's session and none at all look the same.
      if (!ended) throw new Refusal("access.not-found");
      await appendHouseEvent(context, tx, { type: "session.ended", body: { personId } });
      return { ended };
    });
  },
});
