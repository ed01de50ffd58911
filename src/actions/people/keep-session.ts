/** Keeps a session in use from running out, and tells whose it is. Part of every page that staff open. */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { namesOf } from "../../store/people/reader.ts";
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
    return context.transaction(actor, async (tx) => {
      await touchSession(context, tx, sessionHash(context, token));
      const id = staffIdOf(actor);
      return { name: (await namesOf(context, tx, [id])).get(id) ?? "" };
    });
  },
});
