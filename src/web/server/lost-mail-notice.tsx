/** Says above every page of the console how many mails of the reader's own cases did not arrive. */
import type { FastifyRequest } from "fastify";
import { Notice } from "../../ui/notice.tsx";
import { countsOf, countWord } from "./frame-counts.ts";

export const lostMailPath = "/console/lost-mail";

/** Nothing on the page that lists them. */
export function lostMailNotice(request: FastifyRequest, current: string) {
  const count = countWord(countsOf(request).lost);
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
