/**
 * Asks ClamAV's daemon about a file by its socket (INSTREAM, clamd(8)): the bytes go from memory to
 * the socket and are written nowhere by us. Never asks clamd to open a path.
 */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Verdict } from "../../core/attachments/file-findings.ts";

/** Where clamd listens. */
export type ClamavAddress =
  | { readonly path: string }
  | { readonly host: string; readonly port: number };

export interface FileScanner {
  /** Throws ScannerAway where there is no answer: the file then waits, it does not pass. */
  scan(chunks: AsyncIterable<Uint8Array>): Promise<Verdict>;
}

/** The scanner cannot be reached, went silent, or answered something that is no verdict. */
export class ScannerAway extends Error {
  override readonly name = "ScannerAway";
}

/** What stands for a scanner where none is configured. */
export const noScanner: FileScanner = {
  scan: async () => ({ outcome: "no-scanner" }),
};

/** `silenceMs`: for how long clamd may say nothing and take nothing. */
export function clamavScanner(address: ClamavAddress, silenceMs = 120_000): FileScanner {
  return {
    async scan(chunks) {
      const socket = connect(address);
      socket.setTimeout(silenceMs, () => socket.destroy(new Error("clamd is silent")));
      try {
        const answer = answerOf(socket);
        // Its failure is the answer's failure; alone it would end the process.
        answer.catch(() => undefined);
        await once(socket, "connect");
        await send(socket, chunks, answer);
        return verdictIn(await answer);
      } catch (error) {
        if (error instanceof ScannerAway) throw error;
        throw new ScannerAway("the virus scanner gave no answer", { cause: error });
      } finally {
        socket.destroy();
      }
    },
  };
}

/** Each chunk with its length before it (big-endian), a length of zero at the end. */
async function send(
  socket: Socket,
  chunks: AsyncIterable<Uint8Array>,
  answer: Promise<string>,
): Promise<void> {
  let answered = false;
  const done = answer.then(
    () => {
      answered = true;
    },
    () => {
      answered = true;
    },
  );
  const write = async (bytes: Uint8Array) => {
    if (!socket.write(bytes)) await Promise.race([once(socket, "drain"), done]);
  };
  await write(Buffer.from("zINSTREAM\0"));
  for await (const chunk of chunks) {
    // clamd answers before the end where the stream is longer than it takes (StreamMaxLength).
    if (answered) return;
    if (chunk.length === 0) continue;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    await write(length);
    await write(chunk);
  }
  if (!answered) await write(Buffer.alloc(4));
}

const answerBytesMax = 4096;

/** Everything up to the closing NUL byte. */
function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (text.includes("\0")) resolve(text.slice(0, text.indexOf("\0")));
      else if (text.length > answerBytesMax) reject(new Error("clamd does not stop talking"));
    });
    socket.on("error", reject);
    socket.on("close", () => (text ? resolve(text) : reject(new Error("clamd hung up"))));
  });
}

/** "stream: OK", "stream: Eicar-Signature FOUND", "INSTREAM size limit exceeded. ERROR". */
function verdictIn(answer: string): Verdict {
  const text = answer.trim();
  if (text === "stream: OK") return { outcome: "clean" };
  const found = /^stream: (.{1,200}) FOUND$/.exec(text);
  if (found) return { outcome: "infected", signature: found[1] ?? "" };
  if (/size limit exceeded/i.test(text)) return { outcome: "too-large" };
  throw new ScannerAway(`the virus scanner said: ${text.slice(0, 200)}`);
}
