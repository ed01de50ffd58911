/** What a page of the console says above everything else, put together while the request is read. */
import type { FastifyRequest } from "fastify";
import type { VNode } from "preact";

const alerts = new WeakMap<FastifyRequest, VNode[]>();

/** One more; a hook calls it before the page is made. */
export function addAlert(request: FastifyRequest, alert: VNode): void {
  alerts.set(request, [...(alerts.get(request) ?? []), alert]);
}

export function alertsOf(request: FastifyRequest): readonly VNode[] {
  return alerts.get(request) ?? [];
}
