/** The frame of a deed on a publication: the case's frame, and the publication in a state that allows it. */
import type { Actor } from "../../core/people/actor.ts";
import type { Deed } from "../../core/people/deeds.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import {
  type PublicationState,
  type PublicationView,
  publicationOf,
} from "../../store/publications/reader.ts";
import { type Desk, onCase } from "../on-case.ts";

export async function onPublication<T>(
  context: Context,
  actor: Actor,
  deed: Deed,
  which: {
    caseId: string;
    publicationId: string;
    in: readonly PublicationState[];
    /** The version that the actor read; refused with advisory.changed where it is another now. */
    seen?: string | undefined;
  },
  work: (desk: Desk & { publication: PublicationView }) => Promise<T>,
): Promise<T> {
  return onCase(context, actor, deed, which.caseId, async (desk) => {
    const publication = await publicationOf(context, desk.tx, which.publicationId);
    if (publication?.caseId !== which.caseId) throw new Refusal("access.not-found");
    if (!which.in.includes(publication.state)) {
      const { number, state } = publication;
      throw new Refusal("advisory.wrong-state", { number, state });
    }
    if (which.seen !== undefined && which.seen !== publication.lastEventId) {
      throw new Refusal("advisory.changed", { number: publication.number });
    }
    return work({ ...desk, publication });
  });
}
