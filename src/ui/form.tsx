/** A form that works without script. The CSRF token is its first field, before any file. */
import type { ComponentChildren } from "preact";
import { classes } from "./classes.ts";

/** Name of the hidden field that carries the CSRF token. */
export const csrfFieldName = "_csrf";

export type FormProps = {
  action: string;
  /** "post" unless told; a "get" form carries no token. */
  method?: "post" | "get" | undefined;
  csrf?: string | undefined;
  /** Sends files. */
  multipart?: boolean | undefined;
  id?: string | undefined;
  class?: string | undefined;
  /** Name for screen readers where several forms share a page. */
  label?: string | undefined;
  children: ComponentChildren;
};

export function Form(props: FormProps) {
  const method = props.method ?? "post";
  return (
    <form
      class={classes("form", props.class)}
      action={props.action}
      method={method}
      id={props.id}
      encType={props.multipart ? "multipart/form-data" : undefined}
      aria-label={props.label}
      // The server's own words tie each error to its field and lose nothing that was typed;
      // a browser's bubble does neither.
      noValidate
    >
      {method === "post" && props.csrf !== undefined && (
        <Hidden name={csrfFieldName} value={props.csrf} />
      )}
      {props.children}
    </form>
  );
}

/** A value that travels with the form unseen. */
export function Hidden(props: { name: string; value: string }) {
  return <input type="hidden" name={props.name} value={props.value} />;
}

/** Fields that belong together under one legend. */
export function FieldSet(props: {
  legend: string;
  help?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <fieldset class="fieldset">
      <legend>{props.legend}</legend>
      {props.help && <p class="fieldset-help">{props.help}</p>}
      {props.children}
    </fieldset>
  );
}
