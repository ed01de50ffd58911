/** Forms of deeds that are on no case: their form, reading what was sent, and what was refused of it. */
import type { z } from "zod";
import { type Action, perform } from "../../actions/action.ts";
import { formOf as describe } from "../../actions/form-of.ts";
import { inputOfForm } from "../../actions/input-of-form.ts";
import { isPermitted } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import type { RefusalCode } from "../../core/refusal-codes.ts";
import { type FormValues, lastValueOf } from "../../lib/form-description.ts";
import { ActionForm, type ActionFormProps } from "../../ui/action-form.tsx";
import { formToken } from "../server/form-token.ts";
import { type FormRefused, orErrors } from "../server/or-errors.ts";
import { triedFormOf } from "../server/sent-form.ts";
import type { ConsoleRequest } from "./console-frame.tsx";

/** A form that was refused: its words come back beside the reasons. */
export interface SentHouseForm {
  readonly deed: string;
  readonly values: FormValues;
  readonly refused: FormRefused;
}

/** What a form is made from. */
export type Described = Pick<Action, "deed" | "title" | "summary" | "path" | "input">;

export type HouseFormProps = Pick<
  ActionFormProps,
  "choices" | "freeRows" | "only" | "submit" | "look" | "zones" | "labels" | "helps"
> & {
  at: ConsoleRequest;
  on: Described;
  path: string;
  /** Ids that say what the deed is on: they travel hidden. */
  ids?: Readonly<Record<string, string>>;
  /** What else travels hidden, such as when what the form shows was last changed. */
  unseen?: Readonly<Record<string, string>>;
  values?: FormValues;
  /** What tells this form from others of its deed on the page: "Confirm" of what? */
  about?: string;
  sent: SentHouseForm | undefined;
};

/** Nothing where the reader may not do the deed. */
export function HouseForm(props: HouseFormProps) {
  const { at, on, ids = {}, unseen = {}, path, values, about, submit, ...rest } = props;
  if (!isPermitted(at.staff, on.deed)) return null;
  const mark = Object.values(ids)
    .map((id) => id.slice(-6))
    .join("-");
  const form = describe(on);
  const sent = sentTo(props.sent, on, ids);
  const named = form.fields.map((field) =>
    field.name in ids || field.name in unseen ? { ...field, kind: "hidden" as const } : field,
  );
  return (
    <ActionForm
      {...rest}
      submit={submit ?? form.title}
      form={{
        ...form,
        title: about ? `${form.title}: ${about}` : form.title,
        name: mark ? `${form.name}-${mark}` : form.name,
        fields: named,
      }}
      action={path}
      csrf={formToken(at.request, at.reply, at.web)}
      values={{ ...values, ...unseen, ...sent?.values, ...ids }}
      errors={sent?.refused.errors}
    />
  );
}

/** What was sent to this very form, where several of a deed stand on a page. */
export function sentTo(
  sent: SentHouseForm | undefined,
  on: Pick<Action, "deed">,
  ids: Readonly<Record<string, string>> = {},
): SentHouseForm | undefined {
  if (sent?.deed !== on.deed) return undefined;
  const same = Object.entries(ids).every(([name, id]) => lastValueOf(sent.values, name) === id);
  return same ? sent : undefined;
}

/**
 * Does the deed with what was sent, and what the page knows beside it, such as files. A refusal that
 * `fields` knows is shown at its field.
 */
export async function doHouseDeed<Input extends z.ZodObject, Output extends object>(
  at: ConsoleRequest,
  on: Action<Input, Output>,
  fields: Readonly<Partial<Record<RefusalCode, string>>> = {},
  beside: Readonly<Record<string, unknown>> = {},
): Promise<{ done: Output } | { sent: SentHouseForm }> {
  const { values, refusal } = triedFormOf(at.request);
  const input = { ...inputOfForm(describe(on), values), ...beside };
  const deed = refusal
    ? Promise.reject<Output>(refusal)
    : perform(at.web.context, on, at.staff, input);
  // What is absent is said at the form, where the form asks for it by name.
  const named = deed.catch((error) => {
    if (!(error instanceof Refusal) || !(error.code in fields)) throw error;
    return error;
  });
  const result = await orErrors(named);
  if ("errors" in result) return { sent: { deed: on.deed, values, refused: result } };
  const { done } = result;
  if (!(done instanceof Refusal)) return { done };
  const errors = [{ field: fields[done.code], message: done.message }];
  return { sent: { deed: on.deed, values, refused: { errors, status: done.status } } };
}
