import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { Surroundings } from "../surroundings.ts";
import { runDemo } from "./demo.ts";

function aTerminal() {
  const said = { out: "", err: "" };
  const around: Surroundings = {
    environment: { PORT: "1", PARLEY_DATA: "/nowhere" },
    now: () => new Date("2026-03-11T08:00:00Z"),
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  };
  return { said, around };
}

async function atServer<T>(listener: RequestListener, work: (url: string) => Promise<T>) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

test("where nobody listens, the play ends at its first step, which is named", async () => {
  const { said, around } = aTerminal();
  expect(await runDemo({ pace: 0 }, around)).toBe(1);
  expect(said.out).toContain("NOT SEEN: The demonstration is there");
  expect(said.err).toMatch(/^The play ended: The demonstration is there: the server cannot be/);
});

test("an installation that really sends mail is not played on", async () => {
  const { said, around } = aTerminal();
  const asked: string[] = [];
  const code = await atServer(
    (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(404).end();
    },
    (url) => runDemo({ pace: 0, url, json: true }, around),
  );
  expect([code, asked]).toEqual([1, ["GET /demonstration"]]);
  const [line] = said.out.trim().split("\n");
  expect(JSON.parse(line ?? "")).toMatchObject({ step: 1, ok: false });
  expect(line).toContain("is no demonstration");
});

test("a site that answers everything with the same page is not taken for a play that went well", async () => {
  const { said, around } = aTerminal();
  const code = await atServer(
    (_, response) => response.end("<p>fine</p>"),
    (url) => runDemo({ pace: 0, url }, around),
  );
  expect(code).toBe(1);
  expect(said.out).toContain("NOT SEEN: The reporter fetches the team's key");
});
