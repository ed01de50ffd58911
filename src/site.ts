/** The web server with every file of routes: pages, API and machine files. One line each. */
import type { FastifyInstance } from "fastify";
import { apiRoutes } from "./api/api-routes.ts";
import { consoleRoutes } from "./web/console/console-routes.ts";
import { demonstrationRoutes } from "./web/demonstration/demonstration-routes.tsx";
import { accountRoutes } from "./web/people/account-routes.tsx";
import { peopleRoutes } from "./web/people/people-routes.tsx";
import { teamRoutes } from "./web/people/teams-routes.tsx";
import { portalRoutes } from "./web/portal/portal-routes.tsx";
import { publicRoutes } from "./web/public/public-routes.ts";
import { actorOf } from "./web/server/actor-of.ts";
import { buildWebServer } from "./web/server/build-web-server.ts";
import type { RouteModule, WebContext } from "./web/server/web-context.ts";
import { setUpRoutes } from "./web/sign-in/set-up-routes.tsx";
import { signInRoutes } from "./web/sign-in/sign-in-routes.tsx";

const routes: readonly RouteModule[] = [
  publicRoutes,
  portalRoutes,
  signInRoutes,
  setUpRoutes,
  accountRoutes,
  peopleRoutes,
  teamRoutes,
  consoleRoutes,
  demonstrationRoutes,
  (app, { context }) => apiRoutes(app, { context, actorOf }),
];

/** `first` adds what surrounds every request. */
export function buildSite(web: WebContext, first: RouteModule): Promise<FastifyInstance> {
  return buildWebServer(web, [first, ...routes]);
}
