/**
 * The next mail server of the check, as bad as real ones are: it puts mail off, breaks the line after
 * it took a mail, answers late. Keeps an account of every mail that it took and of how it said so.
 */
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { SeededRandom } from "../crash/seeded-random.ts";

/** One taking of one mail. From `takenAt` on the mail is with the recipient, whatever was answered. */
export interface Arrival {
  readonly mailId: string;
  readonly to: string;
  /** Milliseconds of the run's clock. */
  readonly takenAt: number;
  /** Whether the line was broken in place of an answer. */
  readonly cut: boolean;
}

export interface FaultySink {
  readonly port: number;
  readonly arrivals: readonly Arrival[];
  /** How many mails it put off with 451, and took nothing of. */
  putOff(): number;
  /** Is told of the next mail that it took, before that is answered; once. */
  onNextTaken(deed: () => void): void;
  close(): Promise<void>;
}

const shares = { putOff: 0.04, cut: 0.03, late: 0.25 };
const lateMsMax = 200;

export async function startFaultySink(random: SeededRandom): Promise<FaultySink> {
  const arrivals: Arrival[] = [];
  let putOff = 0;
  let tell: (() => void) | undefined;
  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession) => {
    const raw = await bytesOf(stream);
    if (random.next() < shares.putOff) {
      putOff += 1;
      return "put-off" as const;
    }
    const cut = random.next() < shares.cut;
    const to = session.envelope.rcptTo[0]?.address ?? "";
    arrivals.push({ mailId: mailIdOf(raw), to, takenAt: performance.now(), cut });
    tell?.();
    tell = undefined;
    if (random.next() < shares.late) await pause(random.between(0, lateMsMax));
    return cut ? ("cut" as const) : ("taken" as const);
  };
  const server = serverOf(take);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    arrivals,
    putOff: () => putOff,
    onNextTaken: (deed) => {
      tell = deed;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

type Take = (
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
) => Promise<"put-off" | "cut" | "taken">;

function serverOf(take: Take): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, answer) {
      const taking = take(stream, session).catch(() => "broken" as const);
      void taking.then((how) => {
        // Parley was killed in the middle of it: half a mail is none, and nobody waits for an answer.
        if (how === "broken") return answer();
        if (how === "taken") return answer();
        // The mail is taken, and whoever sent it never learns that: the line breaks.
        if (how === "cut") return breakLine(server, session);
        answer(Object.assign(new Error("4.3.0 Try again later"), { responseCode: 451 }));
      });
    },
  });
  // Parley is killed in the middle of conversations: that is what the check is for.
  server.on("error", () => {});
  return server;
}

/** smtp-server tells no session's socket; its connections are found by the session's id. */
function breakLine(server: SMTPServer, { id }: SMTPServerSession): void {
  for (const connection of server.connections) {
    if (connection.session.id === id) connection._socket.destroy();
  }
}

async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function mailIdOf(raw: Buffer): string {
  return /^Message-ID:\s*(<[^>]+>)/im.exec(raw.toString("latin1"))?.[1] ?? "none";
}
