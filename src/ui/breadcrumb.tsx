/** Where one is: the way down from the top; the last crumb is the page itself. */

export type Crumb = { label: string; href?: string | undefined };

export function Breadcrumb(props: { crumbs: readonly Crumb[]; label?: string | undefined }) {
  return (
    <nav class="breadcrumb" aria-label={props.label ?? "Breadcrumb"}>
      <ol>
        {props.crumbs.map(({ label, href }) => (
          <li key={label}>
            {href ? <a href={href}>{label}</a> : <span aria-current="page">{label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
