/** What happened, when and by whom, in the order given. */
import type { ComponentChildren } from "preact";
import type { Tone } from "./badge.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { type InstantLike, When } from "./when.tsx";

export type TimelineEvent = {
  id: string;
  at: InstantLike;
  /** A role: "Case lead", "Reporter", "Parley". */
  who: string;
  what: ComponentChildren;
  /** More about it, under the line. */
  detail?: ComponentChildren;
  icon?: IconName | undefined;
  tone?: Tone | undefined;
  /** Where what it is about stands. */
  href?: string | undefined;
};

export type TimelineProps = {
  events: readonly TimelineEvent[];
  zone?: string | undefined;
  label?: string | undefined;
};

export function Timeline(props: TimelineProps) {
  return (
    <ol class="timeline" aria-label={props.label ?? "Timeline"}>
      {props.events.map((event) => (
        <li key={event.id} id={`event-${event.id}`} class={`event event-${event.tone ?? "plain"}`}>
          <span class="event-mark" aria-hidden="true">
            {event.icon && <Icon name={event.icon} />}
          </span>
          <div class="event-body">
            <p class="event-what">
              <span class="event-who">{event.who}</span> {event.what}
            </p>
            <p class="event-when">
              <When at={event.at} zone={props.zone} />
              {event.href && (
                <>
                  {" · "}
                  <a href={event.href}>
                    Go there<span class="visually-hidden">: {event.what}</span>
                  </a>
                </>
              )}
            </p>
            {event.detail && <div class="event-detail">{event.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
