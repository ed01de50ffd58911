/** Every route that the site registers, heard from the framework itself: none can be left out of a list. */
import diagnostics from "node:diagnostics_channel";
import type { FastifyInstance, RouteOptions } from "fastify";

export interface RegisteredRoute {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As the router writes it, with `:names`. */
  readonly path: string;
}

/** Runs `build` and tells the routes of the server that it made; HEAD stands alone where there is no GET. */
export async function recordRoutes<T>(
  build: () => Promise<T>,
): Promise<{ readonly built: T; readonly routes: readonly RegisteredRoute[] }> {
  const found: RegisteredRoute[] = [];
  const onStart = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook("onRoute", (route) => void found.push(...routesOf(route)));
  };
  diagnostics.subscribe("fastify.initialization", onStart);
  try {
    const built = await build();
    const read = new Set(found.flatMap(({ method, path }) => (method === "GET" ? path : [])));
    const routes = found.filter(({ method, path }) => method !== "HEAD" || !read.has(path));
    return { built, routes };
  } finally {
    diagnostics.unsubscribe("fastify.initialization", onStart);
  }
}

function routesOf({ method, url }: RouteOptions & { url: string }): RegisteredRoute[] {
  return [method]
    .flat()
    .filter((each) => each !== "OPTIONS")
    .map((each) => ({ method: each as RegisteredRoute["method"], path: url }));
}

/** "GET /console/cases/:reference", as the table of access names it. */
export function nameOf({ method, path }: RegisteredRoute): string {
  return `${method} ${path}`;
}
