/** Every page of the public site. */
import type { RouteModule } from "../server/web-context.ts";
import { helpRoutes } from "./help-page.tsx";
import { homeRoutes } from "./home-page.tsx";
import { keyRoutes } from "./key-page.tsx";
import { machineFileRoutes } from "./machine-files.ts";
import { policyRoutes } from "./policy/policy-routes.tsx";
import { publicationsRoutes } from "./publications-page.tsx";
import { publishedRoutes } from "./published-files.ts";
import { reportRoutes } from "./report-routes.tsx";
import { thanksRoutes } from "./thanks-page.tsx";

const pages: readonly RouteModule[] = [
  homeRoutes,
  helpRoutes,
  reportRoutes,
  policyRoutes,
  keyRoutes,
  thanksRoutes,
  publicationsRoutes,
  publishedRoutes,
  machineFileRoutes,
];

export const publicRoutes: RouteModule = (app, web) => {
  for (const routes of pages) routes(app, web);
};
