/** What imports cannot show: globals and statements that the architecture keeps out of folders. */

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** The lines of product code under a folder of src/ where `breaks` holds for a node. */
function linesWhere(folders: string, breaks: (node: ts.Node) => boolean): string[] {
  const files = globSync(`src/${folders}/**/*.{ts,tsx}`, { cwd: root });
  return files
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .flatMap((file) => linesIn(file, readFileSync(join(root, file), "utf8"), breaks));
}

function linesIn(file: string, text: string, breaks: (node: ts.Node) => boolean): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const walk = (node: ts.Node): void => {
    if (breaks(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file}:${line + 1}: ${node.getText().slice(0, 60)}`);
    }
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}

const ambient = /^(Date\.now|Math\.random|performance\.now|Temporal\.Now\.\w+|crypto\.\w+)$/;
const effects = /^(fetch|setTimeout|setInterval|setImmediate|queueMicrotask)$/;

/** Reads the time, makes randomness, or waits: what core takes as an argument. */
function isAmbient(node: ts.Node): boolean {
  if (ts.isNewExpression(node) && node.expression.getText() === "Date") {
    return !node.arguments?.length;
  }
  if (!ts.isCallExpression(node)) return false;
  const callee = node.expression.getText().replace(/^globalThis\./, "");
  return callee === "Date" || ambient.test(callee) || effects.test(callee);
}

/** Opens a connection: by the global, or by a module of Node or a package that does. */
function isNetwork(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return node.expression.getText() === "fetch";
  const modules = /^(node:)?(net|http|https|http2|tls|dgram|dns)(\/|$)|^(nodemailer|smtp-server)$/;
  if (!ts.isImportDeclaration(node) || node.importClause?.isTypeOnly) return false;
  return modules.test((node.moduleSpecifier as ts.StringLiteral).text);
}

/** A string that begins like a statement and is long enough to be one. */
function isSql(node: ts.Node): boolean {
  const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node);
  if (!isText) return false;
  const text = (node as ts.LiteralLikeNode).text;
  return /^\s*(select\s[\s\S]+\sfrom|insert into\s|update\s\w+\s+set|delete from|with \w+ as)/.test(
    text,
  );
}

test("core reads no clock, makes no randomness and waits for nothing", () => {
  expect(linesWhere("core", isAmbient)).toEqual([]);
});

test("neither core nor an action nor a format touches the network", () => {
  expect(linesWhere("{core,actions,formats}", isNetwork)).toEqual([]);
});

/** Who else opens a connection, and to what: never to an address that somebody sent. */
const connects: Readonly<Record<string, string>> = {
  "src/lib/outgoing-fetch.ts": "the one client",
  "src/lib/public-address.ts": "reads addresses, opens nothing",
  "src/setting-values.ts": "reads addresses, opens nothing",
  "src/web/server/network.ts": "reads addresses, opens nothing",
  "src/ports.ts": "listens",
  "src/mail/inbound/lmtp-listener.ts": "listens",
  "src/mail/inbound/name-server.ts": "the system's name servers, a few questions for each mail",
  "src/mail/inbound/smtp-listener.ts": "listens",
  "src/mail/inbound/take-message.ts": "listens, and reads addresses",
  "src/mail/outbound/smtp-transport.ts": "the mail server of the settings",
  "src/integrations/clamav/clamav-scanner.ts": "the scanner of the settings",
  "src/api/client.ts": "the operator's socket on this machine",
  "src/cli/demo/post-office.ts": "the demonstration's own mail door",
  "src/cli/demo/site-visitor.ts": "the demonstration's own pages",
};

test("whatever is asked of another server over HTTP goes through the one client that checks addresses", () => {
  const lines = linesWhere("", isNetwork).map((line) => line.split(":")[0] ?? "");
  const inBrowsers = "src/web/assets/scripts/";
  const found = [...new Set(lines)].filter((file) => !file.startsWith(inBrowsers));
  expect(found.filter((file) => !(file in connects))).toEqual([]);
});

test("SQL lives in the store alone", () => {
  const others = "{core,actions,formats,mail,jobs,integrations,ui,web,api,cli,lib}";
  expect(linesWhere(others, isSql)).toEqual([]);
});

test.each([
  ["new Date()", isAmbient],
  ["Date.now()", isAmbient],
  ["Math.random()", isAmbient],
  ["crypto.randomUUID()", isAmbient],
  ["globalThis.setTimeout(f, 1)", isAmbient],
  ["Temporal.Now.instant()", isAmbient],
  ["fetch('a')", isNetwork],
  ["import { connect } from 'node:net'", isNetwork],
  ["import nodemailer from 'nodemailer'", isNetwork],
  ["f('select id from cases')", isSql],
  ["f(`update cases set id = $" + "{a}`)", isSql],
])("the guards see %s", (text, breaks) => {
  expect(linesIn("a.ts", text, breaks).length).toBe(1);
});

test.each([
  ["new Date(0)", isAmbient],
  ["Date.parse(a)", isAmbient],
  ["import type { Socket } from 'node:net'", isNetwork],
  ["f('select a product')", isSql],
])("the guards let %s pass", (text, breaks) => {
  expect(linesIn("a.ts", text, breaks)).toEqual([]);
});
