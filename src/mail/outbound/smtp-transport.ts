/** Sends mail by SMTP through the organisation's mail server. Never retries: the job that calls it does. */
import { createTransport } from "nodemailer";
import { MailNotSent, type MailTransport, type SendResult } from "./transport.ts";

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (port 465); else STARTTLS where `requireTls` or the server offers it. */
  readonly secure: boolean;
  readonly requireTls: boolean;
  readonly auth?: { readonly user: string; readonly password: string };
  /** Signs in with OAuth 2 (XOAUTH2); `renew` is true after the last token was refused. */
  readonly oauth2?: {
    readonly user: string;
    readonly accessToken: (renew: boolean) => Promise<string>;
  };
  /** A certificate authority of one's own, as PEM. */
  readonly ca?: string;
  readonly timeoutMs?: number;
}

export function smtpTransport(settings: SmtpSettings): MailTransport & { close(): void } {
  const timeout = settings.timeoutMs ?? 60_000;
  const mailer = createTransport({
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    requireTLS: settings.requireTls,
    ...(settings.auth ? { auth: { user: settings.auth.user, pass: settings.auth.password } } : {}),
    ...(settings.oauth2 ? { auth: { type: "OAuth2", user: settings.oauth2.user } } : {}),
    ...(settings.ca === undefined ? {} : { tls: { ca: settings.ca } }),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  const { oauth2 } = settings;
  if (oauth2) {
    mailer.set("oauth2_provision_cb", (_user, renew, answer) => {
      oauth2.accessToken(renew).then(
        (token) => answer(null, token),
        (error: Error) => answer(error),
      );
    });
  }
  return {
    send: async ({ raw, from, to, reportAs }) => {
      try {
        const envelope = { from, to: [...to] };
        const dsn = reportsUnder(from === "" ? undefined : reportAs, to);
        return toResult(await mailer.sendMail({ envelope, ...dsn, raw: Buffer.from(raw) }));
      } catch (error) {
        throw toNotSent(error);
      }
    },
    close: () => mailer.close(),
  };
}

/** The header alone comes back: a report must not carry our letter through other servers again. */
function reportsUnder(id: string | undefined, to: readonly string[]) {
  const [recipient] = to;
  // The original recipient is told once for all of them.
  if (id === undefined || recipient === undefined || to.length > 1) return {};
  const notify: ("success" | "failure" | "delay")[] = ["success", "failure", "delay"];
  return { dsn: { id, return: "headers" as const, notify, recipient } };
}

interface Sent {
  readonly accepted?: readonly (string | { address: string })[];
  readonly rejectedErrors?:
    | readonly { recipient?: string | undefined; response?: string | undefined }[]
    | undefined;
  readonly rejected?: readonly (string | { address: string })[];
  readonly response?: string;
}

function toResult(sent: Sent): SendResult {
  const address = (each: string | { address: string }) =>
    typeof each === "string" ? each : each.address;
  const reasons = sent.rejectedErrors ?? [];
  return {
    accepted: (sent.accepted ?? []).map(address),
    rejected: (sent.rejected ?? []).map(address).map((each) => ({
      address: each,
      response: reasons.find((reason) => reason.recipient === each)?.response ?? "",
    })),
    response: sent.response ?? "",
  };
}

function toNotSent(error: unknown): MailNotSent {
  const { responseCode, response, code, originalCode, message } = error as {
    responseCode?: number;
    response?: string;
    code?: string;
    originalCode?: string;
    message?: string;
  };
  // A 5xx to the recipient or the message is the server's last word. One to our password or to TLS
  // (530 as well) is a setting of ours to mend: the message can wait.
  const aboutMessage = code === "EENVELOPE" || code === "EMESSAGE";
  const permanent =
    aboutMessage && responseCode !== undefined && responseCode >= 500 && responseCode !== 530;
  return new MailNotSent(
    permanent ? "mail-send.permanent" : "mail-send.temporary",
    responseCode ?? null,
    (response ?? code ?? "no answer").slice(0, 500),
    responseCode === undefined && brokeOff(originalCode ?? code, message ?? ""),
  );
}

/** Whether a connection that stood went away; one that never stood took nothing. */
function brokeOff(code: string | undefined, message: string): boolean {
  const lost = ["SOCKET_TIMEOUT", "ECONNRESET", "EPIPE"];
  return lost.includes(code ?? "") || message === "Connection closed unexpectedly";
}
