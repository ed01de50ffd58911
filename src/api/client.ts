/** Asks the running server through its socket. Knows paths and bodies, and nothing of the database. */
import { request } from "node:http";

export interface ServerAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Nobody listens: Parley is not running on this data directory. */
export class ServerAway extends Error {
  override readonly name = "ServerAway";
}

export interface ServerRequest {
  readonly method: "GET" | "POST";
  readonly path: `/${string}`;
  readonly body?: { readonly type: string; readonly bytes: Uint8Array };
}

/** Throws ServerAway where no server listens on the socket. */
export function askServer(socketPath: string, asked: ServerRequest): Promise<ServerAnswer> {
  const { method, path, body } = asked;
  const headers = body && { "content-type": body.type, "content-length": body.bytes.length };
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, method, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8");
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text || "{}") });
      });
    });
    sent.on("error", (error: NodeJS.ErrnoException) => {
      const away = ["ENOENT", "ECONNREFUSED", "ENOTSOCK"].includes(error.code ?? "");
      reject(away ? new ServerAway("Parley is not running here.") : error);
    });
    sent.end(body?.bytes);
  });
}

export function jsonBody(value: object): NonNullable<ServerRequest["body"]> {
  return { type: "application/json", bytes: Buffer.from(JSON.stringify(value)) };
}
