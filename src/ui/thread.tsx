/** A conversation: who wrote, when, and whether it travelled encrypted and signed. */
import type { ComponentChildren } from "preact";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";
import { type InstantLike, When } from "./when.tsx";

export type SignatureMark =
  | "valid"
  | "expired-key"
  | "revoked-key"
  | "unknown-key"
  | "invalid"
  | "none";

export type MessageProps = {
  /** "own" is the reader's side, "other" the other one, "internal" a note that never leaves the team. */
  side: "own" | "other" | "internal";
  /** The sender as a role: "Reporter", "ALE PSIRT". */
  who: string;
  at: InstantLike;
  zone?: string | undefined;
  /** Whether it travelled encrypted; nothing is said where that has no meaning. */
  encrypted?: boolean | undefined;
  signature?: SignatureMark | undefined;
  /** By which way it came: "by mail", "in the portal". */
  way?: string | undefined;
  /** Attached files and other things at its foot. */
  foot?: ComponentChildren;
  id?: string | undefined;
  /** Plain text keeps its line breaks. */
  children: ComponentChildren;
};

const signatures = {
  valid: { word: "Signature verified", tone: "good" },
  "expired-key": { word: "Signed with a key that has expired", tone: "unsure" },
  "revoked-key": { word: "Signed with a revoked key", tone: "bad" },
  "unknown-key": { word: "Signed, key not known", tone: "unsure" },
  invalid: { word: "Signature not valid", tone: "bad" },
  none: { word: "Not signed", tone: "plain" },
} as const;

export function Message(props: MessageProps) {
  return (
    <li id={props.id} class={`message message-${props.side}`}>
      <p class="message-head">
        <span class="message-role">{props.who}</span>
        {props.side === "internal" && <span class="message-internal">Internal note</span>}
        <span class="message-when">
          <When at={props.at} zone={props.zone} />
          {props.way && ` · ${props.way}`}
        </span>
      </p>
      <div class="message-text">{props.children}</div>
      {props.foot && <div class="message-foot">{props.foot}</div>}
      <Marks {...props} />
    </li>
  );
}

function Marks(props: MessageProps) {
  if (props.encrypted === undefined && props.signature === undefined) return null;
  const signature = props.signature && signatures[props.signature];
  return (
    <p class="message-marks">
      {props.encrypted !== undefined && (
        <span class={classes("mark", props.encrypted ? "mark-good" : "mark-unsure")}>
          <Icon name={props.encrypted ? "lock" : "mail"} />{" "}
          {props.encrypted ? "Encrypted" : "Not encrypted"}
        </span>
      )}
      {signature && (
        <span class={`mark mark-${signature.tone}`}>
          <Icon name={signature.tone === "bad" ? "alert" : "seal"} /> {signature.word}
        </span>
      )}
    </p>
  );
}

/** The messages of one conversation, oldest first. */
export function Thread(props: { label: string; children: ComponentChildren }) {
  return (
    <ol class="thread" aria-label={props.label}>
      {props.children}
    </ol>
  );
}
