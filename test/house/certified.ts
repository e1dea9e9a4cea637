// What the build enumerated of the policy files, for tests that speak for the console.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyHash } from '#evidence';
import type { CertificateFindings, JsonObject } from '#wire';
import { CERTIFICATES_DIR } from '../../scripts/house/paths.ts';

/** Throws where the build has not enumerated this document. */
export function findingsOf(document: JsonObject): CertificateFindings {
  return JSON.parse(
    readFileSync(join(CERTIFICATES_DIR, `${policyHash(document)}.json`), 'utf8'),
  ) as CertificateFindings;
}
