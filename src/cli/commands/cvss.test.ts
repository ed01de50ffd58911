import { PassThrough, Readable, Writable } from "node:stream";
import { Command } from "commander";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededCvss } from "../../../test/support/cvss-vectors.ts";
import { cvssVersions } from "../../core/severity/describe-metrics.ts";
import { parseCvss } from "../../core/severity/parse.ts";
import { scoreOf } from "../../core/severity/score.ts";
import { addCvssCommand, type CvssIo, runCvss } from "./cvss.ts";

const good = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

function collector(): { stream: Writable; text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join("") };
}

async function run(
  vectors: readonly string[],
  input: Readable & { isTTY?: boolean } = Readable.from([]),
  json = true,
) {
  const [stdout, stderr] = [collector(), collector()];
  const io: CvssIo = { stdin: input, stdout: stdout.stream, stderr: stderr.stream };
  const exit = await runCvss(vectors, io, { json });
  return { exit, out: stdout.text(), err: stderr.text() };
}

describe("parley cvss", () => {
  test("with --json every vector is answered by one object with exactly the promised fields", async () => {
    const { exit, out } = await run([good, "AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C"]);
    expect(out).toBe(
      `{"vector":"${good}","version":"3.1","base":9.8,"temporal":null,"environmental":null,"threat":null,"overall":9.8,"severity":"Critical"}\n` +
        `{"vector":"AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C","version":"2.0","base":7.8,"temporal":6.4,"environmental":null,"threat":null,"overall":6.4,"severity":"Medium"}\n`,
    );
    expect(exit).toBe(0);
  });

  test("a bad vector is answered in its place with its error, and the exit code is 1", async () => {
    const { exit, out, err } = await run(["CVSS:3.1/AV:X", good]);
    const [first, second] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(first).toEqual({
      vector: "CVSS:3.1/AV:X",
      error: "AV:X is not a value of Attack Vector (N, A, L, P).",
    });
    expect(second).toMatchObject({ vector: good, base: 9.8 });
    expect([exit, err]).toEqual([1, ""]);
  });

  test("without --json a person reads score, word, vector and groups", async () => {
    const { out } = await run([`${good}/E:P`, "nonsense\u001b[2J"], undefined, false);
    expect(out).toBe(
      `9.3 Critical  ${good}/E:P  (base 9.8, temporal 9.3)\n` +
        "nonsense?[2J  nonsense?[2J is not written METRIC:VALUE.\n",
    );
  });

  test("nothing given at a terminal is wrong usage: exit code 2 and a sentence on stderr", async () => {
    const terminal = Object.assign(Readable.from([]), { isTTY: true });
    const { exit, out, err } = await run([], terminal);
    expect([exit, out]).toEqual([2, ""]);
    expect(err).toContain("parley cvss [--json] [VECTOR…]");
  });

  test("lines on standard input are answered in order, however the stream cuts them", async () => {
    const vectors = cvssVersions.flatMap((version) => seededCvss(version, 20, 7));
    const expected = vectors
      .map((text) => `${JSON.stringify(scoreOf(parseCvss(text)))}\n`)
      .join("");
    const cuts = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        cuts,
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        async (sizes, end, last) => {
          const input = vectors.join(end) + (last ? end : "");
          const { exit, out } = await run([], Readable.from(pieces(input, sizes)));
          expect([exit, out]).toEqual([0, expected]);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("an empty line is an empty vector, so that answers stay beside their lines", async () => {
    const { exit, out } = await run([], Readable.from([`${good}\n\n${good}\n`]));
    const answers = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers[1]).toEqual({ vector: "", error: "The vector is empty." });
    expect([answers.length, exit]).toEqual([3, 1]);
  });

  test("an endless line is answered as one bad vector, cut short", async () => {
    const endless = Array.from({ length: 100 }, () => "A".repeat(100_000));
    const { exit, out } = await run([], Readable.from([...endless, `\n${good}\n`]));
    const [first, second] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(first.error).toBe("A CVSS vector has at most 255 characters.");
    expect(first.vector.length).toBeLessThan(400);
    expect([second.base, exit]).toEqual([9.8, 1]);
  });

  test("a slow reader is waited for: nothing more is read while it has not taken the answers", async () => {
    let given = 0;
    const line = `${good}\n`.repeat(1_000);
    const stdin = new Readable({
      read() {
        given += 1;
        this.push(given > 200 ? null : line);
      },
    });
    const stdout = new PassThrough();
    const running = runCvss([], { stdin, stdout, stderr: new PassThrough() }, { json: true });
    await new Promise((resolve) => stdout.once("readable", resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(given).toBeLessThan(20);
    let lines = 0;
    stdout.on("data", (chunk) => {
      lines += String(chunk).split("\n").length - 1;
    });
    expect(await running).toBe(0);
    expect(lines).toBe(200_000);
  });

  test("a reader that goes away ends the work quietly; a full disk is said", async () => {
    const failing = (code: string) =>
      new Writable({
        write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })),
      });
    for (const [code, exit, sentence] of [
      ["EPIPE", 0, ""],
      ["ENOSPC", 1, "The answers cannot be written (ENOSPC).\n"],
    ] as const) {
      const stderr = collector();
      const stdin = Readable.from([`${good}\n`.repeat(5_000)]);
      const io = { stdin, stdout: failing(code), stderr: stderr.stream };
      expect(await runCvss([], io, { json: true })).toBe(exit);
      expect(stderr.text()).toBe(sentence);
    }
  });

  test("the command explains every field of its answer", () => {
    const program = new Command("parley");
    addCvssCommand(program);
    const command = program.commands[0];
    let help = "";
    command?.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    for (const field of ["base", "temporal", "environmental", "threat", "overall", "severity"]) {
      expect(help).toMatch(new RegExp(`^  ${field} `, "m"));
    }
  });
});

function* pieces(text: string, sizes: readonly number[]): Generator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
