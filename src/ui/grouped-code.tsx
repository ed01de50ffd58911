/**
 * A long code in groups of four for the eye. The groups are drawn apart, not spaced apart, so
 * that what is copied is the code itself.
 */
import { Fragment } from "preact";

export function GroupedCode(props: { code: string; id?: string | undefined }) {
  const groups = props.code.match(/.{1,4}/gu) ?? [];
  return (
    <code class="grouped" id={props.id} translate={false}>
      {groups.map((group, at) => (
        <Fragment key={at}>
          {at > 0 && <wbr />}
          <span class="grouped-part">{group}</span>
        </Fragment>
      ))}
    </code>
  );
}

/** A key's fingerprint: spaces of the source dropped, capital letters, groups of four. */
export function Fingerprint(props: { value: string }) {
  return <GroupedCode code={props.value.replace(/\s+/g, "").toUpperCase()} />;
}
