/** A promise and its date: always a word, an icon, the absolute date with zone, and the distance in words. */
import { Icon, type IconName } from "./icon.tsx";
import { type InstantLike, When } from "./when.tsx";

export type DueState = "overdue" | "soon" | "open" | "kept" | "late" | "paused";

export type DueProps = {
  state: DueState;
  /** When it is due; when it was kept for "kept" and "late". A paused promise may have none. */
  at?: InstantLike | undefined;
  zone?: string | undefined;
  /** The distance in words, made by the caller, who knows the time: "in 2 working days". */
  relative?: string | undefined;
  /** What is promised: "Acknowledge the report". */
  promise?: string | undefined;
  /** To whom it is owed: "the reporter". */
  owedTo?: string | undefined;
  /** Replaces the state's usual word. */
  word?: string | undefined;
};

const faces: Readonly<Record<DueState, { word: string; icon: IconName }>> = {
  overdue: { word: "Overdue", icon: "alert" },
  soon: { word: "Due soon", icon: "clock" },
  open: { word: "Due", icon: "clock" },
  kept: { word: "Kept", icon: "check" },
  late: { word: "Kept late", icon: "check" },
  paused: { word: "Paused", icon: "pause" },
};

export const dueStates = Object.keys(faces) as DueState[];

export function Due(props: DueProps) {
  const face = faces[props.state];
  return (
    <span class={`due due-${props.state}`}>
      {props.promise && (
        <span class="due-promise">
          {props.promise}
          {props.owedTo && <span class="due-to"> to {props.owedTo}</span>}
        </span>
      )}
      <span class="due-line">
        <span class="due-word">
          <Icon name={face.icon} /> {props.word ?? face.word}
        </span>{" "}
        {props.relative && <span class="due-relative">{props.relative} </span>}
        {props.at !== undefined && (
          <span class="due-date">
            <When at={props.at} zone={props.zone} />
          </span>
        )}
      </span>
    </span>
  );
}

/** Several promises under one another. */
export function DueList(props: { promises: readonly DueProps[]; label?: string | undefined }) {
  return (
    <ul class="due-list" aria-label={props.label ?? "Promises"}>
      {props.promises.map((promise, at) => (
        <li key={`${promise.promise}-${at}`}>
          <Due {...promise} />
        </li>
      ))}
    </ul>
  );
}
