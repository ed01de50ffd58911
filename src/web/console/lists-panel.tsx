/** What the loaded public lists say of a CVE id: each with its day, and "no data" where nothing was loaded. */
import type { AdviceList } from "../../core/advice/advice-list.ts";
import type { AdviceOnCve, LoadedList } from "../../store/advice/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";

type Props = {
  cveId: string | null;
  loads: readonly LoadedList[];
  found: AdviceOnCve | undefined;
};

export function ListsPanel({ cveId, loads, found }: Props) {
  return (
    <Panel title="Public lists" level={3}>
      {cveId ? (
        <DescriptionList
          facts={[
            { term: "EPSS", value: <Epss load={loadOf(loads, "epss")} found={found} /> },
            { term: "Exploited, by CISA", value: <Kev list="cisa" loads={loads} found={found} /> },
            { term: "Exploited, by the EU", value: <Kev list="eu" loads={loads} found={found} /> },
          ]}
        />
      ) : (
        <p>Without a CVE id no list can be asked. It is set with the vulnerability.</p>
      )}
    </Panel>
  );
}

function loadOf(loads: readonly LoadedList[], list: AdviceList): LoadedList | undefined {
  return loads.find((each) => each.list === list);
}

function NoData() {
  return <>No data: no list was loaded</>;
}

function Of({ load }: { load: LoadedList }) {
  return (
    <>
      {" "}
      (list of <When at={load.asOf} precision="day" />)
    </>
  );
}

function Epss({ load, found }: { load: LoadedList | undefined; found: Props["found"] }) {
  if (!load) return <NoData />;
  if (!found || found.score === null || found.percentile === null) {
    return (
      <>
        Not in the list
        <Of load={load} />
      </>
    );
  }
  return (
    <>
      <strong>{percent(found.score, 2)}</strong> attacked within 30 days; higher than{" "}
      {percent(found.percentile, 0)} of all
      <Of load={load} />
    </>
  );
}

function percent(part: number, digits: number): string {
  return `${(part * 100).toFixed(digits)} %`;
}

function Kev(props: { list: "cisa" | "eu"; loads: readonly LoadedList[]; found: Props["found"] }) {
  const load = loadOf(props.loads, `kev-${props.list}`);
  if (!load) return <NoData />;
  const entry = props.found?.kev.find(({ list }) => list === props.list);
  if (!entry) {
    return (
      <>
        Not in the list
        <Of load={load} />
      </>
    );
  }
  return (
    <>
      <Tag tone="danger">Known to be exploited</Tag>
      {entry.addedAt && (
        <>
          {" since "}
          <When at={new Date(entry.addedAt)} precision="day" />
        </>
      )}
      <Of load={load} />
    </>
  );
}
