import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestWeb, testWeb } from "../../../test/support/web.ts";
import { switchPublished } from "../../store/publications/writer.ts";
import { publicRoutes } from "./public-routes.ts";

function fileOf(path: string, contentType: string, text: string) {
  const bytes = Buffer.from(text);
  return { path, contentType, bytes, sha256: createHash("sha256").update(bytes).digest() };
}

let at: TestContext;
let web: TestWeb;
beforeAll(async () => {
  at = await testContext();
  web = await testWeb(at.context, [publicRoutes]);
});
afterAll(async () => {
  await web.app.close();
  await at.close();
});

test("[L-07] a security.txt that has expired, or is not by the letter, is answered with a sentence and not served", async () => {
  const path = "/.well-known/security.txt";
  const { context } = at;
  const { body: text } = await web.app.inject({ url: path });
  const put = (wrong: string) =>
    context.transaction(theWorker, (tx) =>
      switchPublished(tx, [fileOf(path, "text/plain; charset=utf-8", wrong)], context.now()),
    );
  for (const wrong of [
    text.replace(/^Expires: .*$/m, "Expires: 2023-05-15T00:00:00Z"),
    text.replace(/^Expires: .*\n/m, ""),
    text.replace(/^Contact: .*\n/gm, ""),
  ]) {
    await put(wrong);
    const answer = await web.app.inject({ url: path });
    expect([answer.statusCode, answer.headers["cache-control"]]).toEqual([503, "no-store"]);
    expect(answer.body).toMatch(/^Our security\.txt is not valid .*psirt@ale\.example/);
    expect(answer.body).not.toContain("Contact:");
  }
  expect(web.logged()).toContain("security.txt is not valid and is not served");
  await put(text);
  expect((await web.app.inject({ url: path })).body).toBe(text);
});
