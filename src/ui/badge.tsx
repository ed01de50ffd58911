/** Small words with a tone: where a case stands, what kind of thing this is. */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "plain" | "info" | "success" | "warning" | "danger";

export type TagProps = {
  tone?: Tone | undefined;
  icon?: IconName | undefined;
  children: ComponentChildren;
};

/** A word in a frame. */
export function Tag(props: TagProps) {
  return (
    <span class={`tag tag-${props.tone ?? "plain"}`}>
      {props.icon && <Icon name={props.icon} />}
      {props.children}
    </span>
  );
}

/** How far along a stage is, drawn as an open, half, full or struck mark beside its word. */
export type StageProgress = "new" | "underway" | "waiting" | "done" | "stopped";

export type StageBadgeProps = {
  /** The stage's word: "Analysis". */
  name: string;
  progress: StageProgress;
};

/** Where a case stands. */
export function StageBadge(props: StageBadgeProps) {
  return (
    <span class={`stage stage-${props.progress}`}>
      <span class="stage-mark" aria-hidden="true" />
      {props.name}
    </span>
  );
}
