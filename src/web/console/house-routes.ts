/**
 * Routes of a page whose forms are deeds of the house: the page itself, and a post for each deed. What was
 * refused is shown again with its words; what was done leads back with its name.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Action } from "../../actions/action.ts";
import { permit } from "../../core/people/permit.ts";
import type { RefusalCode } from "../../core/refusal-codes.ts";
import { staffOf } from "../server/actor-of.ts";
import { seeOther } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import type { ConsoleRequest } from "./console-frame.tsx";
import { doHouseDeed, type SentHouseForm } from "./house-form.tsx";

export interface HousePage {
  readonly path: string;
  /** The fields at which refusals are said. */
  readonly fields: Readonly<Partial<Record<RefusalCode, string>>>;
  show(at: ConsoleRequest, sent?: SentHouseForm): Promise<FastifyReply>;
}

type Take = <Input extends z.ZodObject, Output extends object>(
  rest: string,
  deed: Action<Input, Output>,
) => void;

/** Adds the page, and gives what adds the post of a deed at the page's path with `rest` behind it. */
export function housePage(app: FastifyInstance, web: WebContext, page: HousePage): Take {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => ({
    ...{ request, reply, web },
    staff: await staffOf(request),
  });
  app.get(page.path, async (request, reply) => page.show(await visit(request, reply)));
  return (rest, deed) => {
    app.post(`${page.path}${rest}`, async (request, reply) => {
      const at = await visit(request, reply);
      // Before the form is read: whoever may not do it hears that, whatever they sent.
      permit(at.staff, deed.deed);
      const result = await doHouseDeed(at, deed, page.fields);
      if ("sent" in result) return page.show(at, result.sent);
      return seeOther(reply, `${page.path}?done=${deed.deed}`);
    });
  };
}
