/**
 * The zone in which a reader of the portal sees dates: the policy's, or the one that they chose.
 * It is kept in this browser alone and leaves with the report's secret; nothing of it is stored.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { isTimeZone } from "../../formats/policy/time-zone.ts";
import type { SelectGroup } from "../../ui/select.tsx";
import { clearCookie, cookieOf, setCookie } from "../server/cookies.ts";
import type { WebContext } from "../server/web-context.ts";

const keptSeconds = 180 * 24 * 3_600;

/** The zone that the reader chose, else `ours`. */
export function zoneFor(request: FastifyRequest, web: WebContext, ours: string): string {
  const chosen = cookieOf(request, web, "zone");
  return chosen !== undefined && isZoneName(chosen) ? chosen : ours;
}

/** Keeps a choice; anything that is no zone (the empty choice too) goes back to ours. */
export function keepZone(reply: FastifyReply, web: WebContext, chosen: string): void {
  if (isZoneName(chosen)) setCookie(reply, web, "zone", chosen, keptSeconds);
  else clearCookie(reply, web, "zone");
}

/** IANA names only: "+05:30" has no daylight-saving rules, and "est" is three different places. */
function isZoneName(name: string): boolean {
  return name.length <= 60 && (name === "UTC" || (name.includes("/") && isTimeZone(name)));
}

/** Every zone by its region, as `<select>` shows them; `also` stands among them in any spelling. */
export function zonesByRegion(also: string): SelectGroup[] {
  const known = Intl.supportedValuesOf("timeZone").filter((name) => name.includes("/"));
  const names = known.includes(also) || !also.includes("/") ? known : [...known, also].sort();
  const regions = new Map<string, string[]>();
  for (const name of names) {
    const [region = ""] = name.split("/");
    regions.set(region, [...(regions.get(region) ?? []), name]);
  }
  return [...regions].map(([label, zones]) => ({
    label,
    options: zones.map((value) => ({ value, label: placeOf(value) })),
  }));
}

/** "America/Argentina/Buenos_Aires" stands under America as "Argentina, Buenos Aires". */
function placeOf(zone: string): string {
  return zone.split("/").slice(1).join(", ").replaceAll("_", " ");
}
