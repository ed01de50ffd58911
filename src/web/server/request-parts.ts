/** What the foundation keeps with a request and a route, declared for Fastify's types. */
import type { Actor } from "../../core/people/actor.ts";
import type { Refusal } from "../../core/refusal.ts";
import type { SentProof } from "./proof-in-form.ts";
import type { SentForm, UploadLimits } from "./sent-form.ts";

declare module "fastify" {
  interface FastifyRequest {
    sentForm: SentForm | null;
    /** The second proof that came with the form; no handler sees it. */
    sentProof: SentProof | null;
    /** Why that proof did not fit. */
    proofRefusal: Refusal | null;
    /** This browser's form secret, also where it is only being given now. */
    formSecret: string | null;
    staff: Promise<Actor | undefined> | null;
    outsider: Promise<Actor | undefined> | null;
  }
  interface FastifyContextConfig {
    /** Set on a route whose form sends files. */
    upload?: UploadLimits;
    /**
     * A form that cannot be taken is read all the same, without its files, so that its handler
     * (`triedFormOf`) can show the words again: nobody writes a long report twice.
     */
    keepsWords?: boolean;
    /** A page of the console that takes the notes of its frame in its own transaction (console-notes.ts). */
    takesNotes?: boolean;
    /** Asked by a page on its own: it is nobody's sign of life, and keeps no session. */
    onlyLooks?: boolean;
    /** A route of the resumable upload protocol: its own header stands for the form's token. */
    resumable?: boolean;
  }
}
