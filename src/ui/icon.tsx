/**
 * Our own few icons, drawn on a 16 × 16 grid. Always decoration: the word stands beside it,
 * because Tor Browser's safest mode draws no SVG at all.
 */
import { classes } from "./classes.ts";

const paths = {
  alert: "M8 2.2 14.4 13.3H1.6Z M8 6.5v3.2 M8 11.3v.2",
  "arrow-left": "M13 8H3 M7 4 3 8l4 4",
  "arrow-right": "M3 8h10 M9 4l4 4-4 4",
  check: "M3 8.6 6.4 12 13 4.6",
  clock: "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8Z M8 4.6V8l2.4 1.6",
  chevron: "M6 3.5 10.5 8 6 12.5",
  copy: "M5.5 5.5h8v8h-8Z M10.5 5.5v-3h-8v8h3",
  cross: "M4 4l8 8 M12 4l-8 8",
  download: "M8 2v8 M4.8 7 8 10.2 11.2 7 M2.5 13.5h11",
  file: "M3.8 1.8h5.4l3 3v9.4H3.8Z M9 2v3h3",
  info: "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8Z M8 7.2v4 M8 4.7v.2",
  key: "M5 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6Z M7.8 8H14v2.4 M11.4 8v2",
  lock: "M3.5 7.2h9v6.6h-9Z M5.3 7V4.9a2.7 2.7 0 0 1 5.4 0V7",
  mail: "M1.8 3.5h12.4v9H1.8Z M2 4l6 4.8L14 4",
  note: "M2.5 2.5h11v7.2l-3.8 3.8H2.5Z M9.7 13.3V9.7h3.6",
  pause: "M5.5 3.5v9 M10.5 3.5v9",
  plus: "M8 3v10 M3 8h10",
  print: "M4.5 6V2h7v4 M4.5 11.5h-2.7V6h12.4v5.5h-2.7 M4.5 9.5h7V14h-7Z",
  search: "M7 2.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6Z M10.6 10.6 14 14",
  seal: "M8 1.8a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z M5.4 9v5.2L8 12.6l2.6 1.6V9 M6.5 5.8 7.6 7l2-2.3",
  shield: "M8 1.6 13.5 3.6v4.2c0 3.2-2.2 5.5-5.5 6.8-3.3-1.3-5.5-3.6-5.5-6.8V3.6Z",
  user: "M8 2a2.8 2.8 0 1 1 0 5.6A2.8 2.8 0 0 1 8 2Z M2.6 14c.4-2.8 2.5-4.4 5.4-4.4s5 1.6 5.4 4.4",
} as const;

export type IconName = keyof typeof paths;

/** Every icon there is, for the gallery. */
export const iconNames = Object.keys(paths) as IconName[];

export type IconProps = { name: IconName; class?: string | undefined };

/** A decorative icon in the colour of its text. */
export function Icon(props: IconProps) {
  return (
    <svg
      class={classes("icon", props.class)}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[props.name]} />
    </svg>
  );
}
