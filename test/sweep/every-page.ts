/**
 * Every page that the site registers, as each person who may open it sees it, shown to a browser
 * under the page's own headers. Pages that differ in words alone are shown once.
 */
import type { LightMyRequestResponse } from "fastify";
import type { Browser, Page } from "playwright-core";
import { psirtTeam } from "../../src/core/people/teams.ts";
import { mustBeClean } from "../support/clean-page.ts";
import { ask } from "./ask.ts";
import { nameOf, type RegisteredRoute } from "./registered-routes.ts";
import { isOfACase, pageOf, pagesOf } from "./requests.ts";
import type { Swept } from "./sweep.ts";
import type { Trials } from "./trials.ts";
import type { Target } from "./world.ts";

/** What shows no page here, by why; whoever adds a route makes it show one, or says so. */
const without: Readonly<Record<string, readonly string[]>> = {
  "answers with a file, and there is none of this name": [
    "/key/:file",
    "/key/:fingerprint/statement.txt",
    "/.well-known/openpgpkey/hu/:hash",
    "/.well-known/openpgpkey/:domain/hu/:hash",
    "/.well-known/csaf/*",
    "/portal/case/files/:id",
    "/console/cases/:reference/files/:id/picture",
    "/metrics",
  ],
  "leads on to another page": [
    "/en/policy",
    "/en/policy/process",
    "/en/policy/protection",
    "/en/policy/versions",
    "/en/policy/versions/:version",
    "/en/policy/compare",
    "/security.txt",
    "/portal/steps",
    "/console/start",
    "/console/keys/import",
    "/console/imports/:importId/columns",
    "/sign-in/single-sign-on",
    "/sign-in/single-sign-on/back",
  ],
  "the policy in force has no such page: test/journeys/public-site.test.ts": [
    "/policy/appeals",
    "/en/policy/appeals",
    "/fr/policy/appeals",
    "/policy/figures",
    "/en/policy/figures",
    "/fr/policy/figures",
  ],
  "holds for one use of a link: test/journeys/identity.test.ts": [
    "/sign-in/link/:token",
    "/set-up/:token",
  ],
  "asks for a second proof: test/journeys/identity.test.ts": [
    "/console/account/passkeys/new",
    "/console/account/password",
    "/console/account/app",
  ],
  "nothing of the kind is in this world": [
    "/console/products/:productId",
    "/console/imports/:importId",
    "/console/filed/:reference",
  ],
  "is there in the demonstration alone: test/journeys/report-to-advisory.test.ts": [
    "/demonstration",
    "/demonstration/mail",
    "/demonstration/mail/:mailId",
    "/demonstration/mail/:mailId/message.eml",
  ],
};
const showsNone = new Set(Object.values(without).flat());

/** Pages that look otherwise when asked for more. */
const further: Readonly<Record<string, readonly string[]>> = {
  "/console": ["?lane=waiting"],
  "/console/ruling": ["?explain=ruling"],
  "/console/search": ["?q=omnigate"],
};

export interface WalkedPages {
  /** Routes whose page nobody was shown, or which show one though they are said to show none. */
  readonly unseen: readonly string[];
  /** What the browser complained of: scripts that failed, what the content security policy refused. */
  readonly complaints: readonly string[];
  readonly shown: number;
}

const looks = [
  { width: 1280, colorScheme: "dark" },
  { width: 390, colorScheme: "light" },
] as const;

/** One that browsers trust as they trust https, so that no header is passed over. */
const origin = "http://localhost:8080";

/** Fails at the first page that is not clean, and says which. */
export async function walkEveryPage(
  swept: Swept,
  trials: Trials,
  browser: Browser,
): Promise<WalkedPages> {
  const screen = await openScreen(swept, browser);
  const unseen: string[] = [];
  for (const route of pagesOf(swept.routes).filter(isOfTheSite)) {
    const answers = await answersTo(swept, trials, route);
    for (const { url, answer } of answers.filter(isShown)) await screen.show(url, answer);
    const isSeen = answers.some(({ answer }) => answer.statusCode === 200);
    if (isSeen === showsNone.has(route.path)) unseen.push(nameOf(route));
  }
  await screen.close();
  return { unseen, complaints: screen.complaints, shown: screen.count() };
}

interface Answered {
  readonly url: string;
  readonly answer: LightMyRequestResponse;
}

/** What everybody hears who asks for it. */
async function answersTo(
  { app, house, people, targets, aPersonsName }: Swept,
  trials: Trials,
  route: RegisteredRoute,
): Promise<Answered[]> {
  const [fresh, , , published] = targets as readonly [Target, Target, Target, Target];
  // The published case holds most, but came without a file.
  const target = isOfACase(route) && !route.path.includes("/files") ? published : fresh;
  const ids = { ...trials.idsOf(target), personId: aPersonsName, teamId: psirtTeam };
  const asked = pageOf(route, ids, trials.newId);
  const answers: Answered[] = [];
  for (const persona of people) {
    for (const more of ["", ...(further[route.path] ?? [])]) {
      const url = asked.url + more;
      const answer = await ask(app, house.context, persona, target, { ...asked, url });
      answers.push({ url, answer });
    }
  }
  return answers;
}

/** A browser's window that shows answers, each shape of them once. */
async function openScreen({ app }: Swept, browser: Browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints: string[] = [];
  const shapes = new Set<string>();
  let count = 0;
  let shown: LightMyRequestResponse | undefined;
  page.on("console", (message) =>
    complaints.push(`${page.url()}: ${message.text()} ${message.location().url}`),
  );
  await page.route("**/*", async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const isPage = route.request().resourceType() === "document";
    const answer = isPage && shown ? shown : await app.inject({ url: pathname + search });
    await route.fulfill(fulfilled(answer));
  });
  return {
    complaints,
    count: () => count,
    close: () => context.close(),
    async show(url: string, answer: LightMyRequestResponse): Promise<void> {
      const isNew = shapesOf(answer.body).filter((shape) => !shapes.has(shape));
      if (isNew.length === 0) return;
      for (const shape of isNew) shapes.add(shape);
      shown = answer;
      await show(page, url, looks[count % looks.length] ?? looks[0]);
      count += 1;
    },
  };
}

async function show(page: Page, url: string, look: (typeof looks)[number]): Promise<void> {
  await page.setViewportSize({ width: look.width, height: 900 });
  // Without motion, or colours would be measured on their way.
  await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: "reduce" });
  await page.goto(origin + url);
  await mustBeClean(page);
}

function isOfTheSite({ method, path }: RegisteredRoute): boolean {
  return method === "GET" && !path.startsWith("/api/");
}

const typeOf = ({ headers }: LightMyRequestResponse) => String(headers["content-type"]);

const isShown = ({ answer }: Answered) =>
  answer.statusCode === 200 && typeOf(answer).startsWith("text/html");

function fulfilled({ statusCode, headers, rawPayload }: LightMyRequestResponse) {
  const entries = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return { status: statusCode, headers: Object.fromEntries(entries), body: rawPayload };
}

/** The elements of its own part and of the frame around it, without their words, addresses and ids. */
function shapesOf(html: string): string[] {
  const from = html.indexOf("<main");
  const to = html.indexOf("</main>");
  return [html.slice(from, to), html.slice(0, from) + html.slice(to)].map((part) => {
    const tags = part.match(/<[a-z][^>]*>/g) ?? [];
    const bare = tags.map((tag) => tag.replace(/="[^"]*[0-9/][^"]*"/g, "=…"));
    return [...new Set(bare)].sort().join("");
  });
}
