/**
 * What the form asks a small effort for, the API takes no more: reports of nobody that we know, from a network
 * that sent very many within an hour. Counts in memory, like the form; a program of ours has a token.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { isUnderPressure, ofLastHour, usualReportsAnHour } from "../../core/intake/friction.ts";
import { Refusal } from "../../core/refusal.ts";
import { isLoopback, networkOf } from "./network.ts";
import type { WebContext } from "./web-context.ts";

/** How many visitors one loopback address may stand for. */
const loopbackPeople = 20;
/** Beyond that the oldest networks are forgotten: memory is no place for a flood. */
const networksMax = 20_000;

export function addReportLimit(app: FastifyInstance, web: WebContext): void {
  const { reportsAnHour = usualReportsAnHour } = web;
  if (reportsAnHour === null) return;
  const instants = new Map<string, readonly number[]>();
  const counted = new WeakMap<FastifyRequest, { readonly network: string; readonly at: number }>();
  const now = () => web.context.now().getTime();
  const keep = (network: string, recent: readonly number[]) => {
    instants.delete(network);
    if (recent.length > 0) instants.set(network, recent);
    const [oldest] = instants.keys();
    if (instants.size > networksMax && oldest !== undefined) instants.delete(oldest);
  };
  // Counted as it comes: of many at the same time each would else be let in before the first is answered.
  app.addHook("onRequest", async (request, reply) => {
    if (!isReport(request)) return;
    const people = isLoopback(request) ? loopbackPeople : 1;
    const network = networkOf(request, web);
    const at = now();
    const recent = ofLastHour(instants.get(network) ?? [], at);
    if (isUnderPressure([{ instants: recent, people }], { reportsAnHour }, at)) {
      void reply.header("retry-after", "3600");
      throw new Refusal("report.too-many", { page: `${web.context.baseUrl}/report` });
    }
    counted.set(request, { network, at });
    keep(network, [...recent, at]);
  });
  const takeBack = (request: FastifyRequest) => {
    const count = counted.get(request);
    if (!count || !counted.delete(request)) return;
    const recent = instants.get(count.network) ?? [];
    const index = recent.indexOf(count.at);
    if (index >= 0) keep(count.network, recent.toSpliced(index, 1));
  };
  app.addHook("onResponse", async (request, reply) => {
    if (reply.statusCode >= 300) takeBack(request);
  });
  // What broke off on its way is no report; whoever waits for no answer has sent one.
  app.addHook("onRequestAbort", async (request) => {
    if (!request.raw.complete) takeBack(request);
  });
}

/** By its route, which more than one address reaches. Whoever signs a request is known, or is refused as nobody. */
function isReport({ method, routeOptions, headers }: FastifyRequest): boolean {
  const isRoute = method === "POST" && routeOptions.url === "/api/v1/reports";
  return isRoute && headers.authorization === undefined;
}
