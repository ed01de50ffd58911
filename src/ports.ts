/** Looks at ports before the long start begins, and says in a sentence why one cannot be had. */
import { type AddressInfo, createServer } from "node:net";
import { Refusal } from "./core/refusal.ts";
import { isErrno } from "./store/server/files.ts";

/** The port, or a free one for 0. Refuses with server.port-taken. */
export function mustBeFree(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => reject(listenError(error, host, port, "PORT")));
    server.listen(port, host, () => {
      const { port: found } = server.address() as AddressInfo;
      server.close(() => resolve(found));
    });
  });
}

export function listenError(error: unknown, host: string, port: number, setting: string): unknown {
  if (!isErrno(error, "EADDRINUSE", "EACCES", "EADDRNOTAVAIL")) return error;
  return new Refusal("server.port-taken", { host, port, setting }, { cause: error });
}
