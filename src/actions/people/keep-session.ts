/** Keeps a session in use from running out, at a page that staff open a while after the last. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { sessionHash } from "../../store/people/session-reader.ts";
import { touchSession } from "../../store/people/session-writer.ts";
import { defineAction } from "../action.ts";

export const keepSession = defineAction({
  deed: "keep-session",
  title: "Stay signed in",
  summary: "Keeps a session in use from running out.",
  path: null,
  input: z.object({ token: z.string().max(64).meta({ title: "Session" }) }),
  async run(context, actor, { token }) {
    permit(actor, "keep-session");
    await context.transaction(actor, (tx) =>
      touchSession(context, tx, sessionHash(context, token)),
    );
    return {};
  },
});
