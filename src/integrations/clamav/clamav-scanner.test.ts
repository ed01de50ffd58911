import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type ClamavAddress, clamavScanner, ScannerAway } from "./clamav-scanner.ts";

let server: Server | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  const closed = server && new Promise<void>((resolve) => server?.close(() => resolve()));
  server = undefined;
  await closed;
});

async function listening(serve: (socket: Socket) => void): Promise<ClamavAddress> {
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    serve(socket);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return { host: "127.0.0.1", port: (server.address() as AddressInfo).port };
}

/** A daemon that speaks the protocol; `answer` is asked at the stream's end, or it grew over `max`. */
function aDaemon(answer: (content: Buffer) => string, max = 1e9): Promise<ClamavAddress> {
  return listening((socket) => {
    let waiting = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk]);
      const heard = heardIn(waiting, max);
      if (heard) socket.end(`${typeof heard === "string" ? heard : answer(heard)}\0`);
    });
  });
}

/** The content once it is whole, an error of the daemon, or undefined while more is to come. */
function heardIn(bytes: Buffer, max: number): Buffer | string | undefined {
  const command = "zINSTREAM\0";
  if (bytes.length < command.length) return undefined;
  if (bytes.subarray(0, command.length).toString() !== command) return "UNKNOWN COMMAND";
  const parts: Buffer[] = [];
  for (let at = command.length; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
    if (at > max) return "INSTREAM size limit exceeded. ERROR";
  }
  return undefined;
}

async function* chunksOf(...texts: (string | Buffer)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

const harmful = (content: Buffer) =>
  content.includes("harmful") ? "stream: Test.Harmful-1 FOUND" : "stream: OK";

describe("a file on its way through the scanner's socket", () => {
  test("passes where nothing is found, and arrives whole", async () => {
    let seen = "";
    const address = await aDaemon((content) => {
      seen = content.toString();
      return harmful(content);
    });
    const verdict = await clamavScanner(address).scan(chunksOf("one ", "", "two"));
    expect(verdict).toEqual({ outcome: "clean" });
    expect(seen).toBe("one two");
  });

  test("is held by the name of what was found, also over the border of two chunks", async () => {
    const scanner = clamavScanner(await aDaemon(harmful));
    expect(await scanner.scan(chunksOf("har", "mful"))).toEqual({
      outcome: "infected",
      signature: "Test.Harmful-1",
    });
  });

  test("is told apart where it is longer than the scanner takes", async () => {
    const scanner = clamavScanner(await aDaemon(harmful, 100_000));
    const parts = Array.from({ length: 50 }, () => Buffer.alloc(64 * 1024));
    expect(await scanner.scan(chunksOf(...parts))).toEqual({ outcome: "too-large" });
  });

  test.each([
    ["hangs up", () => ""],
    ["talks of something else", () => "stream: Can't allocate memory ERROR"],
  ])("never passes where the scanner %s", async (_, answer) => {
    const scanner = clamavScanner(await aDaemon(answer));
    await expect(scanner.scan(chunksOf("a"))).rejects.toThrow(ScannerAway);
  });

  test("never passes where nobody listens, or nobody answers", async () => {
    const gone = clamavScanner({ path: "/nowhere/clamd.sock" });
    await expect(gone.scan(chunksOf("a"))).rejects.toThrow(ScannerAway);
    const silent = clamavScanner(await listening(() => {}), 50);
    await expect(silent.scan(chunksOf("a"))).rejects.toThrow(ScannerAway);
  });
});

const real = process.env.PARLEY_TEST_CLAMD ?? "";
if (!existsSync(real)) console.log("no clamd at PARLEY_TEST_CLAMD: the real scanner is not asked");

test.skipIf(!existsSync(real))("a real clamd finds the EICAR test file by its socket", async () => {
  const scanner = clamavScanner({ path: real });
  // In two parts, so that no scanner takes this source for it.
  const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"];
  expect(await scanner.scan(chunksOf(eicar.join("")))).toMatchObject({ outcome: "infected" });
  expect(await scanner.scan(chunksOf("a plain report"))).toEqual({ outcome: "clean" });
});
