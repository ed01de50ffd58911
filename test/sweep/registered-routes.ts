/** Every route that the site registers, heard from the framework itself: none can be left out of a list. */
import diagnostics from "node:diagnostics_channel";
import type { FastifyInstance, RouteOptions } from "fastify";

export interface RegisteredRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As the router writes it, with `:names`. */
  readonly path: string;
}

/** Runs `build` and tells the routes of the server that it made; HEAD goes with its GET. */
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
    return { built: await build(), routes: found };
  } finally {
    diagnostics.unsubscribe("fastify.initialization", onStart);
  }
}

function routesOf({ method, url }: RouteOptions & { url: string }): RegisteredRoute[] {
  return [method]
    .flat()
    .filter((each) => each !== "HEAD" && each !== "OPTIONS")
    .map((each) => ({ method: each as RegisteredRoute["method"], path: url }));
}

/** "GET /console/cases/:reference", as the table of access names it. */
export function nameOf({ method, path }: RegisteredRoute): string {
  return `${method} ${path}`;
}
