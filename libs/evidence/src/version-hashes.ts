// By which hashes a version of the policy and the catalogue it is judged with are known.
import { SERVICE_RECORD_SCHEMA, type JsonObject } from '#wire';
import { canonicalJson } from './canonical-json.js';
import { sha256 } from './sha256.js';

/** The id a document gives its version; `''` where it gives none. Never throws. */
export function policyIdOf({ policy }: JsonObject): string {
  return typeof policy === 'string' ? policy : '';
}

/** base64url SHA-256 of the canonical document of a version. Throws on what JSON cannot hold. */
export function policyHash(document: JsonObject): string {
  return sha256(canonicalJson(document));
}

/** base64url SHA-256 of the canonical schema of the service record: the catalogue is made of it and of nothing else. Never throws. */
export function catalogueHash(): string {
  return sha256(canonicalJson(JSON.parse(JSON.stringify(SERVICE_RECORD_SCHEMA))));
}
