/** Looks at files in a thread of its own, with a deadline: a file that overruns it stays unshown. */
import { kindOfContent } from "../../core/attachments/content-kind.ts";
import type { BytesAtHand } from "../../formats/attachments/list-archive.ts";
import { makeWorkerThread, WorkerCallError, workerUrl } from "../../lib/worker-thread.ts";
import type { WholeLook } from "./file-worker.ts";

export interface FileInspector {
  /** Never rejects for what a file is: one that breaks its reader comes back without a preview. */
  look(name: string, at: BytesAtHand): Promise<WholeLook>;
  close(): Promise<void>;
}

/** How much of a file is looked at: its beginning, and of a larger one its end. */
export const headBytesMax = 48 * 1024 * 1024;
export const tailBytesMax = 8 * 1024 * 1024;

/** Starts the thread with the first call. */
export function fileInspector({ deadlineMs = 60_000, memoryMb = 512 } = {}): FileInspector {
  const url = workerUrl("file-worker", import.meta.url);
  const thread = makeWorkerThread({ url, deadlineMs, memoryMb });
  return {
    look: (name, at) =>
      thread.call<WholeLook>("look", name, at).catch((error: unknown) => {
        const broken = error instanceof WorkerCallError && error.outcome !== "closed";
        if (!broken) throw error;
        return unread(name, at);
      }),
    close: () => thread.close(),
  };
}

function unread(name: string, { head }: BytesAtHand): WholeLook {
  return {
    type: "application/octet-stream",
    kind: kindOfContent(head),
    mismatch: null,
    words: [],
    preview: null,
    problem: "unreadable",
    text: { pieces: [], unread: [{ place: name, why: "damaged" }] },
  };
}
