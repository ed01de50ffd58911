/** Buttons that do something and links that look like them. One primary per page: the next deed. */
import type { ComponentChildren } from "preact";
import { classes } from "./classes.ts";
import { Icon, type IconName } from "./icon.tsx";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger";

type Common = {
  look?: ButtonLook | undefined;
  small?: boolean | undefined;
  /** As wide as its column. */
  wide?: boolean | undefined;
  icon?: IconName | undefined;
  children: ComponentChildren;
};

export type ButtonProps = Common & {
  type?: "submit" | "button" | "reset" | undefined;
  /** Name and value tell the server which of several buttons was pressed. */
  name?: string | undefined;
  value?: string | undefined;
  /** Another address for this button's submission. */
  formAction?: string | undefined;
  /** The id of the form that it sends, where it stands outside of it. */
  form?: string | undefined;
  /** A row of a list: the keys j and k go over it (`data-row`). */
  row?: boolean | undefined;
  disabled?: boolean | undefined;
  id?: string | undefined;
  /** The key a script may bind (`data-key`); shown as a hint. */
  shortcut?: string | undefined;
  /** Keys that lead to the form of this button, shown as a hint: pressing them sends nothing. */
  formKeys?: string | undefined;
};

/** A submit button, "primary" unless told. */
export function Button(props: ButtonProps) {
  return (
    <button
      class={look(props)}
      type={props.type ?? "submit"}
      name={props.name}
      value={props.value}
      formAction={props.formAction}
      form={props.form}
      data-row={props.row ? "" : undefined}
      disabled={props.disabled}
      id={props.id}
      data-key={props.shortcut}
    >
      <Face {...props} />
      {(props.shortcut ?? props.formKeys) && (
        <span class="key" aria-hidden="true">
          {props.shortcut ?? props.formKeys}
        </span>
      )}
    </button>
  );
}

export type LinkButtonProps = Common & {
  href: string;
  /** Offers the target as a file under this name. */
  download?: string | boolean | undefined;
};

/** A link that leads to a deed's page, drawn as a button; "secondary" unless told. */
export function LinkButton(props: LinkButtonProps) {
  return (
    <a class={look({ look: "secondary", ...props })} href={props.href} download={props.download}>
      <Face {...props} />
    </a>
  );
}

function Face(props: Common) {
  return (
    <>
      {props.icon && <Icon name={props.icon} />}
      <span>{props.children}</span>
    </>
  );
}

function look(props: Common): string {
  return classes(
    "button",
    `button-${props.look ?? "primary"}`,
    props.small && "button-small",
    props.wide && "button-wide",
  );
}
