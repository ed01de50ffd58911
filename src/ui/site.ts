/** What every page shell needs to know of the installation it belongs to. */

export type Site = {
  /** The home organisation's name. */
  organisation: string;
  /** The team's full name; it stands on every page (ALE-02). */
  team: string;
  /** BCP 47 tag of the page's language. */
  language: string;
  /** Address of the joined style sheet, with its hash. */
  stylesheet: string;
  /** Address of the favicon; "/favicon.svg" unless told. */
  favicon?: string | undefined;
  /** Addresses of module scripts that make the page nicer; every page works without them. */
  scripts?: readonly string[] | undefined;
  /** Where the name in the header leads; "/" unless told. */
  home?: string | undefined;
};

export type NavLink = {
  href: string;
  label: string;
  /** Marks the page one is on (`aria-current`). */
  current?: boolean | undefined;
  /** A capped count such as "99+", shown beside the label. */
  count?: string | undefined;
  /** The key that a script may bind, shown as a hint in the console. */
  key?: string | undefined;
};

/** Another representation of the same page: a feed, a CSAF document, the page in another language. */
export type Alternate =
  | { href: string; type: string; title: string }
  | { href: string; hreflang: string };
