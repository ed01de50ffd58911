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
  const now = () => web.context.now().getTime();
  app.addHook("onRequest", async (request, reply) => {
    if (!isReport(request)) return;
    const people = isLoopback(request) ? loopbackPeople : 1;
    const seen = instants.get(networkOf(request, web)) ?? [];
    if (!isUnderPressure([{ instants: seen, people }], { reportsAnHour }, now())) return;
    void reply.header("retry-after", "3600");
    throw new Refusal("report.too-many", { page: `${web.context.baseUrl}/report` });
  });
  app.addHook("onResponse", async (request, reply) => {
    if (!isReport(request) || reply.statusCode >= 300) return;
    const network = networkOf(request, web);
    const recent = [...ofLastHour(instants.get(network) ?? [], now()), now()];
    instants.delete(network);
    instants.set(network, recent.slice(-reportsAnHour * loopbackPeople));
    const [oldest] = instants.keys();
    if (instants.size > networksMax && oldest !== undefined) instants.delete(oldest);
  });
}

/** Whoever signs a request is known, or is refused as nobody. */
function isReport({ method, url, headers }: FastifyRequest): boolean {
  const [path] = url.split("?");
  return method === "POST" && path === "/api/v1/reports" && headers.authorization === undefined;
}
