import { Ajv2020 } from "ajv/dist/2020.js";
import { default as addFormats } from "ajv-formats";
import { expect, test } from "vitest";
import { advisoryContent } from "../../../test/support/advisories.ts";
import { corpus } from "../../../test/support/corpus.ts";
import { notComprehensive } from "../../core/advisories/published-revision.ts";
import { csafKeyPath, hashFileText } from "./csaf-layout.ts";
import { providerMetadataOf } from "./provider-metadata.ts";

const schemas = corpus("csaf/oasis-csaf-2.0-tests.tar.gz");
const fingerprint = "0123456789abcdef0123456789abcdef01234567";

const metadata = providerMetadataOf({
  baseUrl: "https://psirt.example",
  publisher: advisoryContent.publisher,
  keys: [{ fingerprint, url: `https://psirt.example${csafKeyPath(fingerprint)}` }],
  feedSummary: notComprehensive,
  lastUpdated: "2026-03-02T09:00:00.000Z",
  role: "csaf_trusted_provider",
});

test.skipIf(!schemas)("the provider metadata fits the OASIS schema", () => {
  const read = (name: string) =>
    JSON.parse(schemas?.get(`csaf_2.0/json_schema/${name}_json_schema.json`) ?? expect.fail(name));
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const { $id, $defs, properties } = read("csaf");
  // The rest of the CSAF schema refers to schemas of CVSS, which the metadata does not use.
  ajv.addSchema({ $id, $defs, properties: { document: properties.document } });
  const validate = ajv.compile(read("provider"));
  validate(JSON.parse(metadata));
  expect(validate.errors).toBeNull();
});

test("the provider metadata names both distributions, the key, and what the feed is not", () => {
  expect(JSON.parse(metadata)).toMatchObject({
    canonical_url: "https://psirt.example/.well-known/csaf/provider-metadata.json",
    distributions: [
      { directory_url: "https://psirt.example/.well-known/csaf/white/" },
      {
        rolie: {
          feeds: [
            {
              tlp_label: "WHITE",
              summary: notComprehensive,
              url: "https://psirt.example/.well-known/csaf/white/csaf-feed-tlp-white.json",
            },
          ],
        },
      },
    ],
    public_openpgp_keys: [
      {
        fingerprint: fingerprint.toUpperCase(),
        url: `https://psirt.example/.well-known/csaf/openpgp/${fingerprint.toUpperCase()}.asc`,
      },
    ],
    role: "csaf_trusted_provider",
  });
});

test("a hash file starts with the digest in lower case and names its file", () => {
  expect(hashFileText("ABCDEF", "a.json")).toBe("abcdef  a.json\n");
});
