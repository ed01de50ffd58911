/**
 * The decision tables of SSVC: for each combination of answers the one outcome. Data only, after
 * CERT/CC's published tables (licence: docs/licences/ssvc.txt); nothing here is computed or weighed.
 */
import {
  automatable,
  bod2604,
  cisaLevel,
  coordinate,
  type DecisionPoint,
  exploitation,
  humanImpact,
  inKev,
  missionAndWellBeing,
  missionImpact,
  priority,
  publiclyExposed,
  publicSafetyImpact,
  publicValueAdded,
  publish,
  reportCredibility,
  reportPublic,
  safetyImpact,
  supplierCardinality,
  supplierContacted,
  supplierEngagement,
  supplierInvolvement,
  systemExposure,
  technicalImpact,
  utility,
  valueDensity,
} from "./decision-points.ts";

export type SsvcTable = {
  readonly id: string;
  /** Namespace and key of the standard: "ssvc:DT_SP". */
  readonly key: string;
  readonly version: string;
  readonly name: string;
  readonly points: readonly DecisionPoint[];
  readonly outcome: DecisionPoint;
  /** One outcome for each combination, the last point's values changing fastest. */
  readonly results: readonly string[];
};

function rows(text: string): string[] {
  return text.trim().split(/\s+/);
}

const supplier = {
  id: "supplier",
  key: "ssvc:DT_SP",
  version: "1.0.0",
  name: "Supplier: how soon to develop a fix",
  points: [exploitation, utility, technicalImpact, publicSafetyImpact],
  outcome: priority,
  results: rows(`
    D S S O  S O S O  S O O O
    S O S I  S I O I  O I O I
    O I O I  O I O I  I I I I`),
} as const satisfies SsvcTable;

const coordinatorTriage = {
  id: "coordinator-triage",
  key: "ssvc:DT_COORD_TRIAGE",
  version: "1.0.0",
  name: "Coordinator: whether to take the case",
  points: [
    reportPublic,
    supplierContacted,
    reportCredibility,
    supplierCardinality,
    supplierEngagement,
    utility,
    publicSafetyImpact,
  ],
  outcome: coordinate,
  // Groups of six: utility and public safety. Lines of four groups: cardinality and engagement.
  results: rows(`
    D D D D D D  D D D D D D  D D D D D C  D D D D D C
    D D D D D D  D D D D D D  D D D D D C  D D D D D C
    D D D D D D  D D D D D D  D D D D D C  D D D D D C
    D D D D D D  D D D D D D  D D D D D C  D D D D D C
    D D D D D D  D D D D D D  D D D D D C  D D D D D C
    D D D D D D  D D D D D D  D D D D D C  D D D D D C
    D D D T D T  D D D T D T  D T D T T C  D T D T T C
    D D D T D T  T C C C C C  D T D T C C  C C C C C C`),
} as const satisfies SsvcTable;

const coordinatorPublish = {
  id: "coordinator-publish",
  key: "ssvc:DT_COORD_PUBLISH",
  version: "1.0.0",
  name: "Coordinator: whether to publish",
  points: [supplierInvolvement, exploitation, publicValueAdded],
  outcome: publish,
  results: rows(`
    N N P  N N P  N P P
    N N P  N N P  N P P
    N N P  N P P  P P P`),
} as const satisfies SsvcTable;

const cisaCoordinator = {
  id: "cisa-coordinator",
  key: "cisa:DT_CO",
  version: "2.0.3",
  name: "CISA: how much attention it needs",
  points: [exploitation, automatable, technicalImpact, missionAndWellBeing],
  outcome: cisaLevel,
  results: rows(`
    T T T   T T T*  T T AT  T T AT
    T T T*  T T* AT  T T AT  T T* AT
    T T AT  T AT AC  AT AT AC  AT AC AC`),
} as const satisfies SsvcTable;

const deployer = {
  id: "deployer",
  key: "ssvc:DT_DP",
  version: "1.0.0",
  name: "Deployer: how soon to apply a fix",
  points: [exploitation, systemExposure, automatable, humanImpact],
  outcome: priority,
  results: rows(`
    D D S S  D S S S  D S S S  S S S S  D S S S  S S S O
    D S S S  S S S S  D S S S  S S S O  S S S O  S S O O
    S S O O  S O O O  S S O O  O O O O  S O O I  O O I I`),
} as const satisfies SsvcTable;

const cisaBod2604 = {
  id: "cisa-bod-26-04",
  key: "cisa:DT_BOD2604",
  version: "1.0.0",
  name: "CISA BOD 26-04: by when to remedy",
  points: [publiclyExposed, inKev, automatable, technicalImpact],
  outcome: bod2604,
  results: rows(`
    FSU FSU  60D 60D  14D 14D  14D 3DF
    60D 14D  14D 3D   14D 3DF  3D  3DF`),
} as const satisfies SsvcTable;

const utilityTable = {
  id: "utility",
  key: "ssvc:DT_U",
  version: "1.0.0",
  name: "Utility, from two simpler questions",
  points: [automatable, valueDensity],
  outcome: utility,
  results: rows("L E E S"),
} as const satisfies SsvcTable;

const publicSafety = {
  id: "public-safety",
  key: "ssvc:DT_PSI",
  version: "1.0.0",
  name: "Public safety impact, from the harm",
  points: [safetyImpact],
  outcome: publicSafetyImpact,
  results: rows("M S S S"),
} as const satisfies SsvcTable;

const humanImpactTable = {
  id: "human-impact",
  key: "ssvc:DT_HI",
  version: "1.0.0",
  name: "Human impact, from harm and mission",
  points: [safetyImpact, missionImpact],
  outcome: humanImpact,
  results: rows("L L M VH  L L M VH  M H H VH  VH VH VH VH"),
} as const satisfies SsvcTable;

export const ssvcTables = [
  supplier,
  coordinatorTriage,
  coordinatorPublish,
  cisaCoordinator,
  deployer,
  cisaBod2604,
  utilityTable,
  publicSafety,
  humanImpactTable,
] as const satisfies readonly SsvcTable[];
