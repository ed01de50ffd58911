/** Says above every page of the console how many mails of the reader's own cases did not arrive. */
import type { FastifyRequest } from "fastify";
import { countLostMails } from "../../store/messages/lost-mail-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { Notice } from "../../ui/notice.tsx";
import type { Staff } from "./actor-of.ts";

export const lostMailPath = "/console/lost-mail";

const counts = new WeakMap<FastifyRequest, number>();

/** Counts once for every page that is asked for. */
export async function noteLostMail(request: FastifyRequest, tx: Tx, staff: Staff): Promise<void> {
  counts.set(request, await countLostMails(tx, staff.id));
}

/** "3", "99+", or undefined where all arrived. */
export function lostMailOf(request: FastifyRequest): string | undefined {
  const count = counts.get(request) ?? 0;
  if (count === 0) return undefined;
  return count > 99 ? "99+" : String(count);
}

/** Nothing on the page that lists them. */
export function lostMailNotice(request: FastifyRequest, current: string) {
  const count = lostMailOf(request);
  if (count === undefined || current === lostMailPath) return null;
  const one = count === "1";
  return (
    <Notice
      tone="danger"
      title={one ? "A mail of yours did not arrive." : `${count} mails of yours did not arrive.`}
    >
      <a href={`${lostMailPath}?whose=mine`}>
        {one ? "See which, and send it another way" : "See which, and send them another way"}
      </a>
    </Notice>
  );
}
