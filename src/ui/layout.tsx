/** The few arrangements that pages are made of, so that no page needs a style of its own. */
import type { ComponentChildren } from "preact";
import { classes } from "./classes.ts";

type Arranged = { children: ComponentChildren };

/** Things under one another with even room between them. */
export function Stack(props: Arranged & { gap?: "small" | "medium" | "large" | undefined }) {
  return <div class={`stack stack-${props.gap ?? "medium"}`}>{props.children}</div>;
}

/** A main column with a narrow one beside it; the narrow one comes second on a phone. */
export function Columns(props: { main: ComponentChildren; aside: ComponentChildren }) {
  return (
    <div class="columns">
      <div class="columns-main">{props.main}</div>
      <div class="columns-aside">{props.aside}</div>
    </div>
  );
}

/** Equal tiles that wrap: figures, doors to other pages. */
export function Tiles(props: Arranged) {
  return <div class="tiles">{props.children}</div>;
}

/** Buttons or links in a row. */
export function Actions(props: Arranged) {
  return <div class="actions">{props.children}</div>;
}

/** Running text at a readable width. */
export function Prose(props: Arranged) {
  return <div class="prose">{props.children}</div>;
}

export type PanelProps = Arranged & {
  title?: ComponentChildren;
  /** Heading level of the title; 2 unless told. */
  level?: 2 | 3 | undefined;
  /** Small links or buttons beside the title. */
  actions?: ComponentChildren;
  /** "next" marks the one thing to do next; "quiet" has no frame. */
  look?: "plain" | "next" | "quiet" | undefined;
  id?: string | undefined;
};

/** A framed part of a page with its own heading. */
export function Panel(props: PanelProps) {
  const Heading = props.level === 3 ? "h3" : "h2";
  return (
    <section id={props.id} class={classes("panel", props.look && `panel-${props.look}`)}>
      {(props.title || props.actions) && (
        <header class="panel-header">
          {props.title && <Heading class="panel-title">{props.title}</Heading>}
          {props.actions && <div class="panel-actions">{props.actions}</div>}
        </header>
      )}
      {props.children}
    </section>
  );
}

/** A large link to another part of the site, with a sentence of what is there. */
export function Door(props: { href: string; title: string; children?: ComponentChildren }) {
  return (
    <a class="door" href={props.href}>
      <span class="door-title">{props.title}</span>
      {props.children && <span class="door-text">{props.children}</span>}
    </a>
  );
}

/** One figure with what it counts. */
export function Figure(props: {
  value: string;
  label: string;
  note?: ComponentChildren;
  tone?: "plain" | "danger" | "warning" | "success" | undefined;
}) {
  return (
    <div class={classes("figure", props.tone && `figure-${props.tone}`)}>
      <p class="figure-value">{props.value}</p>
      <p class="figure-label">{props.label}</p>
      {props.note && <p class="figure-note">{props.note}</p>}
    </div>
  );
}
