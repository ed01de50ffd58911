/** Ends the session of the browser that asks. Signing out twice is no error. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { sessionHash } from "../../store/people/session-reader.ts";
import { deleteSession } from "../../store/people/session-writer.ts";
import { defineAction } from "../action.ts";

export const signOut = defineAction({
  deed: "sign-out",
  title: "Sign out",
  summary: "Ends the session of this browser.",
  path: null,
  input: z.object({ token: z.string().max(64).meta({ title: "Session" }) }),
  async run(context, actor, { token }) {
    permit(actor, "sign-out");
    if (actor.kind !== "staff") return { ended: false };
    return context.transaction(actor, async (tx) => {
      const ended = await deleteSession(tx, actor.id, sessionHash(context, token));
      if (ended) {
        await appendHouseEvent(context, tx, {
          type: "session.ended",
          body: { personId: actor.id },
        });
      }
      return { ended };
    });
  },
});
