/** A console page as a colleague's browser asks for it, over HTTP. */
import { sessionHash } from "../../src/store/people/session-reader.ts";
import { insertSession } from "../../src/store/people/session-writer.ts";
import { theCheck } from "../../test/support/running-context.ts";
import type { Measuring } from "./with-parley.ts";

/** Asks for the page with a session of that person, and sees to it that it is the page: it holds `words`. */
export async function signedInPage(
  { context, baseUrl }: Measuring,
  personId: string,
  page: { readonly path: string; readonly words: string },
): Promise<() => Promise<void>> {
  const token = Buffer.from(context.randomBytes(16)).toString("base64url");
  const hash = sessionHash(context, token);
  await context.transaction(theCheck, (tx) => insertSession(context, tx, { hash, personId }));
  return async () => {
    const headers = { cookie: `parley-session=${token}`, accept: "text/html" };
    const response = await fetch(`${baseUrl}${page.path}`, { headers, redirect: "manual" });
    const html = await response.text();
    if (response.status !== 200) throw new Error(`${page.path} answered ${response.status}`);
    if (!html.includes(page.words)) throw new Error(`${page.path} shows no “${page.words}”`);
  };
}
