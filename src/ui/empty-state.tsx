/** What stands where nothing is yet: says why it is empty and what to do about it. */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

export type EmptyStateProps = {
  title: string;
  icon?: IconName | undefined;
  /** Where it is all that the page has, its title is the page's heading. */
  isPage?: boolean | undefined;
  children?: ComponentChildren;
  /** A button or link. */
  action?: ComponentChildren;
};

export function EmptyState(props: EmptyStateProps) {
  const Title = props.isPage ? "h1" : "p";
  return (
    <div class="empty">
      {props.icon && <Icon name={props.icon} class="empty-icon" />}
      <Title class="empty-title">{props.title}</Title>
      {props.children && <div class="empty-text">{props.children}</div>}
      {props.action && <div class="empty-action">{props.action}</div>}
    </div>
  );
}
