/** A framed message of the page to its reader; its tone is in the icon and the word, not only in colour. */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

export type NoticeTone = "info" | "success" | "warning" | "danger";

export type NoticeProps = {
  tone?: NoticeTone | undefined;
  title?: ComponentChildren;
  /** Read aloud at once: the answer to what was just done. */
  live?: boolean | undefined;
  children?: ComponentChildren;
};

const faces: Readonly<Record<NoticeTone, { word: string; icon: IconName }>> = {
  info: { word: "Note", icon: "info" },
  success: { word: "Done", icon: "check" },
  warning: { word: "Warning", icon: "alert" },
  danger: { word: "Important", icon: "alert" },
};

export function Notice(props: NoticeProps) {
  const tone = props.tone ?? "info";
  const role = props.live ? (tone === "danger" ? "alert" : "status") : undefined;
  return (
    <div class={`notice notice-${tone}`} role={role}>
      <Icon name={faces[tone].icon} class="notice-icon" />
      <div class="notice-body">
        <p class="notice-title">
          <span class="visually-hidden">{faces[tone].word}: </span>
          {props.title}
        </p>
        {props.children && <div class="notice-text">{props.children}</div>}
      </div>
    </div>
  );
}
