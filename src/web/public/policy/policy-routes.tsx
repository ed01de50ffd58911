/**
 * The addresses of the policy's pages: in the policy's original language below /policy, in others
 * below /fr/policy. Policies are read anew for each request: a new version shows at once.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { VNode } from "preact";
import { versionsAt } from "../../../core/policy/versions.ts";
import { allVersions, catalogue } from "../../../store/products/reader.ts";
import { cacheFor, render } from "../../server/answers.ts";
import type { WebContext } from "../../server/web-context.ts";
import { figuresAnswer } from "../figures-page.tsx";
import { policyNow } from "../public-frame.tsx";
import { teamKey } from "../team-key.tsx";
import { AppealsPage } from "./appeals-page.tsx";
import { ComparePage } from "./compare-page.tsx";
import type { PolicyView } from "./policy-frame.tsx";
import { type Language, languagesOf, ourLanguages } from "./policy-languages.ts";
import { PolicyPage } from "./policy-page.tsx";
import { ProcessPage } from "./process-page.tsx";
import { ProtectionPage } from "./protection-page.tsx";
import { inScope } from "./scope-list.tsx";
import { speechOf } from "./speech.tsx";
import { UnknownVersion, VersionPage, VersionsPage } from "./versions-page.tsx";

type Answer = { page: VNode; status?: number };
type Page = (view: PolicyView, request: FastifyRequest) => Promise<Answer | undefined>;

const pages: Readonly<Record<string, Page>> = {
  "": async (view) => {
    const found = await view.web.context.transaction({ kind: "anyone" }, async (tx) =>
      inScope(await catalogue(tx), await allVersions(tx)),
    );
    const hasKey = await hasTeamKey(view.web);
    return { page: <PolicyPage {...view} inScope={found} hasKey={hasKey} /> };
  },
  "/process": async (view) => ({ page: <ProcessPage {...view} /> }),
  "/protection": async (view) => ({
    page: <ProtectionPage {...view} hasKey={await hasTeamKey(view.web)} />,
  }),
  "/appeals": async (view) =>
    view.policy.appeals.taken ? { page: <AppealsPage {...view} /> } : undefined,
  "/figures": figuresAnswer,
  "/versions": async (view) => ({
    page: <VersionsPage {...view} versions={versionsOf(view)} />,
  }),
  "/versions/:version": versionAnswer,
  "/compare": compareAnswer,
};

export function policyRoutes(app: FastifyInstance, web: WebContext): void {
  for (const [rest, page] of Object.entries(pages)) {
    for (const prefix of ["", ...ourLanguages] as const) {
      const start = prefix === "" ? "/policy" : `/${prefix}/policy`;
      app.get(start + rest, (request, reply) => answer(web, prefix, page, request, reply));
    }
  }
}

async function answer(
  web: WebContext,
  prefix: Language | "",
  page: Page,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const policy = policyNow(web);
  const [original, ...others] = languagesOf(policy);
  if (prefix === original) {
    return reply.redirect(request.url.slice(`/${prefix}`.length), 302);
  }
  const language = prefix === "" ? original : prefix;
  if (prefix !== "" && !others.includes(prefix)) return reply.callNotFound();
  const view = { web, policy, language, speech: speechOf(policy, language) };
  const found = await page(view, request);
  if (!found) return reply.callNotFound();
  cacheFor(reply, 60);
  return render(reply, found.page, found.status ?? 200);
}

async function hasTeamKey(web: WebContext): Promise<boolean> {
  return (await teamKey(web)) !== undefined;
}

/** The versions of the policy in force; another entity's are not among them. */
function versionsOf({ web, policy }: PolicyView) {
  const own = web.context.policies.filter(({ name }) => name === policy.name);
  return versionsAt(own, web.context.now());
}

async function versionAnswer(view: PolicyView, request: FastifyRequest): Promise<Answer> {
  const { version } = request.params as { version: string };
  const versions = versionsOf(view);
  const shown = versions.find((each) => `${each.policy.version}` === version);
  if (!shown) return { page: <UnknownVersion {...view} version={version} />, status: 404 };
  const hasKey = await hasTeamKey(view.web);
  return { page: <VersionPage {...view} versions={versions} shown={shown} hasKey={hasKey} /> };
}

async function compareAnswer(view: PolicyView, request: FastifyRequest): Promise<Answer> {
  const asked = request.query as { from?: string; to?: string };
  const versions = versionsOf(view).map((each) => each.policy);
  const find = (wanted: string | undefined) =>
    versions.find(({ version }) => `${version}` === wanted);
  const [from, to] = [find(asked.from), find(asked.to)];
  const unknown = [asked.from, asked.to].find((each) => each !== undefined && !find(each));
  const page = <ComparePage {...view} {...{ versions, from, to, unknown }} />;
  return unknown === undefined ? { page } : { page, status: 404 };
}
