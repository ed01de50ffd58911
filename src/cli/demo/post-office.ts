/** Hands mail in at the running Parley: by LMTP as a mail server would, or through the command line's socket. */
import { createTransport } from "nodemailer";
import { fromServer, type Surroundings } from "../surroundings.ts";
import { NotSeen } from "./stage.ts";

export interface LmtpServer {
  readonly host: string;
  readonly port: number;
}

export interface Letter {
  readonly raw: Uint8Array;
  readonly from: string;
  readonly to: string;
}

/** Resolves with what was answered; then the letter is on the disk. */
export type HandIn = (letter: Letter) => Promise<string>;

export function byLmtp({ host, port }: LmtpServer): HandIn {
  return async ({ raw, from, to }) => {
    const transport = createTransport({
      host,
      port,
      lmtp: true,
      ignoreTLS: true,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      const info = await transport.sendMail({ envelope: { from, to }, raw: Buffer.from(raw) });
      if (info.rejected.length > 0) throw new NotSeen(`LMTP refused the mail: ${info.response}`);
      return `LMTP ${host}:${port} answered: ${info.response}`;
    } finally {
      transport.close();
    }
  };
}

export function bySocket(around: Surroundings): HandIn {
  return async ({ raw }) => {
    const body = { type: "message/rfc822", bytes: raw };
    const taken = await fromServer(around, { method: "POST", path: "/command-line/mail", body });
    return `taken and sealed at ${String(taken.receivedAt)}`;
  };
}
