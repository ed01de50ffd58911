/** The deeds of the recurring rota from the page of duty: each form is read, done and answered there. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Action } from "../../actions/action.ts";
import { addRotaPattern } from "../../actions/rota/add-rota-pattern.ts";
import { changeRotaOrder } from "../../actions/rota/change-rota-order.ts";
import { coverShift } from "../../actions/rota/cover-shift.ts";
import { endRotaPattern } from "../../actions/rota/end-rota-pattern.ts";
import { permit } from "../../core/people/permit.ts";
import type { RefusalCode } from "../../core/refusal-codes.ts";
import { staffOf } from "../server/actor-of.ts";
import { seeOther } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import type { ConsoleRequest } from "./console-frame.tsx";
import { doHouseDeed, type SentHouseForm } from "./house-form.tsx";
import { rotaPath } from "./rota-forms.tsx";

type Show = (at: ConsoleRequest, sent: SentHouseForm) => Promise<FastifyReply>;
type Fields = Partial<Record<RefusalCode, string>>;

const peopleFields: Fields = {
  "on-call.role": "people",
  "on-call.self": "people",
  "person.unknown": "people",
  "rota.not-of-team": "people",
};

export const rotaDone: Readonly<Record<string, string>> = {
  "rota-added": "The rota is added. Its first turns stand below.",
  "rota-order": "The order is changed.",
  "rota-ended": "The rota is ended.",
  "rota-covered": "The shift is covered.",
};

/** `show` draws the page of duty with the form that was refused. */
export function rotaRoutes(app: FastifyInstance, web: WebContext, show: Show): void {
  const post = <Input extends z.ZodObject, Output extends object>(
    path: string,
    on: Action<Input, Output>,
    done: string,
    fields: Fields,
  ) =>
    app.post(path, async (request: FastifyRequest, reply) => {
      const staff = await staffOf(request);
      permit({ ...staff, steppedUp: true }, "cover-shift");
      const at = { request, reply, web, staff };
      const result = await doHouseDeed(at, on, fields);
      if ("sent" in result) return show(at, result.sent);
      return seeOther(reply, `/console/duty?done=${done}`);
    });
  post(rotaPath, addRotaPattern, "rota-added", {
    ...peopleFields,
    "rota.ends": "endsOn",
    "rota.hours": "hoursUntil",
    "team.unknown": "teamId",
  });
  post(`${rotaPath}/order`, changeRotaOrder, "rota-order", {
    ...peopleFields,
    "rota.order-day": "startsOn",
    "rota.changed": "people",
  });
  post(`${rotaPath}/end`, endRotaPattern, "rota-ended", {
    "rota.ends": "endsOn",
    "rota.changed": "endsOn",
  });
  post(`${rotaPath}/cover`, coverShift, "rota-covered", {
    "on-call.period": "until",
    "on-call.self": "personId",
    "on-call.role": "personId",
    "person.unknown": "personId",
    "rota.cover-others": "personId",
    "rota.no-shift": "from",
    "rota.not-of-team": "personId",
  });
}
