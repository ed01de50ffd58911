/** Says above every page of the console, to leads, that nobody is on call now or soon by a rota that runs. */
import type { FastifyRequest } from "fastify";
import { warnedDays } from "../../core/duty/rota-rules.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import { countsOf } from "./frame-counts.ts";
import type { WebContext } from "./web-context.ts";

/** Nothing on the page of duty itself, which lists four weeks of them. */
export function rotaGapNotice(request: FastifyRequest, { context }: WebContext, current: string) {
  if (current === "/console/duty") return null;
  const now = context.now();
  const [gap] = countsOf(request).gaps.toSorted((a, b) => +a.from - +b.from);
  if (!gap) return null;
  const { zone } = inForceAt(context.policies, now).channels.officeHours;
  const isOpen = +gap.until - +now >= warnedDays * 86_400_000;
  return (
    <Notice
      tone="danger"
      title={
        <>
          Nobody {gap.teamId ? "of a team’s rota " : ""}is on call{" "}
          {gap.from <= now ? "now" : "from "}
          {gap.from > now && <When at={gap.from} zone={zone} />}
          {!isOpen && " until "}
          {!isOpen && <When at={gap.until} zone={zone} />}.
        </>
      }
    >
      <a href="/console/duty#rotas">Look at the rotas</a>
    </Notice>
  );
}
