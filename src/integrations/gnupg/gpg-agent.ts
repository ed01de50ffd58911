/**
 * Asks GnuPG for session keys, so that a private key can stay in a gpg-agent or on a smart card.
 * Hands over the packets that name recipients and never any content; takes no private key.
 */
import { execFile } from "node:child_process";
import type { ClosedMessage, GivenSessionKey } from "../../formats/mail/open-session-key.ts";

export interface GpgAgentSettings {
  /** The GnuPG home directory whose agent holds the keys. */
  readonly home: string;
  readonly deadlineMs?: number;
}

/**
 * The session key of a message, or null where the agent holds no key for it. Rejects where gpg
 * cannot be run, or the agent refuses (a passphrase that nobody can type, a card that is not in).
 */
export function gpgAgent({ home, deadlineMs = 20_000 }: GpgAgentSettings) {
  return async (closed: ClosedMessage): Promise<GivenSessionKey | null> => {
    const status = await runGpg(home, withEmptyData(closed.packets), deadlineMs);
    const [, algorithm, hex] =
      /^\[GNUPG:\] SESSION_KEY (\d{1,3}):([0-9A-F]{32,64})$/m.exec(status) ?? [];
    if (algorithm !== undefined && hex !== undefined) {
      return { id: closed.id, algorithm: Number(algorithm), key: Buffer.from(hex, "hex") };
    }
    if (/^\[GNUPG:\] NO_SECKEY /m.test(status) && !status.includes("pkdecrypt_failed")) return null;
    throw new Error("the gpg-agent did not decrypt a session key");
  };
}

/**
 * gpg names a session key once there is data to decrypt with it: a packet of protected data (tag
 * 18, version 1) without any, so that gpg finds the key and nothing behind it.
 */
function withEmptyData(packets: Uint8Array): Buffer {
  return Buffer.concat([packets, Buffer.from([0xd2, 41, 1]), Buffer.alloc(40)]);
}

const options = [
  "--batch",
  "--no-tty",
  "--no-auto-key-locate",
  "--disable-dirmngr",
  // Nobody sits at the server: what the agent does not remember, nobody could type in time.
  "--pinentry-mode",
  "cancel",
  "--status-fd",
  "2",
  "--show-session-key",
  "--decrypt",
];

/** What gpg writes as its status; that the empty data does not decrypt is no failure here. */
function runGpg(home: string, input: Uint8Array, deadlineMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      "gpg",
      ["--homedir", home, ...options],
      { timeout: deadlineMs, maxBuffer: 1024 * 1024, env: { PATH: process.env.PATH, LC_ALL: "C" } },
      (error, _stdout, stderr) => {
        // A number is gpg's own answer; a text is what kept it from starting or ending.
        if (error && typeof error.code !== "number") reject(new Error("gpg could not be run"));
        else resolve(stderr);
      },
    );
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}
