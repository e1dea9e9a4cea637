// Which engine this is. The build writes over what is compiled of this file (scripts/house/engine-hash.ts).

/**
 * base64url SHA-256 of the engine as built: of `libs/wire`, `libs/policy`, `libs/free-text` and `libs/certificate` in `dist`.
 * Empty where nothing was built: of such an engine there is no certificate.
 */
export const ENGINE_HASH: string = '';
