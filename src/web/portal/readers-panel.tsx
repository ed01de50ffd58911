/** Tells a reporter how many people of ours have read the report, in which part they play, and when. Names nobody. */
import { roleWords } from "../../core/people/role-words.ts";
import type { StaffRole } from "../../core/people/roles.ts";
import type { ReaderOfOwn } from "../../store/access/access-reader.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";

export function ReadersPanel(props: { readers: readonly ReaderOfOwn[]; zone: string }) {
  const { readers, zone } = props;
  const [first] = readers;
  return (
    <Panel title="Who has read it" level={3} id="readers">
      {first ? (
        <>
          <p>
            {readers.length === 1 ? "One person" : `${readers.length} people`} of ours, since{" "}
            <When at={first.firstAt} zone={zone} />. We do not say who they are.
          </p>
          <Disclosure summary="In which part, and when">
            <ul>
              {readers.map((each) => (
                <li key={each.reader}>
                  {rolesOf(each)}: first <When at={each.firstAt} zone={zone} />, last{" "}
                  <When at={each.lastAt} zone={zone} />
                </li>
              ))}
            </ul>
          </Disclosure>
        </>
      ) : (
        <p>Nobody of ours has opened it yet.</p>
      )}
    </Panel>
  );
}

function rolesOf({ roles }: ReaderOfOwn): string {
  const titles = roles.map((role) => roleWords[role as StaffRole]?.title ?? role);
  return titles.length > 0 ? titles.join(", ") : "A colleague";
}
