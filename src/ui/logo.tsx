/** Parley's own mark: two sides talking, and the part they share kept solid. Decoration beside a name. */

/** The mark alone, in the colour of its text; no text inside, so that it vanishes cleanly without SVG. */
export function Logo() {
  return (
    <svg
      class="logo"
      viewBox="0 0 32 32"
      width="32"
      height="32"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d="M16 8.3a9.4 9.4 0 0 1 0 15.4 9.4 9.4 0 0 1 0-15.4Z"
        fill="currentColor"
        stroke="none"
      />
      <path
        d="M11 6.6a9.4 9.4 0 1 1-3.6 18.1L3 26l1.3-4A9.4 9.4 0 0 1 11 6.6Z M21 6.6a9.4 9.4 0 1 0 3.6 18.1L29 26l-1.3-4A9.4 9.4 0 0 0 21 6.6Z"
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linejoin="round"
      />
    </svg>
  );
}
