/**
 * As much of an IMAP server as reading a mailbox needs (RFC 9051): one mailbox, sign-in by password or
 * XOAUTH2, SEARCH, FETCH, STORE, EXPUNGE, MOVE and IDLE. Can break a connection where a test says so.
 */
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";

export interface KeptMail {
  readonly uid: number;
  readonly raw: Buffer;
  deleted?: boolean;
}

export interface ImapServer {
  readonly port: number;
  readonly inbox: KeptMail[];
  readonly moved: Map<string, Buffer[]>;
  /** Every command line, without the secret of a sign-in. */
  readonly commands: string[];
  uidValidity: number;
  deliver(raw: string | Buffer): void;
  /** Cuts every connection, now. */
  cut(): void;
  /** Cuts the connection at the next command that matches. */
  cutAt(pattern: RegExp): void;
  close(): Promise<void>;
}

export interface ImapServerOptions {
  readonly user?: string;
  readonly password?: string;
  /** Tokens that are good; any other is refused. */
  readonly tokens?: readonly string[];
  /** TLS from the first byte. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

export async function imapServer(options: ImapServerOptions = {}): Promise<ImapServer> {
  const sockets = new Set<Socket>();
  const idling = new Set<Socket>();
  let uidNext = 1;
  let cutPattern: RegExp | undefined;
  const welcome = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => {
      sockets.delete(socket);
      idling.delete(socket);
    });
    socket.on("error", () => {});
    serve(socket);
  };
  const server = options.tls ? createTlsServer(options.tls, welcome) : createServer(welcome);
  const state: ImapServer = {
    port: 0,
    inbox: [],
    moved: new Map(),
    commands: [],
    uidValidity: 77,
    deliver(raw) {
      state.inbox.push({ uid: uidNext, raw: Buffer.from(raw) });
      uidNext += 1;
      for (const socket of idling) socket.write(`* ${state.inbox.length} EXISTS\r\n`);
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    cutAt(pattern) {
      cutPattern = pattern;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };

  function serve(socket: Socket): void {
    let buffer = "";
    let idleTag: string | undefined;
    socket.write("* OK ready\r\n");
    const idle = (line: string) => {
      [idleTag] = line.split(" ");
      idling.add(socket);
      state.commands.push("IDLE");
      socket.write(`+ idling\r\n* ${state.inbox.length} EXISTS\r\n`);
    };
    const done = () => {
      idling.delete(socket);
      socket.write(`${idleTag} OK done\r\n`);
      idleTag = undefined;
    };
    const hear = (line: string) => {
      if (line === "DONE" && idleTag !== undefined) done();
      else if (/ IDLE$/i.test(line)) idle(line);
      else if (line !== "") answer(socket, line);
    };
    socket.on("data", (chunk) => {
      buffer += chunk.toString("latin1");
      const lines = buffer.split("\r\n");
      buffer = lines.pop() ?? "";
      for (const line of lines) hear(line);
    });
  }

  function answer(socket: Socket, line: string): void {
    const [tag = "", ...words] = line.split(" ");
    const command = words.join(" ");
    state.commands.push(command.replace(/^(LOGIN|AUTHENTICATE).*/i, "$1"));
    if (cutPattern?.test(command)) {
      cutPattern = undefined;
      socket.destroy();
      return;
    }
    const lines = handle(command);
    const last = lines.pop() ?? "OK done";
    for (const each of lines) socket.write(typeof each === "string" ? `${each}\r\n` : each);
    socket.write(`${tag} ${last}\r\n`);
  }

  function handle(command: string): (string | Buffer)[] {
    const name = (/^(UID )?\w+/i.exec(command)?.[0] ?? "").toUpperCase();
    const found = handlers[name];
    return found ? found(command) : ["BAD unknown command"];
  }

  const inRange = (text: string) => {
    const [from = "", to = from] = text.split(":");
    const highest = Math.max(0, ...state.inbox.map(({ uid }) => uid));
    const number = (each: string) => (each === "*" ? highest : Number(each));
    const [low, high] = [number(from), number(to)].sort((a, b) => a - b);
    return state.inbox.filter(({ uid }) => uid >= (low ?? 0) && uid <= (high ?? 0));
  };
  const remove = (mail: KeptMail) => {
    const at = state.inbox.indexOf(mail);
    state.inbox.splice(at, 1);
    return `* ${at + 1} EXPUNGE`;
  };
  const select = () => [
    "* FLAGS (\\Seen \\Deleted)",
    `* ${state.inbox.length} EXISTS`,
    `* OK [UIDVALIDITY ${state.uidValidity}] ok`,
    `* OK [UIDNEXT ${uidNext}] ok`,
    "OK [READ-WRITE] selected",
  ];
  const handlers: Readonly<Record<string, (command: string) => (string | Buffer)[]>> = {
    CAPABILITY: () => ["* CAPABILITY IMAP4rev1 IDLE MOVE UIDPLUS AUTH=XOAUTH2 SASL-IR", "OK done"],
    NOOP: () => ["OK done"],
    LOGOUT: () => ["* BYE", "OK done"],
    ID: () => ["* ID NIL", "OK done"],
    NAMESPACE: () => ['* NAMESPACE (("" "/")) NIL NIL', "OK done"],
    LIST: (command) => [
      command === 'LIST "" ""' ? '* LIST (\\Noselect) "/" ""' : '* LIST () "/" INBOX',
      "OK done",
    ],
    LSUB: () => ['* LSUB () "/" INBOX', "OK done"],
    LOGIN: (command) => {
      const [, user, password] = /^LOGIN "?([^" ]+)"? "?([^" ]+)"?/i.exec(command) ?? [];
      const good = user === options.user && password === options.password;
      return [good ? "OK in" : "NO [AUTHENTICATIONFAILED] no"];
    },
    AUTHENTICATE: (command) => {
      const [, text = ""] = /^AUTHENTICATE \S+ (\S+)/i.exec(command) ?? [];
      const said = Buffer.from(text, "base64").toString();
      const good = options.tokens?.some((token) => said.includes(`auth=Bearer ${token}\x01`));
      return [good ? "OK in" : "NO [AUTHENTICATIONFAILED] no"];
    },
    SELECT: select,
    EXAMINE: select,
    "UID SEARCH": (command) => {
      const range = /UID (\S+)$/i.exec(command.slice(4))?.[1] ?? "1:*";
      return [
        `* SEARCH ${inRange(range)
          .map(({ uid }) => uid)
          .join(" ")}`.trim(),
        "OK done",
      ];
    },
    "UID FETCH": (command) => {
      const [, range = "", what = ""] = /^UID FETCH (\S+) (.*)$/i.exec(command) ?? [];
      const lines = inRange(range).map(({ uid, raw }) => {
        const at = state.inbox.findIndex((mail) => mail.uid === uid) + 1;
        const size = /RFC822\.SIZE/i.test(what) ? ` RFC822.SIZE ${raw.length}` : "";
        const section = /BODY\.PEEK\[([^\]]*)\]/i.exec(what)?.[1];
        if (section === undefined) return Buffer.from(`* ${at} FETCH (UID ${uid}${size})\r\n`);
        const asked = sectionOf(raw, section);
        return Buffer.concat([
          Buffer.from(`* ${at} FETCH (UID ${uid}${size} BODY[${section}] {${asked.length}}\r\n`),
          asked,
          Buffer.from(")\r\n"),
        ]);
      });
      return [...lines, "OK done"];
    },
    "UID STORE": (command) => {
      const [, range = ""] = /^UID STORE (\S+)/i.exec(command) ?? [];
      for (const mail of inRange(range)) mail.deleted = true;
      return ["OK done"];
    },
    "UID EXPUNGE": () => [...state.inbox.filter(({ deleted }) => deleted).map(remove), "OK done"],
    EXPUNGE: () => [...state.inbox.filter(({ deleted }) => deleted).map(remove), "OK done"],
    "UID MOVE": (command) => {
      const [, range = "", to = ""] = /^UID MOVE (\S+) "?([^"]+)"?/i.exec(command) ?? [];
      const lines = inRange(range).map((mail) => {
        state.moved.set(to, [...(state.moved.get(to) ?? []), mail.raw]);
        return remove(mail);
      });
      return [...lines, "OK done"];
    },
  };

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(state, { port: (server.address() as AddressInfo).port });
}

/** RFC 9051 section 6.4.5.1: the whole mail, its header, or some fields of that. */
function sectionOf(raw: Buffer, section: string): Buffer {
  if (!/^HEADER/i.test(section)) return raw;
  const end = raw.indexOf("\r\n\r\n");
  const header = raw.subarray(0, end < 0 ? raw.length : end + 4).toString("latin1");
  const names = /\(([^)]*)\)/.exec(section)?.[1]?.toLowerCase().split(" ");
  if (!names) return Buffer.from(header, "latin1");
  const fields = header.split(/\r\n(?![ \t])/);
  const kept = fields.filter((line) => names.includes(line.split(":")[0]?.toLowerCase() ?? ""));
  return Buffer.from([...kept, "", ""].join("\r\n"), "latin1");
}
