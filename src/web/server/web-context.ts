/** What every page is given, and the shape of a file of routes. Knows no feature. */
import type { FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import type { SingleSignOn } from "../../core/people/single-sign-on.ts";
import type { Log } from "../../lib/log.ts";
import type { Context } from "../../store/context.ts";
import type { Assets } from "./assets.ts";

export interface WebContext {
  readonly context: Context;
  readonly log: Log;
  readonly assets: Assets;
  /** Which proxies may say where a request came from: Fastify's `trustProxy`; false for none. */
  readonly trustProxy: boolean | string;
  /** The address of the onion service, without a slash at its end; absent where there is none. */
  readonly onion?: string | undefined;
  /** The organisation's own sign-in; absent where there is none. */
  readonly singleSignOn?: SingleSignOn | undefined;
  /** What one network may ask for in a minute; the usual limits unless told. */
  readonly requestsPerMinute?: { readonly reads: number; readonly changes: number };
  /**
   * So many reports of one network, or under one address, in an hour are taken by the form without any
   * effort; null asks nobody for one, and left out it is the usual number.
   */
  readonly reportsAnHour?: number | null;
  /** How an answer waits; by the clock of the machine unless told. */
  readonly pause?: (ms: number) => Promise<unknown>;
  readonly metrics: {
    readonly registry: Registry;
    /** Asked for as a bearer token; null serves the metrics on loopback only. */
    readonly token: string | null;
  };
}

/** A file of routes registers its paths: `export function xxxRoutes(app, web): void`. */
export type RouteModule = (app: FastifyInstance, web: WebContext) => void;
