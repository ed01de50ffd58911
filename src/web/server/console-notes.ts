/**
 * What every page of the console tells besides its own matter: counts beside the navigation, banners
 * above the page. All is read in one transaction before the page, or in the page's own.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Tx } from "../../store/transaction.ts";
import { findStaff, type Staff } from "./actor-of.ts";
import type { WebContext } from "./web-context.ts";

export interface Noting {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly staff: Staff;
  readonly web: WebContext;
}

/** Reads what one part of the frame says, and keeps it with the request. */
export type Note = (tx: Tx, at: Noting) => Promise<void>;

const notesOf = new WeakMap<FastifyInstance["server"], Note[]>();

export function addNote(app: FastifyInstance, note: Note): void {
  notesOf.set(app.server, [...(notesOf.get(app.server) ?? []), note]);
}

/** Called once by the builder. */
export function addConsoleNotes(app: FastifyInstance, web: WebContext): void {
  app.addHook("preHandler", async (request, reply) => {
    if (!/^\/console(?:[/?]|$)/.test(request.url)) return;
    if (request.routeOptions.config.takesNotes) return;
    const staff = await findStaff(request);
    if (!staff) return;
    const at = { request, reply, staff, web };
    await web.context.transaction(staff, (tx) => takeNotes(tx, at));
  });
}

/** For a page whose route says `takesNotes`: asked beside its own questions, they cost no message more. */
export async function takeNotes(tx: Tx, at: Noting): Promise<void> {
  const notes = notesOf.get(at.request.server.server) ?? [];
  await Promise.all(notes.map((note) => note(tx, at)));
}
