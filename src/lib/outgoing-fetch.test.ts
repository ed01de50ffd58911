import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeOutgoingFetch, type OutgoingProblem, outgoingFetch } from "./outgoing-fetch.ts";

/** A server inside: whatever it hears of us is a hole. */
let server: Server;
let host: string;
const heard: string[] = [];
let answer: RequestListener = (_, reply) => reply.end("the metadata");

beforeAll(async () => {
  server = createServer((request, reply) => {
    heard.push(`${request.method} ${request.url} ${request.headers.authorization ?? ""}`.trim());
    answer(request, reply);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const problemOf = (work: Promise<unknown>): Promise<OutgoingProblem | undefined> =>
  work.then(
    () => undefined,
    (error: { problem?: OutgoingProblem }) => error.problem,
  );

const named = (...addresses: string[]) =>
  makeOutgoingFetch(async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
  );

test.each([
  ["http://research.example/", "scheme"],
  ["ftp://research.example/", "scheme"],
  ["file:///etc/passwd", "scheme"],
  ["https://research.example:25/", "scheme"],
  ["https://somebody:secret@research.example/", "scheme"],
  ["https://127.0.0.1/", "address"],
  ["https://2130706433/", "address"],
  ["https://0x7f.1/", "address"],
  ["https://[::1]/", "address"],
  ["https://[::ffff:169.254.169.254]/", "address"],
  ["https://169.254.169.254/latest/meta-data/", "address"],
])("%s is not asked: %s", async (url, problem) => {
  expect(await problemOf(outgoingFetch(url))).toBe(problem);
});

test("a name that leads inside is not asked, not even with one address of several", async () => {
  expect(await problemOf(named("10.0.0.7")("https://research.example/"))).toBe("address");
  expect(await problemOf(named("1.1.1.1", "::1")("https://research.example/"))).toBe("address");
  expect(await problemOf(named()("https://research.example/"))).toBe("address");
});

test("a name is resolved once, and what was checked is what is asked", async () => {
  const asked: string[] = [];
  const changing = makeOutgoingFetch(async (name) => {
    asked.push(name);
    return [{ address: asked.length === 1 ? "127.0.0.1" : "203.0.113.1", family: 4 }];
  });
  const named = `somewhere.example:${host.split(":")[1]}`;
  const found = await changing(`http://${named}/`, { ours: [named], plain: true });
  expect([found.body.toString(), asked]).toEqual(["the metadata", ["somewhere.example"]]);
  heard.length = 0;
});

test("a host of the operator's own settings is asked, where it may be without TLS only when told", async () => {
  const ours = [host];
  expect(await problemOf(outgoingFetch(`http://${host}/`, { ours }))).toBe("scheme");
  const found = await outgoingFetch(`http://${host}/a?b`, { ours, plain: true });
  expect([found.status, found.body.toString(), heard]).toEqual([200, "the metadata", ["GET /a?b"]]);
});

test("a redirect is given back and not followed; followed where told, it is checked like the first", async () => {
  const ours = [host];
  answer = (_, reply) => reply.writeHead(302, { location: "https://169.254.169.254/" }).end();
  const given = await outgoingFetch(`http://${host}/`, { ours, plain: true });
  expect([given.status, given.headers.get("location")]).toEqual([302, "https://169.254.169.254/"]);
  const followed = outgoingFetch(`http://${host}/`, { ours, plain: true, redirectsMax: 2 });
  expect(await problemOf(followed)).toBe("address");
  answer = (_, reply) => reply.writeHead(302, { location: "/again" }).end();
  const endless = outgoingFetch(`http://${host}/`, { ours, plain: true, redirectsMax: 3 });
  expect(await problemOf(endless)).toBe("redirect");
});

test("what was meant for one address is not told to the next", async () => {
  heard.length = 0;
  answer = (request, reply) =>
    request.url === "/" ? reply.writeHead(307, { location: "/next" }).end() : reply.end("there");
  const asked = {
    ours: [host],
    plain: true,
    redirectsMax: 1,
    method: "POST",
    headers: { authorization: "Bearer secret" },
    body: "words",
  };
  expect((await outgoingFetch(`http://${host}/`, asked)).body.toString()).toBe("there");
  expect(heard).toEqual(["POST / Bearer secret", "GET /next"]);
});

test("an answer that is too long or never ends is cut", async () => {
  const ours = [host];
  answer = (_, reply) => reply.end("x".repeat(5_000));
  expect(
    await problemOf(outgoingFetch(`http://${host}/`, { ours, plain: true, bytesMax: 4_999 })),
  ).toBe("length");
  answer = (_, reply) => void reply.writeHead(200).write("the beginning");
  expect(
    await problemOf(outgoingFetch(`http://${host}/`, { ours, plain: true, withinMs: 50 })),
  ).toBe("late");
  const silent = makeOutgoingFetch(() => new Promise(() => {}));
  expect(await problemOf(silent("https://research.example/", { withinMs: 20 }))).toBe("late");
  const ends = new AbortController();
  const asked = problemOf(
    outgoingFetch(`http://${host}/`, { ours, plain: true, signal: ends.signal }),
  );
  ends.abort();
  expect(await asked).toBe("late");
  const { signal } = ends;
  expect(await problemOf(silent("https://research.example/", { signal }))).toBe("late");
});
